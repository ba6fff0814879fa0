"""Who must not be contacted, and the texts people are shown before they answer."""

from django.http import HttpResponse

from vinculo.customers import actions
from vinculo.customers.forms import PolicyForm, ReasonForm, SuppressionForm
from vinculo.customers.models import ConsentPolicy
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import Refused
from vinculo.customers.suppression_list import SUPPRESSIONS, rows
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.lists.page import render
from vinculo.foundation.ui import page, redirect, toast


@requires(Permission.SUPPRESS)
def suppressions(request: Request) -> HttpResponse:
    return render(request, SUPPRESSIONS, template="customers/suppressions.html")


@requires(Permission.SUPPRESS)
def suppress(request: Request) -> HttpResponse:
    form = SuppressionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.suppress(
                request.actor, typed["handle"], typed["value"], typed["channel"], typed["source"], now=clock.now()
            )
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            toast(request, "Contato bloqueado.")
            return redirect(request, "customers:suppressions")
    context = {"form": form, "title": "Bloquear um contato", "submit": "Bloquear"}
    return page(request, "customers/suppression.html", context, status=422 if form.errors else 200)


@requires(Permission.SUPPRESS)
def release(request: Request, pk: int) -> HttpResponse:
    """Takes a handle off the list, with the reason."""
    entry = get_or_404(rows(request.actor), pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.release(request.actor, entry, form.cleaned_data["reason"], now=clock.now())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            toast(request, f"{entry.hint} saiu da lista.")
            return redirect(request, "customers:suppressions")
    context = {"form": form, "entry": entry, "title": "Retirar da lista", "submit": "Retirar"}
    return page(request, "customers/suppression.html", context, status=422 if form.errors else 200)


@requires(Permission.SUPPRESS)
def policies(request: Request) -> HttpResponse:
    """The texts of consent, the newest first, and the form that publishes another."""
    form = PolicyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish_policy(request.actor, **form.cleaned_data, now=clock.now())
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            toast(request, "Texto publicado.")
            return redirect(request, "customers:policies")
    texts = ConsentPolicy.objects.filter(company_id=request.actor.company_id).order_by("-published_at")
    context = {"form": form, "texts": texts}
    return page(request, "customers/policies.html", context, status=422 if form.errors else 200)


@requires(Permission.VIEW)
def policy(request: Request, pk: int) -> HttpResponse:
    """One text, as people were shown it."""
    text = get_or_404(ConsentPolicy.objects.filter(company_id=request.actor.company_id), pk)
    return page(request, "customers/policy.html", {"text": text})
