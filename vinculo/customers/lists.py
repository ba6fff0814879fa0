"""The list of customers and prospects."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache, partial
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse, reverse_lazy

from vinculo.customers import actions, queries
from vinculo.customers.activity import PERIOD_DAYS, activity_between, activity_since, period_start
from vinculo.customers.contactability import contactability_of
from vinculo.customers.forms import CLASSIFICATIONS, OwnerForm, ReasonForm
from vinculo.customers.models import Address, Channel, Email, Party, PartyQuerySet, Phone
from vinculo.customers.parameters import ACTIVE_DAYS
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import Refused
from vinculo.customers.reversals import DEACTIVATION, OWNER_CHANGE
from vinculo.customers.rules import shown_document
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import (
    BooleanFilter,
    BulkAction,
    BulkResult,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    Empty,
    ListDefinition,
    LookupFilter,
    MultiChoiceFilter,
    PersonFilter,
    TextFilter,
)
from vinculo.foundation.ui import marks, widgets
from vinculo.geography.models import State
from vinculo.geography.queries import municipality_label
from vinculo.kernel.brazil import phone as phones
from vinculo.organization.models import Establishment, User
from vinculo.organization.queries import parameter_value, person_label


def rows(actor: Actor) -> PartyQuerySet:
    """The readable records, each remembering whether the actor reads its document in full."""
    in_full = actor.may(Permission.SEE_DOCUMENTS)
    return queries.readable_parties(actor).select_related("owner", "establishment").with_documents(in_full=in_full)


def _document(party: Party) -> str:
    """As a page shows it: whoever needs a CPF in full opens the record, where the reading is noted."""
    return shown_document(party.document, in_full=False) or party.foreign_document


def _document_to_export(party: Party) -> str:
    return shown_document(party.document, in_full=getattr(party, "shows_document", False)) or party.foreign_document


def _main_phone(party: Party) -> str:
    return next((phone.number for phone in party.phones.all()), "")


def _main_email(party: Party) -> str:
    return next((email.address for email in party.emails.all()), "")


def _city(party: Party) -> str:
    return next((str(address.municipality) for address in party.addresses.all()), "")


def _prepare(parties: Sequence[Party], keys: Collection[str]) -> None:
    """What the columns show of what reaches the rows of a page; what must not is asked for all of them at once."""
    asks = "barred" in keys
    queries.with_reach(parties, phones=asks or "phone" in keys, emails=asks or "email" in keys, cities="city" in keys)
    for party in parties:
        party.read_with = parties


def _barred(party: Party) -> str:
    return ", ".join(str(each.label) for each in Channel if not contactability_of(party).may(each))


def _owner(party: Party) -> str:
    return party.owner.name if party.owner else ""


def _stage_badge(party: Party) -> object:
    return marks.badge(party.get_stage_display(), "accent" if party.stage == Party.Stage.PROSPECT else "outline")


def _status_badge(party: Party) -> object:
    return marks.badge("Ativo", "outline") if party.is_active else marks.badge("Inativo", "warning")


def _owner_form(actor: Actor, data: Mapping[str, Any] | None) -> forms.Form:
    lookup = widgets.Lookup(reverse_lazy("customers:owners"), label_for=partial(person_label, actor))
    return OwnerForm(data, lookup=lookup)


def _reason_form(actor: Actor, data: Mapping[str, Any] | None) -> forms.Form:  # noqa: ARG001  (the list's signature)
    return ReasonForm(data)


def _change_owner(actor: Actor, parties: Sequence[Party], values: Mapping[str, Any]) -> BulkResult:
    owner = User.objects.filter(company_id=actor.company_id, pk=values["owner"]).first() if values["owner"] else None
    try:
        change = actions.assign_owner_to_many(
            actor, [party.pk for party in parties], owner, now=clock.now(), reason=values["reason"]
        )
    except Refused as refused:
        return BulkResult(changed=0, refused=[refused.sentence])
    return BulkResult(changed=change.parties, undo=(OWNER_CHANGE, {"key": change.undo_key}))


def _deactivate(actor: Actor, parties: Sequence[Party], values: Mapping[str, Any]) -> BulkResult:
    ids = [party.pk for party in parties]
    done = actions.deactivate_many(actor, ids, reason=values["reason"], now=clock.now())
    already = len(ids) - done.parties
    return BulkResult(
        changed=done.parties,
        refused=[f"Já inativos ou fora do seu alcance: {already}."] if already else [],
        undo=(DEACTIVATION, {"key": done.undo_key}) if done.parties else None,
    )


def _states(actor: Actor) -> list[tuple[str, str]]:  # noqa: ARG001  (the filter's signature)
    return _all_states()


@lru_cache(maxsize=1)
def _all_states() -> list[tuple[str, str]]:
    """The Union's, which no company changes: read once by each process."""
    return [(state.code, f"{state.code} · {state.name}") for state in State.objects.order_by("code")]


def _with_email(wanted: bool) -> Q:
    has_email = Exists(Email.objects.filter(party=OuterRef("pk")))
    return Q(has_email) if wanted else ~Q(has_email)


def _with_phone(wanted: bool) -> Q:
    has_phone = Exists(Phone.objects.filter(party=OuterRef("pk")))
    return Q(has_phone) if wanted else ~Q(has_phone)


def _movements(actor: Actor) -> list[tuple[str, str]]:
    window = int(parameter_value(actor.company_id, ACTIVE_DAYS.key))
    days = sorted({30, 90, 180, 365, window})
    return [
        *((f"ativo-{each}", f"Com movimento em {each} dias") for each in days),
        *((f"parado-{each}", f"Sem movimento há {each} dias") for each in days),
        (f"era-{window}", f"Com movimento nos {window} dias antes dos últimos {PERIOD_DAYS}"),
        (f"perdido-{window}", f"Perdidos nos últimos {PERIOD_DAYS} dias (sem movimento há {window})"),
    ]


