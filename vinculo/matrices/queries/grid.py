"""A page of the rows of a version, filtered by any column, however many rows there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from vinculo.engines.decision import Kind
from vinculo.foundation.access import Actor
from vinculo.kernel.text import fold
from vinculo.matrices.codes import names_of
from vinculo.matrices.columns import ACTIVE, STORED, Column, Group, columns_of, is_internal, state_of
from vinculo.matrices.kinds import kind_of
from vinculo.matrices.models import MatrixRow, Version

ROWS_A_PAGE: Final = 100
# Subjects whose codes say nothing to people.
NAMED_ONLY: Final = {"customer", "seller"}
BLANK: Final = "em branco"
STANDINGS: Final = {"": "Todas", "erros": "Com erro", "vigentes": "Vigentes hoje", "inativas": "Inativas"}


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what is typed, `shown` what is read; `name` what its code is called; `fault` why it cannot be."""

    column: Column
    text: str
    name: str = ""
    fault: str = ""

    @property
    def shown(self) -> str:
        """A customer is read by name alone: its code is a number nobody knows."""
        return self.name if self.name and self.column.subject in NAMED_ONLY else self.text

    @property
    def beside(self) -> str:
        """The name, small, beside the code."""
        return "" if self.shown == self.name else self.name


@dataclass(frozen=True, slots=True)
class GridRow:
    line: int
    position: int
    cells: tuple[Cell, ...]
    is_active: bool
    has_faults: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a version is looked at: text by column, a standing, some lines, from a place on."""

    filters: Mapping[str, str]
    standing: str = ""
    lines: tuple[int, ...] = ()
    after: tuple[int, int] | None = None
    before: tuple[int, int] | None = None

    @property
    def is_filtered(self) -> bool:
        return bool(self.filters or self.standing or self.lines)


@dataclass(frozen=True, slots=True)
class GridPage:
    rows: list[GridRow]
    previous: str
    following: str


def grid_page(actor: Actor, version: Version, wanted: Wanted, *, today: date) -> GridPage:
    """One page of rows in the order of the grid, with cursors to its neighbours; no row before it is read."""
    kind = kind_of(version.kind)
    rows = _filtered(kind, version, wanted, today)
    if wanted.before:
        rows = rows.filter(_place(wanted.before, "lt")).order_by("-position", "-line")
    else:
        rows = rows.filter(_place(wanted.after, "gt")) if wanted.after else rows
        rows = rows.order_by("position", "line")
    found = list(rows.values("line", "position", *STORED)[: ROWS_A_PAGE + 1])
    more = len(found) > ROWS_A_PAGE
    found = found[:ROWS_A_PAGE]
    if wanted.before:
        found.reverse()
    has_previous = more if wanted.before else wanted.after is not None
    has_following = True if wanted.before else more
    return GridPage(
        shown_rows(actor, kind, found),
        _cursor(found[0]) if found and has_previous else "",
        _cursor(found[-1]) if found and has_following else "",
    )


def rows_of_lines(actor: Actor, version: Version, lines: Sequence[int]) -> list[GridRow]:
    """These lines as the grid shows them, in the order of the grid."""
    rows = version.rows.filter(line__in=lines).order_by("position", "line")
    return shown_rows(actor, kind_of(version.kind), list(rows.values("line", "position", *STORED)))


def shown_rows(actor: Actor, kind: Kind, rows: Sequence[Mapping[str, Any]]) -> list[GridRow]:
    """Stored rows as cells, with the names of their codes: one query for each subject."""
    states = [state_of(row) for row in rows]
    columns = columns_of(kind)
    pairs = [(column.name, state.texts[column.name]) for column in columns for state in states if _names(column, state)]
    names = names_of(actor, kind, pairs)
    shown = []
    for row, state in zip(rows, states, strict=True):
        cells = []
        for column in columns:
            typed, fault = state.faults.get(column.name, ("", ""))
            stored = state.texts.get(column.name, "")
            text = typed or column.show(stored)
            if column.name == ACTIVE and not text:
                text = "Sim"
            name = names.get((column.name, stored), "") or _label(column, stored)
            if name and is_internal(stored):
                text = name
            cells.append(Cell(column, text, name, fault))
        shown.append(GridRow(row["line"], row["position"], tuple(cells), row["is_active"], bool(state.faults)))
    return shown


def _names(column: Column, state: Any) -> bool:
    return bool(column.subject) and column.name in state.texts


def _label(column: Column, stored: str) -> str:
    """The words of a choice, without its code where they begin with it."""
    label = dict(column.choices).get(stored, "")
    return label.removeprefix(stored).lstrip(" -·")


def _cursor(row: Mapping[str, Any]) -> str:
    return f"{row['position']}-{row['line']}"


def _place(cursor: tuple[int, int], side: str) -> Q:
    position, line = cursor
    return Q(**{f"position__{side}": position}) | Q(position=position, **{f"line__{side}": line})


def _filtered(kind: Kind, version: Version, wanted: Wanted, today: date) -> QuerySet[MatrixRow]:
    rows = version.rows.all()
    if wanted.lines:
        rows = rows.filter(line__in=wanted.lines)
    match wanted.standing:
        case "erros":
            rows = rows.exclude(faults={})
        case "inativas":
            rows = rows.filter(is_active=False)
        case "vigentes":
            rows = rows.filter(is_active=True).exclude(valid_from__gt=today).exclude(valid_to__lte=today)
    for column in columns_of(kind):
        text = wanted.filters.get(column.name, "").strip()
        if text and column.group in (Group.KEY, Group.RESULT):
            rows = _holding(rows, column, text)
    return rows


def _holding(rows: QuerySet[MatrixRow], column: Column, text: str) -> QuerySet[MatrixRow]:
    """The rows whose cell is the text (a choice by its code or its name), or begins with it where texts are free; "em
    branco" for those without."""
    kept = "keys" if column.group is Group.KEY else "results"
    if fold(text) == BLANK:
        return rows.exclude(**{f"{kept}__has_key": column.name})
    value = KeyTextTransform(column.name, kept)
    if column.subject:
        return rows.alias(cell=value).filter(cell=text)
    try:
        return rows.alias(cell=value).filter(cell=column.read(text))
    except ValueError:
        return rows.alias(cell=value).filter(cell__istartswith=text)
