"""Addresses, telephones, e-mails, external codes, notes and consents: small dialogs on the customer's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinculo.customers import actions, queries
from vinculo.customers.forms import (
    AddressForm,
    AssetForm,
    BankReferenceForm,
    ConsentForm,
    ContactPersonForm,
    CreditCardForm,
    EmailForm,
    NoteForm,
    PersonalReferenceForm,
    PhoneForm,
    ReferenceForm,
    StateRegistrationForm,
)
from vinculo.customers.models import (
    Address,
    Asset,
    BankReference,
    ContactPerson,
    CreditCard,
    Email,
    ExternalReference,
    Note,
    Party,
    PersonalReference,
    Phone,
    StateRegistration,
)
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import Refused
from vinculo.customers.reversals import offer_restore
from vinculo.foundation import clock
from vinculo.foundation.access import Actor, Request, get_or_404, requires
from vinculo.foundation.ui import page, refresh, toast


@dataclass(frozen=True, slots=True)
class Belonging:
    """A kind of thing that belongs to a party: its words, its form, and the actions that write it."""

    key: str
    noun: str
    added: str
    removed: str
    model: type[Any]
    form: type[Any]
    fields: tuple[str, ...]
    add: Callable[[Actor, Party, Any], Any]
    edit: Callable[[Actor, Any, Any], None]
    remove: Callable[[Actor, Any], None]
    wide: bool = False
    tab: str = "customers:profile"


def _record(key: str, noun: str, done: tuple[str, str], model: type[Any], form: type[Any], *fields: str) -> Belonging:
    """A kind of record that is kept and changed without any rule of its own."""

    def add(actor: Actor, party: Party, values: dict[str, Any]) -> None:
        actions.add_record(actor, model(party=party, **values))

    return Belonging(
        key, noun, *done, model, form, fields, add, actions.edit_record, actions.remove_record,
        wide=len(fields) > 3, tab="customers:record",
    )  # fmt: skip


_REACH = ("label", "is_main")
BELONGINGS = {
    belonging.key: belonging
    for belonging in (
        Belonging(
            "telefone", "telefone", "Telefone incluído.", "Telefone excluído.", Phone, PhoneForm,
            ("number", "is_whatsapp", *_REACH), actions.add_phone, actions.edit_phone, actions.remove_phone,
        ),
        Belonging(
            "email", "e-mail", "E-mail incluído.", "E-mail excluído.", Email, EmailForm,
            ("address", *_REACH), actions.add_email, actions.edit_email, actions.remove_email,
        ),
        Belonging(
            "endereco", "endereço", "Endereço incluído.", "Endereço excluído.", Address, AddressForm,
            ("cep", "municipality", "street", "number", "complement", "district", "is_mailing", "is_billing", *_REACH),
            actions.add_address, actions.edit_address, actions.remove_address, wide=True,
        ),
        Belonging(
            "codigo", "código externo", "Código externo incluído.", "Código externo excluído.",
            ExternalReference, ReferenceForm, ("system", "code"),
            actions.add_reference, actions.edit_reference, actions.remove_reference,
        ),
        _record(
            "bem", "bem", ("Bem incluído.", "Bem excluído."), Asset, AssetForm,
            "description", "kind", "year", "value", "lien", "creditor", "settled_on",
        ),
        _record(
            "referencia-pessoal", "referência pessoal", ("Referência incluída.", "Referência excluída."),
            PersonalReference, PersonalReferenceForm, "name", "phone", "note",
        ),
        _record(
            "referencia-bancaria", "referência bancária", ("Referência incluída.", "Referência excluída."),
            BankReference, BankReferenceForm, "bank", "branch", "account", "kind", "holder_since", "note",
        ),
        _record(
            "cartao", "cartão de crédito", ("Cartão incluído.", "Cartão excluído."), CreditCard, CreditCardForm,
            "brand", "holder", "expires_month", "expires_year", "last_four",
        ),
        _record(
            "pessoa", "pessoa de contato", ("Contato incluído.", "Contato excluído."), ContactPerson, ContactPersonForm,
            "name", "position", "phone", "email", "birthday", "preferred_weekday", "preferred_time",
            "is_fleet_responsible",
        ),
        _record(
            "inscricao-estadual", "inscrição estadual", ("Inscrição incluída.", "Inscrição excluída."),
            StateRegistration, StateRegistrationForm, "state", "number", "is_substitute",
        ),
    )
}  # fmt: skip


@requires(Permission.EDIT)
def add(request: Request, pk: int, kind: str) -> HttpResponse:
    belonging, party = _belonging(kind), _party(request, pk)
    form = belonging.form(request.POST or None)
    title = f"Incluir {belonging.noun}"

    def save() -> None:
        belonging.add(request.actor, party, form.entry())

    return dialog(
        request, party, form, title=title, done=belonging.added, save=save, wide=belonging.wide, tab=belonging.tab
    )


@requires(Permission.EDIT)
def edit(request: Request, pk: int, kind: str, row_id: int) -> HttpResponse:
    belonging, party = _belonging(kind), _party(request, pk)
    row = get_or_404(belonging.model.objects.filter(party=party), row_id)
    form = belonging.form(request.POST or None, initial={name: getattr(row, name) for name in belonging.fields})
    title = f"Alterar {belonging.noun}"

    def save() -> None:
        belonging.edit(request.actor, row, form.entry())

    remove_url = reverse("customers:remove_belonging", args=[party.pk, kind, row.pk])
    return dialog(
        request,
        party,
        form,
        title=title,
        done="Alteração salva.",
        save=save,
        wide=belonging.wide,
        remove_url=remove_url,
        tab=belonging.tab,
    )


@requires(Permission.EDIT)
@require_POST
def remove(request: Request, pk: int, kind: str, row_id: int) -> HttpResponse:
    """Removes at once; the toast offers the way back."""
    belonging, party = _belonging(kind), _party(request, pk)
    row = get_or_404(belonging.model.objects.filter(party=party), row_id)
    belonging.remove(request.actor, row)
    undo_url = offer_restore(request.actor, row, party_id=party.pk, row_id=row_id, now=clock.now())
    toast(request, belonging.removed, undo_url=undo_url)
    return refresh(request, reverse(belonging.tab, args=[party.pk]))


@requires(Permission.EDIT)
def add_note(request: Request, pk: int) -> HttpResponse:
    party = _party(request, pk)
    form = NoteForm(request.POST or None)

    def save() -> None:
        actions.write_note(request.actor, party, form.cleaned_data["body"], now=clock.now())

    return dialog(request, party, form, title="Nova nota", done="Nota salva.", save=save, draft=f"note-{pk}")


@requires(Permission.EDIT)
def edit_note(request: Request, pk: int, row_id: int) -> HttpResponse:
    party = _party(request, pk)
    note = get_or_404(Note.objects.filter(party=party), row_id)
    form = NoteForm(request.POST or None, initial={"body": note.body})

    def save() -> None:
        actions.edit_note(request.actor, note, form.cleaned_data["body"])

    remove_url = reverse("customers:remove_note", args=[party.pk, note.pk])
    return dialog(request, party, form, title="Alterar nota", done="Nota salva.", save=save, remove_url=remove_url)


@requires(Permission.EDIT)
@require_POST
def remove_note(request: Request, pk: int, row_id: int) -> HttpResponse:
    party = _party(request, pk)
    note = get_or_404(Note.objects.filter(party=party), row_id)
    try:
        actions.remove_note(request.actor, note)
    except Refused as refused:
        toast(request, refused.sentence, tone="danger")
    else:
        undo_url = offer_restore(request.actor, note, party_id=party.pk, row_id=row_id, now=clock.now())
        toast(request, "Nota excluída.", undo_url=undo_url)
    return refresh(request, reverse("customers:profile", args=[party.pk]))


@requires(Permission.EDIT)
def consent(request: Request, pk: int) -> HttpResponse:
    """The answer of the party on one channel, with its source and date."""
    party = _party(request, pk)
    now = clock.now()
    initial = {"decided_at": now, "channel": request.GET.get("canal")}
    form = ConsentForm(request.POST or None, initial=initial, company_id=request.actor.company_id)

    def save() -> None:
        actions.record_consent(request.actor, party, form.entry(), now=now)

    return dialog(
        request, party, form, title="Registrar consentimento", done="Consentimento registrado.", save=save, wide=True
    )


def dialog(
    request: Request,
    party: Party,
    form: forms.Form,
    *,
    title: str,
    done: str,
    save: Callable[[], None],
    wide: bool = False,
    remove_url: str = "",
    draft: str = "",
    tab: str = "customers:profile",
    submit: str = "",
) -> HttpResponse:
    """The form as a dialog (or a page of its own); saved, back to where it was opened."""
    next(iter(form.fields.values())).widget.attrs["autofocus"] = True
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save()
            except Refused as refused:
                form.add_error(refused.field or None, refused.sentence)
            else:
                toast(request, done)
                return refresh(request, reverse(tab, args=[party.pk]))
    context = {"party": party, "form": form, "title": title, "wide": wide, "remove_url": remove_url, "draft": draft}
    context |= {"submit": submit, "back_url": reverse(tab, args=[party.pk])}
    return page(request, "customers/dialog.html", context, status=status)


def _party(request: Request, pk: int) -> Party:
    return get_or_404(queries.editable_parties(request.actor), pk)


def _belonging(kind: str) -> Belonging:
    if kind not in BELONGINGS:
        raise Http404("Registro não encontrado.")
    return BELONGINGS[kind]
