"""The report to a person: everything held about them, from every table that points at them and every trace."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from vinculo.customers.models import Address, Party
from vinculo.customers.rules import shown_document
from vinculo.foundation import personal_data
from vinculo.foundation.papers import Block, Column, Facts, Heading, Letterhead, Notice, Paper, Paragraph, Table
from vinculo.kernel.brazil import cep, phone
from vinculo.kernel.figures import plain_number
from vinculo.privacy.holdings import all_held

# Columns that have no words of their own on any screen.
_LABELS: Mapping[str, str] = {
    "author": "Autor",
    "closed_by": "Encerrado por",
    "created_at": "Criado em",
    "created_by": "Criado por",
    "decided_by": "Dito por",
    "ended_by": "Encerrada por",
    "first": "Um cadastro",
    "opened_by": "Aberto por",
    "other": "Com quem",
    "previous": "Contato anterior",
    "product": "Produto",
    "promotion": "Promoção",
    "recorded_at": "Registrado em",
    "request": "Pedido",
    "second": "Outro cadastro",
    "team": "Equipe",
    "updated_at": "Alterado em",
}
_TELEPHONES = frozenset({"number", "phone"})
_TECHNICAL = frozenset({"company", "party", "version", "name_key", "digits", "search_code"})


@dataclass(frozen=True, slots=True)
class ReportSection:
    """The rows of one table or trace, in words. `key` is the table; `why` says why it is kept even on erasure."""

    key: str
    label: str
    rows: Sequence[Mapping[str, str]]
    why: str = ""


@dataclass(frozen=True, slots=True)
class SubjectReport:
    subject: str
    made_at: datetime
    sections: Sequence[ReportSection]

    def as_data(self) -> dict[str, Any]:
        """Fit for JSON."""
        return {
            "titular": self.subject,
            "emitido_em": self.made_at.isoformat(),
            "secoes": [asdict(section) for section in self.sections],
        }


def subject_report(party: Party, *, now: datetime) -> SubjectReport:
    """Everything held about the party: one query for each table; those without rows are told too."""
    sections = [ReportSection(Party._meta.label, "Cadastro", [_in_words(party)])]
    for held in all_held():
        related = [
            field.name
            for field in held.model._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and field.name not in _TECHNICAL
        ]
        rows = held.rows(party.pk).select_related(*related).iterator(chunk_size=2_000)
        sections.append(
            ReportSection(
                held.model._meta.label, held.holding.label, [_in_words(row) for row in rows], held.holding.why
            )
        )
    sections += [
        ReportSection(trace.key, trace.label, trace.find(party.company_id, party.pk), trace.why)
        for trace in personal_data.traces()
    ]
    return SubjectReport(party.name, now, sections)


def paper(report: SubjectReport, letterhead: Letterhead, *, issuer: str, protocol: str = "") -> Paper:
    """The report as a document to hand over."""
    local = timezone.localtime(report.made_at)
    blocks: list[Block] = [
        Paragraph(
            "Este relatório reúne tudo o que guardamos sobre a pessoa titular (Lei 13.709/2018, arts. 18, II, e 19). "
            "Ela pode pedir correção, exclusão do que a lei não manda guardar e informação sobre com quem os dados "
            "são compartilhados."
        )
    ]
    empty = [section.label for section in report.sections if not section.rows]
    for section in report.sections:
        if not section.rows:
            continue
        blocks.append(Heading(f"{section.label} ({len(section.rows)})"))
        if len(section.rows) == 1:
            blocks.append(Facts(list(section.rows[0].items())))
        else:
            lines = [[str(number), _line(row)] for number, row in enumerate(section.rows, start=1)]
            blocks.append(Table([Column("Nº", "end", 0), Column("Dados")], lines))
        if section.why:
            blocks.append(Paragraph(f"Por que fica mesmo depois de um pedido de exclusão: {section.why}", small=True))
    if empty:
        blocks.append(Notice(f"Nada é guardado em: {', '.join(empty)}."))
    return Paper(
        title="Relatório do titular",
        subtitle=report.subject,
        reference=[text for text in (protocol, f"{local:%d/%m/%Y %H:%M}") if text],
        letterhead=letterhead,
        blocks=blocks,
        footer=f"Emitido por {issuer} em {local:%d/%m/%Y %H:%M}. Contém dados pessoais do titular.",
    )


def _line(row: Mapping[str, str]) -> str:
    return " · ".join(f"{label}: {value}" for label, value in row.items() if value)


def _in_words(row: models.Model) -> dict[str, str]:
    words: dict[str, str] = {}
    for field in told_columns(type(row)):
        words[label_of(field)] = _value(row, field)
    return words


def label_of(field: "models.Field[Any, Any]") -> str:
    """A column in words. A column without words of its own is in `_LABELS`; a test watches over it."""
    named = str(field.verbose_name)
    label = _LABELS.get(field.name, named) if named == field.name.replace("_", " ") else named
    return label[:1].upper() + label[1:]


def told_columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns of a table that the report tells."""
    holding = personal_data.holding_of(model._meta.label)
    untold = _TECHNICAL | set(holding.untold if holding else ())
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in untold and not field.primary_key and not isinstance(field, models.GeneratedField)
    ]


def _value(row: models.Model, field: "models.Field[Any, Any]") -> str:
    value = getattr(row, field.name)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")() or "")
    if isinstance(row, Party) and field.name == "document":
        return shown_document(value, in_full=True)
    if isinstance(row, Address) and field.name == "cep" and value:
        return cep.mask(value)
    if isinstance(value, str) and value.startswith("+") and field.name in _TELEPHONES:
        return phone.mask(value)
    match value:
        case None:
            return ""
        case bool():
            return "Sim" if value else "Não"
        case datetime():
            return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case Decimal():
            return plain_number(value, least=2 if getattr(field, "decimal_places", 0) == 2 else 0)
        case _:
            return str(value)
