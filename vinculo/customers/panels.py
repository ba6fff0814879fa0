"""What the registry puts on the customer's page: its own panels and actions. Apps above add theirs."""

from collections.abc import Callable

from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse

from vinculo.customers import queries
from vinculo.customers.contactability import contactability_of
from vinculo.customers.models import Party
from vinculo.customers.permissions import Permission
from vinculo.foundation.access import Request
from vinculo.foundation.panels import Panel, RecordAction, RecordTab

RECORD = "customers.party"


def _party(record: Model) -> Party:
    assert isinstance(record, Party)
    return record


def _contacts(request: Request, record: Model) -> str:
    party = _party(record)
    context = {
        "party": party,
        "phones": party.phones.all(),
        "emails": party.emails.all(),
        "addresses": party.addresses.all(),
        "barred": contactability_of(party).barred,
        "may_edit": may_edit(request, party),
    }
    return render_to_string("customers/panels/contacts.html", context, request)


def _consents(request: Request, record: Model) -> str:
    party = _party(record)
    context = {"party": party, "consents": party.consents.all(), "may_edit": may_edit(request, party)}
    return render_to_string("customers/panels/consents.html", context, request)


def _references(request: Request, record: Model) -> str:
    party = _party(record)
    references = list(queries.external_references(party))
    context = {"party": party, "references": references, "may_edit": may_edit(request, party)}
    return render_to_string("customers/panels/references.html", context, request)


def _notes(request: Request, record: Model) -> str:
    party = _party(record)
    context = {
        "party": party,
        "notes": queries.notes_of(party, limit=5),
        "may_edit": may_edit(request, party),
        "user_id": request.actor.user_id,
    }
    return render_to_string("customers/panels/notes.html", context, request)


def _history(request: Request, record: Model) -> str:
    return render_to_string("customers/panels/history.html", {"party": record, "record": RECORD}, request)


def may_edit(request: Request, party: Party) -> bool:
    """Whether the person may change this record: by permission and by scope, without a query."""
    return request.actor.may(Permission.EDIT) and is_in_scope(request, party)


def is_in_scope(request: Request, party: Party) -> bool:
    if party.anonymized_at is not None:
        return False
    return queries.in_scope(
        request.actor,
        company_id=party.company_id,
        establishment_id=party.establishment_id,
        team_id=party.team_id,
        owner_id=party.owner_id,
    )


def _address(name: str, *, when: str = "") -> Callable[[Model], str]:
    """The address of an action, or "" when the record is not in the state it is for."""

    def url(record: Model) -> str:
        party = _party(record)
        state = {"": True, "prospect": party.stage == Party.Stage.PROSPECT, "active": party.is_active}
        applies = not party.is_active if when == "inactive" else state[when]
        return reverse(name, args=[party.pk]) if applies else ""

    return url


PANELS = (
    Panel(RECORD, "contacts", "Contatos e endereços", 10, Permission.VIEW, _contacts),
    Panel(RECORD, "consents", "Consentimentos", 40, Permission.VIEW, _consents),
    Panel(RECORD, "notes", "Notas", 50, Permission.VIEW, _notes, slow=True),
    Panel(RECORD, "references", "Códigos externos", 60, Permission.VIEW, _references, slow=True),
    Panel(RECORD, "history", "Histórico", 90, Permission.VIEW, _history, slow=True),
)

TABS = (
    RecordTab(RECORD, "profile", "Resumo", 10, Permission.VIEW, lambda pk: reverse("customers:profile", args=[pk])),
    RecordTab(RECORD, "record", "Cadastro", 20, Permission.VIEW, lambda pk: reverse("customers:record", args=[pk])),
    RecordTab(RECORD, "relations", "Relações", 30, Permission.VIEW, lambda pk: reverse("customers:related", args=[pk])),
)

ACTIONS = (
    RecordAction(RECORD, "note", "Nota", "note", Permission.EDIT, _address("customers:add_note"), "o", 40),
    RecordAction(RECORD, "edit", "Alterar", "pencil", Permission.EDIT, _address("customers:edit"), "e", 50),
    RecordAction(RECORD, "ficha", "Ficha", "printer", Permission.VIEW, _address("customers:ficha"), "", 55),
    RecordAction(
        RECORD,
        "promote",
        "Tornar cliente",
        "user-check",
        Permission.EDIT,
        _address("customers:promote", when="prospect"),
        "",
        60,
    ),
    RecordAction(
        RECORD, "owner", "Mudar a carteira", "transfer", Permission.REASSIGN, _address("customers:owner"), "", 70
    ),
    RecordAction(
        RECORD,
        "deactivate",
        "Inativar",
        "user-off",
        Permission.DEACTIVATE,
        _address("customers:deactivate", when="active"),
        "",
        90,
    ),
    RecordAction(
        RECORD,
        "reactivate",
        "Reativar",
        "rotate-clockwise",
        Permission.DEACTIVATE,
        _address("customers:reactivate", when="inactive"),
        "",
        90,
    ),
)