def _moving(choice: str) -> Q:
    """`era` is active when the period of the indicators began; `perdido`, no longer."""
    which, _, days = choice.partition("-")
    now, window = clock.now(), timedelta(days=int(days))
    start = period_start(now)
    moves, moved = Q(activity_since(now - window)), Q(activity_between(start - window, start))
    match which:
        case "ativo":
            return moves
        case "parado":
            return ~moves
        case "era":
            return moved
        case _:
            return moved & ~moves


def _establishments(actor: Actor) -> list[tuple[str, str]]:
    places = Establishment.objects.filter(company_id=actor.company_id).order_by("code")
    return [(str(place.pk), place.name) for place in places]


def _living_in(**place: object) -> Q:
    return Q(Exists(Address.objects.filter(party=OuterRef("pk"), is_main=True, **place)))


CUSTOMERS = ListDefinition(
    key="customers",
    title="Clientes",
    noun=("cadastro", "cadastros"),
    permission=Permission.VIEW,
    export_permission=Permission.EXPORT,
    rows=rows,
    export_reason=queries.must_say_why,
    prepare=_prepare,
    row_url=lambda party: reverse("customers:profile", args=[party.pk]),
    row_tone=lambda party: "" if party.is_active else "muted",
    default_sort="name_key",
    search="nome",
    empty=Empty(
        "Nenhum cadastro por aqui",
        hint="Importe a planilha da empresa ou cadastre o primeiro prospect depois de uma busca.",
        icon="users",
    ),
    columns=[
        Column("name", "Nome", lambda party: party.name, sort="name_key", primary=True),
        Column("trade_name", "Nome fantasia", lambda party: party.trade_name, default=False),
        Column("document", "CPF/CNPJ", _document, export=_document_to_export),
        Column("stage", "Situação", _stage_badge, export=lambda party: party.get_stage_display()),
        Column("kind", "Tipo", lambda party: party.get_kind_display(), default=False),
        Column("city", "Cidade", _city),
        Column(
            "phone",
            "Telefone",
            lambda party: marks.phone(_main_phone(party)),
            export=lambda party: phones.mask(_main_phone(party)) if _main_phone(party) else "",
        ),
        Column("email", "E-mail", _main_email, default=False),
        Column("barred", "Não contatar por", _barred, default=False, always_exported=True),
        Column("owner", "Carteira", _owner),
        Column("establishment", "Estabelecimento", lambda party: party.establishment.name, default=False),
        Column("classification", "Classe", lambda party: party.classification, default=False),
        Column("status", "Cadastro", _status_badge, export=lambda party: "Sim" if party.is_active else "Não"),
        Column(
            "created",
            "Cadastrado em",
            lambda party: marks.when(party.created_at),
            default=False,
            export=lambda party: party.created_at,
        ),
        Column(
            "updated",
            "Alterado em",
            lambda party: marks.when(party.updated_at),
            default=False,
            export=lambda party: party.updated_at,
        ),
    ],
    filters=[
        TextFilter(
            key="nome",
            label="Nome",
            placeholder="Nome em qualquer ordem",
            condition=lambda text: Q(name_vector__words=text),
        ),
        ChoiceFilter(key="situacao", label="Situação", field="stage", choices=Party.Stage.choices),
        ChoiceFilter(key="tipo", label="Tipo", field="kind", choices=Party.Kind.choices),
        BooleanFilter(key="ativo", label="Ativo", field="is_active", yes="Só ativos", no="Só inativos"),
        PersonFilter(key="carteira", label="Carteira", field="owner_id"),
        BooleanFilter(
            key="sem_carteira",
            label="Sem carteira",
            field="owner_id__isnull",
            yes="Sem carteira",
            no="Com carteira",
        ),
        MultiChoiceFilter(
            key="estabelecimento", label="Estabelecimento", field="establishment_id", choices=_establishments
        ),
        ChoiceFilter(
            key="uf",
            label="UF",
            choices=_states,
            condition=lambda code: _living_in(municipality__state_id=code),
        ),
        LookupFilter(
            key="cidade",
            label="Cidade",
            url_name="geography:municipalities",
            label_for=lambda _actor, code: municipality_label(code) or None,
            condition=lambda code: _living_in(municipality_id=code),
        ),
        BooleanFilter(key="email", label="E-mail", condition=_with_email, yes="Com e-mail", no="Sem e-mail"),
        BooleanFilter(key="telefone", label="Telefone", condition=_with_phone, yes="Com telefone", no="Sem telefone"),
        ChoiceFilter(key="movimento", label="Movimento", choices=_movements, condition=_moving),
        MultiChoiceFilter(
            key="classe", label="Classe", field="classification", choices=[each for each in CLASSIFICATIONS if each[0]]
        ),
        DateRangeFilter(key="cadastro", label="Cadastrado em", field="created_at", is_instant=True),
    ],
    bulk_actions=[
        BulkAction(
            key="owner",
            label="Mudar a carteira",
            icon="user-check",
            permission=Permission.REASSIGN,
            run=_change_owner,
            question="Mudar a carteira de {count}?",
            form=_owner_form,
        ),
        BulkAction(
            key="deactivate",
            label="Inativar",
            icon="user-off",
            permission=Permission.DEACTIVATE,
            run=_deactivate,
            question="Inativar {count}?",
            form=_reason_form,
            danger=True,
        ),
    ],
)
