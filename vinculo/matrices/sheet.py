"""A matrix as a spreadsheet: what its first line says, and the rows of a file as cells of known columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from vinculo.engines.decision import Kind, ResultType
from vinculo.foundation.lists.definition import ExportValue
from vinculo.foundation.reading import Table, UnusableFile
from vinculo.kernel.text import fold
from vinculo.matrices.columns import Column, Group, RowState, columns_of, is_internal

LINE: Final = "Linha"
NAME_SUFFIX: Final = " (nome)"


@dataclass(slots=True)
class SheetRow:
    """One row of a file: its number there, the line it names (None: none), text by column."""

    number: int
    line: int | None
    cells: dict[str, str]


@dataclass(slots=True)
class Sheet:
    """The rows of a file and what is worth telling of the file as a whole; `repeated` are the numbers of rows that name
    a line named before, filled while they are read."""

    rows: Iterator[SheetRow]
    has_lines: bool
    remarks: list[str] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)


def read_sheet(kind: Kind, table: Table) -> Sheet:
    """The rows under headings that name columns of the kind; other headings are left out and told.

    Raises `UnusableFile` when no heading is known, or two name the same column.
    """
    known = _headings(kind)
    places: dict[str, int] = {}
    ignored = []
    line_place = None
    for place, heading in enumerate(table.headers):
        folded = fold(heading)
        if folded == fold(LINE):
            line_place = place
        elif folded.endswith(fold(NAME_SUFFIX)):
            continue
        elif folded in known:
            if known[folded] in places:
                raise UnusableFile(f"A coluna “{heading}” aparece duas vezes.")
            places[known[folded]] = place
        else:
            ignored.append(heading)
    if not places:
        wanted = ", ".join(column.heading for column in columns_of(kind)[:6])
        raise UnusableFile(f"Nenhuma coluna desta planilha é da matriz. Esperadas: {wanted}…")
    remarks = list(table.remarks)
    if ignored:
        remarks.append(f"Colunas não usadas: {', '.join(ignored[:10])}.")
    return Sheet(_rows(table, places, line_place), line_place is not None, remarks)


def _headings(kind: Kind) -> dict[str, str]:
    known = {}
    for column in columns_of(kind):
        for words in (column.name, column.label, column.heading):
            known[fold(words)] = column.name
    return known


def _rows(table: Table, places: Mapping[str, int], line_place: int | None) -> Iterator[SheetRow]:
    for row in table.rows():
        width = len(row.values)
        cells = {name: row.values[place] if place < width else "" for name, place in places.items()}
        text = row.values[line_place] if line_place is not None and line_place < width else ""
        whole = text.partition(".")[0].strip()
        yield SheetRow(row.number, int(whole) if whole.isascii() and whole.isdigit() else None, cells)


def headings(kind: Kind) -> list[str]:
    """The first line of an exported spreadsheet."""
    titles = [LINE]
    for column in columns_of(kind):
        titles.append(column.heading)
        if column.subject:
            titles.append(column.label + NAME_SUFFIX)
    return titles


def export_cells(kind: Kind, line: int, state: RowState, names: Mapping[tuple[str, str], str]) -> Sequence[ExportValue]:
    """One row of an exported spreadsheet: figures and days as such, codes as text with their names beside."""
    values: list[ExportValue] = [line]
    for column in columns_of(kind):
        stored = state.texts.get(column.name, "")
        fault = state.faults.get(column.name)
        name = names.get((column.name, stored), "") or dict(column.choices).get(stored, "")
        values.append(fault[0] if fault else name if name and is_internal(stored) else _value(column, stored))
        if column.subject:
            values.append(names.get((column.name, stored), ""))
    return values


def _value(column: Column, stored: str) -> ExportValue:
    if not stored:
        return "Sim" if column.group is Group.ROW and column.label == "Ativa" else None
    figures = (ResultType.DECIMAL, ResultType.PERCENT, ResultType.MONEY, ResultType.INTEGER)
    if column.result and column.result.type in figures:
        return Decimal(stored)
    return column.show(stored)


def looks_like_fractions(kind: Kind, states: Sequence[RowState]) -> list[str]:
    """The percentage columns whose figures are all below 1: a spreadsheet's 12 % is 0,12, and points are wanted."""
    suspect = []
    for result in kind.results:
        if result.type is not ResultType.PERCENT:
            continue
        figures = [Decimal(state.texts[result.name]) for state in states if result.name in state.texts]
        some = [figure for figure in figures if figure]
        if len(some) > 2 and all(abs(figure) < 1 for figure in some):
            suspect.append(result.label)
    return suspect
