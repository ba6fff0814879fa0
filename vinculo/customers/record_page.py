"""The "Cadastro" tab of a customer: everything the record holds, in sections, ready for its template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from vinculo.customers import queries
from vinculo.customers.actions.records import Record
from vinculo.customers.models import (
    Asset,
    BankReference,
    Complement,
    ContactPerson,
    CreditCard,
    Party,
    PersonalReference,
    Responsible,
    StateRegistration,
)
from vinculo.customers.panels import may_edit
from vinculo.customers.permissions import Permission
from vinculo.customers.rules import document_name, locked_fields, masked_account, shown_document
from vinculo.foundation import clock
from vinculo.foundation.access import Request
from vinculo.foundation.custom_fields.rules import Section as CustomSection
from vinculo.kernel.brazil import banks, cnae, inscricao_estadual, phone
from vinculo.kernel.figures import amount_in_reais


@dataclass(frozen=True, slots=True)
class Fact:
    """A field and its value in words; `is_locked` when the person who looks may not change it."""

    label: str
    words: str
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a section: what it is, what else is known of it, and where it is edited."""

    title: str
    hint: str
    edit_url: str
    badge: str = ""


@dataclass(frozen=True, slots=True)
class RecordSection:
    """A kind of records: each is added, changed and deleted on its own."""

    key: str
    title: str
    icon: str
    noun: str
    empty: str
    add_url: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class RecordPage:
    identity: Sequence[Fact]
    complement: Sequence[Fact]
    custom: Sequence[CustomSection]
    missing: int
    responsible: Sequence[tuple[str, str]]
    sections: Sequence[RecordSection]


def record_page(request: Request, party: Party) -> RecordPage:
    """The whole tab, in a constant number of queries."""
    writable = may_edit(request, party)
    custom = queries.custom_answers(party)
    return RecordPage(
        identity=identity_facts(request, party),
        complement=complement_facts(queries.kept_complement(party), party),
        custom=custom,
        missing=sum(answer.is_missing for section in custom for answer in section.answers),
        responsible=[
            (Responsible.Matter(row.matter).label, row.user.name) for row in queries.responsible_people(party)
        ],
        sections=[_section(party, writable=writable, kind=kind) for kind in KINDS],
    )


def identity_facts(request: Request, party: Party) -> list[Fact]:
    """The party's own fields, as whoever looks may read them."""
    locked = locked_fields(
        stage=party.stage,
        document=party.document,
        may_change_document=request.actor.may(Permission.CHANGE_DOCUMENT),
    )
    in_full = request.actor.may(Permission.SEE_DOCUMENTS) and not party.anonymized_at
    shown = shown_document(party.document, in_full=in_full)
    is_person = party.kind == Party.Kind.PERSON
    facts = [
        Fact("Tipo", party.get_kind_display(), "kind" in locked),
        Fact("Nome completo" if is_person else "Razão social", party.name),
        Fact("Nome fantasia", party.trade_name),
        Fact(document_name(party.document) if party.document else "CPF/CNPJ", shown, "document" in locked),
        Fact("Documento estrangeiro", party.foreign_document),
        Fact("Nascimento" if is_person else "Fundação", day(party.birth_date)),
        Fact("Classe", party.classification),
        Fact("Papéis", ", ".join(queries.roles_of(party))),
    ]
    unasked = {"Nome fantasia"} if is_person else set()
    unasked |= set() if party.is_foreign else {"Documento estrangeiro"}
    return [fact for fact in facts if fact.label not in unasked]


def complement_facts(kept: Complement | None, party: Party) -> list[Fact]:
    """The complementary data of the party's kind; those nobody filled in come with empty words."""
    row = kept or Complement(party=party)
    activity = cnae.activity_named(row.cnae)
    common = [
        Fact("Situação no ICMS", row.get_tax_status_display()),
        Fact("Regime tributário", row.get_tax_regime_display()),
        Fact("Categoria fiscal", row.get_fiscal_category_display()),
        Fact("Canal preferido", row.get_preferred_channel_display()),
        Fact("Potencial por ano", amount_in_reais(row.potential) if row.potential is not None else ""),
        Fact("Site", row.website),
    ]
    if party.kind == Party.Kind.ORGANIZATION:
        return [Fact("CNAE", str(activity) if activity else ""), Fact("SUFRAMA", row.suframa), *common]
    return [
        Fact("Sexo", row.get_gender_display()),
        Fact("Estado civil", row.get_marital_status_display()),
        Fact("RG", " ".join(filter(None, (row.identity_card, row.identity_issuer)))),
        Fact("Profissão", row.occupation),
        *common,
    ]


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


