"""Whose portfolio a record is in, and whether it is in daily use."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.http import HttpResponse
from django.urls import reverse_lazy

from vinculo.customers import actions, queries
from vinculo.customers.forms import OwnerForm, ReasonForm
from vinculo.customers.models import Party
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import Refused
from vinculo.customers.reversals import offer_owner_change, offer_reactivation
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast, widgets
from vinculo.organization.models import User
from vinculo.organization.queries import person_label


@requires(Permission.REASSIGN)
def owner(request: Request, pk: int) -> HttpResponse:
    """Moves the record to another portfolio; the toast offers the way back."""
    party = get_or_404(queries.editable_parties(request.actor), pk)
    lookup = widgets.Lookup(reverse_lazy("customers:owners"), label_for=partial(person_label, request.actor))
    form = OwnerForm(request.POST or None, initial={"owner": party.owner_id}, lookup=lookup)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            chosen = User.objects.filter(company_id=request.actor.company_id, pk=form.cleaned_data["owner"]).first()
            try:
                change = actions.assign_owner(
                    request.actor, party, chosen, now=clock.now(), reason=form.cleaned_data["reason"]
                )
            except Refused as refused:
                form.add_error(refused.field or None, refused.sentence)
            else:
                undo_url = offer_owner_change(request.actor, change.undo_key, now=clock.now())
                toast(request, f"Carteira: {chosen.name if chosen else 'ninguém'}.", undo_url=undo_url)
                return redirect(request, "customers:profile", party.pk)
    context = {"party": party, "form": form, "title": "Mudar a carteira", "submit": "Mudar"}
    return page(request, "customers/dialog.html", context, status=status)


@requires(Permission.DEACTIVATE)
def deactivate(request: Request, pk: int) -> HttpResponse:
    party = get_or_404(queries.editable_parties(request.actor), pk)
    form = ReasonForm(request.POST or None)

    def run() -> str:
        done = actions.deactivate(request.actor, party, reason=form.cleaned_data["reason"], now=clock.now())
        return offer_reactivation(request.actor, done.undo_key, now=clock.now())

    return _confirmed(request, party, form, title="Inativar cadastro", submit="Inativar", done="inativado", run=run)


@requires(Permission.DEACTIVATE)
def reactivate(request: Request, pk: int) -> HttpResponse:
    party = get_or_404(queries.editable_parties(request.actor), pk)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def run() -> None:
        actions.reactivate(request.actor, party, now=clock.now())

    return _confirmed(request, party, form, title="Reativar cadastro", submit="Reativar", done="reativado", run=run)


def _confirmed(
    request: Request,
    party: Party,
    form: forms.Form,
    *,
    title: str,
    submit: str,
    done: str,
    run: Callable[[], str | None],
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                undo_url = run()
            except Refused as refused:
                form.add_error(None, refused.sentence)
            else:
                toast(request, f"Cadastro {done}.", undo_url=undo_url)
                return redirect(request, "customers:profile", party.pk)
    context = {"party": party, "form": form, "title": title, "submit": submit}
    return page(request, "customers/dialog.html", context, status=status)
