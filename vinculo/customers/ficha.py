"""The Ficha do Cliente: the record on paper, with the fields of its kind of person."""

from datetime import datetime

from django.utils import timezone

from vinculo.customers import queries
from vinculo.customers.models import Party
from vinculo.customers.record_page import KINDS, complement_facts, identity_facts, line_of
from vinculo.foundation.access import Request
from vinculo.foundation.papers import Block, Column, Facts, Heading, Paper, Signatures, Table
from vinculo.kernel.brazil import cep, phone
from vinculo.organization.letterhead import letterhead_of
from vinculo.organization.models import Establishment

# What is printed for one kind of person only; the others are printed for both.
_OF_PEOPLE = frozenset({"referencia-pessoal", "cartao"})
_OF_ORGANIZATIONS = frozenset({"pessoa", "inscricao-estadual"})


def ficha(request: Request, party: Party, *, now: datetime) -> Paper:
    """The paper, as whoever asks may read the record. `party` comes from `queries.profile`."""
    identity = [(fact.label, fact.words) for fact in identity_facts(request, party)]
    facts = complement_facts(queries.kept_complement(party), party)
    complement = [(fact.label, fact.words) for fact in facts if fact.words]
    complementary: list[Block] = [Heading("Dados complementares"), Facts(complement)] if complement else []
    blocks: list[Block] = [
        Heading("Identificação"),
        Facts([*identity, ("Carteira", party.owner.name if party.owner else "")]),
        *complementary,
        Heading("Contatos e endereços"),
        *_reach(party),
        *_records(party),
        *_custom(party),
        Signatures([party.name], f"{_place(request)}, ______ de ____________________ de ________"),
    ]
    local = timezone.localtime(now)
    return Paper(
        title="Ficha do cliente",
        subtitle=party.name,
        reference=[f"Cadastro nº {party.pk}", f"Emitida em {local:%d/%m/%Y}"],
        letterhead=letterhead_of(request.actor.company_id, request.actor.establishment_id),
        blocks=blocks,
        footer=f"Emitida por {request.actor.name} em {local:%d/%m/%Y %H:%M}. Contém dados pessoais.",
    )


def _reach(party: Party) -> list[Block]:
    phones = [[phone.mask(row.number), row.label, "WhatsApp" if row.is_whatsapp else ""] for row in party.phones.all()]
    emails = [[row.address, row.label, ""] for row in party.emails.all()]
    addresses = [
        [
            ", ".join(filter(None, (row.street, row.number, row.complement, row.district))),
            f"{row.municipality} {cep.mask(row.cep) if row.cep else ''}".strip(),
            " · ".join(
                words
                for words, marked in (
                    ("Principal", row.is_main),
                    ("Correspondência", row.is_mailing),
                    ("Cobrança", row.is_billing),
                )
                if marked
            ),
        ]
        for row in party.addresses.all()
    ]
    reach = Table(
        [Column("Telefone ou e-mail", width=3), Column("Descrição", width=2), Column("", width=1)], phones + emails
    )
    places = Table([Column("Endereço", width=3), Column("Município", width=2), Column("Uso", width=1)], addresses)
    return [reach, places]


def _records(party: Party) -> list[Block]:
    unasked = _OF_ORGANIZATIONS if party.kind == Party.Kind.PERSON else _OF_PEOPLE
    blocks: list[Block] = []
    for kind in KINDS:
        if kind.slug in unasked:
            continue
        rows = kind.model._default_manager.filter(party=party).order_by("id")
        lines = [line_of(row) for row in rows]
        if lines:
            table = [[line.title, " · ".join(filter(None, (line.badge, line.hint)))] for line in lines]
            blocks += [
                Heading(kind.title),
                Table([Column(kind.noun.capitalize(), width=2), Column("Detalhes", width=3)], table),
            ]
    return blocks


def _custom(party: Party) -> list[Block]:
    """Every printed field of the kind of person, also those not answered: a ficha is filled in by hand too."""
    blocks: list[Block] = []
    for section in queries.custom_answers(party):
        printed = [(answer.label, answer.words) for answer in section.answers if answer.is_printed]
        if printed:
            blocks += [Heading(section.title), Facts(printed)]
    return blocks


def _place(request: Request) -> str:
    place = Establishment.objects.select_related("municipality").get(pk=request.actor.establishment_id)
    return place.municipality.name