# --- The kinds of records ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RecordKind:
    """`slug` is the word of its addresses."""

    slug: str
    title: str
    icon: str
    noun: str
    empty: str
    model: type[Record]


KINDS = (
    RecordKind(
        "pessoa", "Pessoas de contato", "user-circle", "pessoa de contato",
        "Com quem falar, em que dia e a que hora.", ContactPerson,
    ),
    RecordKind(
        "bem", "Bens", "car", "bem", "Veículos, imóveis e o que ainda se deve deles.", Asset,
    ),
    RecordKind(
        "referencia-pessoal", "Referências pessoais", "users", "referência pessoal",
        "Quem o cliente indicou como referência.", PersonalReference,
    ),
    RecordKind(
        "referencia-bancaria", "Referências bancárias", "building", "referência bancária",
        "Os bancos em que o cliente tem conta.", BankReference,
    ),
    RecordKind(
        "cartao", "Cartões de crédito", "credit-card", "cartão",
        "Bandeira, validade e os quatro últimos dígitos: o número inteiro não é guardado.", CreditCard,
    ),
    RecordKind(
        "inscricao-estadual", "Inscrições estaduais", "certificate", "inscrição estadual",
        "Uma por UF, conferida pela regra de cada estado.", StateRegistration,
    ),
)  # fmt: skip


def _section(party: Party, *, writable: bool, kind: RecordKind) -> RecordSection:
    rows: Sequence[Record] = kind.model._default_manager.filter(party=party).order_by("id")  # type: ignore[assignment]
    return RecordSection(
        key=kind.slug,
        title=kind.title,
        icon=kind.icon,
        noun=kind.noun,
        empty=kind.empty,
        add_url=reverse("customers:add_belonging", args=[party.pk, kind.slug]) if writable else "",
        lines=[
            line_of(row, reverse("customers:edit_belonging", args=[party.pk, kind.slug, row.pk]) if writable else "")
            for row in rows
        ],
    )


def line_of(
    row: Record,
    edit_url: str = "",
    *,
    in_full: bool = False,
) -> Line:
    """A record in words. Accounts are shown by their end unless `in_full`."""
    match row:
        case Asset():
            lien = f"ônus {amount_in_reais(row.lien)}" if row.lien else ""
            owed = " com ".join(filter(None, (lien, row.creditor)))
            value = amount_in_reais(row.value) if row.value is not None else ""
            settled = f"liquidação {day(row.settled_on)}" if row.settled_on else ""
            hint = _joined(row.get_kind_display(), str(row.year or ""), value, owed, settled)
            return Line(row.description, hint, edit_url)
        case PersonalReference():
            return Line(row.name, _joined(_phone(row.phone), row.note), edit_url)
        case BankReference():
            bank = banks.bank_named(row.bank)
            account = row.account if in_full else masked_account(row.account)
            since = f"desde {day(row.holder_since)}" if row.holder_since else ""
            hint = _joined(
                f"ag. {row.branch}" if row.branch else "", f"conta {account}", row.get_kind_display(), since, row.note
            )
            return Line(str(bank) if bank else row.bank, hint, edit_url)
        case CreditCard():
            today = clock.today()
            expired = (row.expires_year, row.expires_month) < (today.year, today.month)
            expiry = f"{'vencido em' if expired else 'validade'} {row.expires_month:02}/{row.expires_year}"
            return Line(f"{row.get_brand_display()} •••• {row.last_four}", _joined(row.holder, expiry), edit_url)
        case ContactPerson():
            birthday = f"aniversário {row.birthday:%d/%m}" if row.birthday else ""
            hour = f"{row.preferred_time:%H:%M}" if row.preferred_time else ""
            preferred = " às ".join(filter(None, (str(row.get_preferred_weekday_display() or ""), hour)))
            hint = _joined(row.position, _phone(row.phone), row.email, birthday, preferred)
            return Line(row.name, hint, edit_url, "Responsável pela frota" if row.is_fleet_responsible else "")
        case StateRegistration():
            number = inscricao_estadual.mask(row.state_id, row.number)
            return Line(f"{row.state_id} {number}", "Substituto tributário" if row.is_substitute else "", edit_url)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _phone(number: str) -> str:
    return phone.mask(number) if number else ""
