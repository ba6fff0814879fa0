"""How the dialogs of this room answer: the form with what is wrong, or an event that refreshes what lies below."""

import json
from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.http import HttpResponse

from vinculo.cases.models import ServiceCase
from vinculo.foundation.access import Request
from vinculo.foundation.ui import page, redirect


def ask(request: Request, template: str, form: Form, context: Mapping[str, Any]) -> HttpResponse:
    """The form, as a dialog over the page or as a page of its own; 422 when something is wrong with it."""
    return page(request, template, {"form": form, **context}, status=422 if form.is_bound and form.errors else 200)


def done(request: Request, case_id: int) -> HttpResponse:
    """Close the dialog and refresh what shows the case; who no longer sees the case goes home."""
    if not ServiceCase.objects.visible_to(request.actor).filter(pk=case_id).exists():
        return redirect(request, "/")
    if not request.htmx:
        return redirect(request, "cases:case", case_id)
    events = {"close-dialog": None, "contacts-changed": None}
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(events)})
