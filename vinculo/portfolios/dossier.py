"""What the next keeper of a portfolio must know: who is in it, what is worth most, what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from vinculo.customers.models import Address, Party
from vinculo.foundation.access import Actor
from vinculo.foundation.papers import Block, Column, Facts, Heading, Paper, Table
from vinculo.kernel.brazil import phone
from vinculo.kernel.figures import amount_in_reais, decimal_number
from vinculo.organization.letterhead import letterhead_of
from vinculo.organization.models import User
from vinculo.portfolios.dossier_sections import sections
from vinculo.portfolios.queries import DossierLine, portfolio_of

MOST_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Dossier:
    """The portfolio of `owner`: its customers (the most valuable first) and what each app adds."""

    owner: User
    lines: Sequence[DossierLine]
    by_class: Sequence[tuple[str, int]]
    by_state: Sequence[tuple[str, int]]
    sections: Sequence[Section]


def dossier(actor: Actor, owner: User) -> Dossier:
    """Within the actor's scope, in a constant number of queries."""
    lines = portfolio_of(actor, owner, limit=MOST_LISTED)
    classes: dict[str, int] = {}
    states: dict[str, int] = {}
    for line in lines:
        name = line.party.classification or "Sem classe"
        classes[name] = classes.get(name, 0) + 1
        place = _main_address(line.party)
        state = place.municipality.state_id if place else "Sem endereço"
        states[state] = states.get(state, 0) + 1
    return Dossier(
        owner,
        lines,
        sorted(classes.items()),
        sorted(states.items(), key=lambda each: -each[1]),
        [Section(each.title, each.columns, each.rows(actor, owner.pk)) for each in sections()],
    )


def paper(actor: Actor, made: Dossier, *, now: datetime) -> Paper:
    """The dossier as a document."""
    local = timezone.localtime(now)
    columns = [
        Column("Cliente", width=3),
        Column("Cidade", width=2),
        Column("Telefone", width=2),
        Column("Classe", width=0),
        Column("Potencial/ano", "end", 0),
        Column("Último contato", "end", 0),
    ]
    blocks: list[Block] = [
        Facts(
            [
                ("Carteira de", made.owner.name),
                ("Clientes", decimal_number(len(made.lines))),
                ("Por classe", ", ".join(f"{name}: {count}" for name, count in made.by_class)),
                ("Por UF", ", ".join(f"{name}: {count}" for name, count in made.by_state[:8])),
            ]
        ),
        Heading("Clientes, do maior potencial ao menor"),
        Table(columns, [_row(line) for line in made.lines], empty="A carteira está vazia."),
    ]
    for section in made.sections:
        blocks.append(Heading(f"{section.title} ({len(section.rows)})"))
        blocks.append(Table([Column(title) for title in section.columns], section.rows))
    return Paper(
        title="Dossiê da carteira",
        subtitle=made.owner.name,
        reference=[f"{local:%d/%m/%Y %H:%M}"],
        letterhead=letterhead_of(actor.company_id, actor.establishment_id),
        blocks=blocks,
        footer=f"Emitido por {actor.name} em {local:%d/%m/%Y %H:%M}. Contém dados pessoais.",
        landscape=True,
    )


def _row(line: DossierLine) -> list[str]:
    place = _main_address(line.party)
    numbers = list(line.party.phones.all())
    return [
        line.party.name,
        str(place.municipality) if place else "",
        _phone(numbers[0].number, line) if numbers else "",
        line.party.classification,
        amount_in_reais(line.potential, places=0) if line.potential is not None else "",
        f"{timezone.localtime(line.last_at):%d/%m/%Y}" if line.last_at else "nunca",
    ]


def _phone(number: str, line: DossierLine) -> str:
    return f"{phone.mask(number)} (não ligar)" if number in line.barred.phone else phone.mask(number)


def _main_address(party: Party) -> Address | None:
    return next(iter(party.addresses.all()), None)
