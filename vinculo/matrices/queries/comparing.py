"""What changes between two versions, line by line."""

from dataclasses import dataclass
from json import loads
from typing import Any, Final

from django.db import connection

from vinculo.engines.decision import Kind
from vinculo.foundation.access import Actor
from vinculo.matrices.codes import names_of
from vinculo.matrices.columns import STORED, Column, RowState, columns_of, state_of
from vinculo.matrices.kinds import kind_of
from vinculo.matrices.models import Version

LINES_A_PAGE: Final = 100
_SAME = " and ".join(f"old.{name} is not distinct from new.{name}" for name in STORED)
_BOTH = ", ".join([f"old.{name}" for name in STORED] + [f"new.{name}" for name in STORED])
_CHANGES = f"""
    with old as (select * from matrices_matrixrow where version_id = %s),
         new as (select * from matrices_matrixrow where version_id = %s)
    select coalesce(old.line, new.line) as line, old.line is null as added, new.line is null as removed, {_BOTH}
    from old full join new on new.line = old.line
    where not (old.line is not null and new.line is not null and {_SAME})
"""  # noqa: S608  (column names of our own)


@dataclass(frozen=True, slots=True)
class CellChange:
    column: Column
    before: str
    after: str
    before_name: str = ""
    after_name: str = ""


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line: added, removed or changed, and the cells that differ (all filled ones of a whole row)."""

    line: int
    sort: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The counts of the whole and one page of lines; `following` is the line to go on after."""

    added: int
    removed: int
    changed: int
    lines: list[LineChange]
    following: int | None

    @property
    def is_same(self) -> bool:
        return not (self.added or self.removed or self.changed)


def compare(actor: Actor, before: Version, after: Version, *, from_line: int = 0) -> Comparison:
    """What the second version changes of the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) filter (where added), count(*) filter (where removed), "  # noqa: S608
            f"count(*) filter (where not added and not removed) from ({_CHANGES}) as changes",
            [before.pk, after.pk],
        )
        added, removed, changed = cursor.fetchone()
        cursor.execute(
            f"select * from ({_CHANGES}) as changes (line, added, removed, {_aliases()}) "  # noqa: S608
            "where line > %s order by line limit %s",
            [before.pk, after.pk, from_line, LINES_A_PAGE + 1],
        )
        rows = cursor.fetchall()
    page = rows[:LINES_A_PAGE]
    lines = _described(actor, kind_of(after.kind), page)
    return Comparison(added, removed, changed, lines, page[-1][0] if len(rows) > LINES_A_PAGE else None)


def _aliases() -> str:
    return ", ".join([f"old_{name}" for name in STORED] + [f"new_{name}" for name in STORED])


def _described(actor: Actor, kind: Kind, rows: list[tuple[Any, ...]]) -> list[LineChange]:
    columns = columns_of(kind)
    width = len(STORED)
    found = []
    for line, added, removed, *values in rows:
        old = RowState({}, {}) if added else _state(values[:width])
        new = RowState({}, {}) if removed else _state(values[width:])
        sort = "added" if added else "removed" if removed else "changed"
        found.append((line, sort, old, new))
    coded = [column for column in columns if column.subject]
    pairs = [
        (column.name, side.texts[column.name])
        for _, _, old, new in found
        for side in (old, new)
        for column in coded
        if column.name in side.texts
    ]
    names = names_of(actor, kind, pairs)
    described = []
    for line, sort, old, new in found:
        cells = tuple(
            CellChange(
                column,
                _said(column, old),
                _said(column, new),
                names.get((column.name, old.texts.get(column.name, "")), ""),
                names.get((column.name, new.texts.get(column.name, "")), ""),
            )
            for column in columns
            if _said(column, old) != _said(column, new)
        )
        described.append(LineChange(line, sort, cells))
    return described


def _said(column: Column, row: RowState) -> str:
    """A cell as people write it; what was typed and cannot be, as it was typed."""
    if column.name in row.faults:
        return row.faults[column.name][0]
    return column.show(row.texts.get(column.name, ""))


def _state(values: list[Any]) -> RowState:
    stored = dict(zip(STORED, values, strict=True))
    for name in ("keys", "results", "faults"):
        stored[name] = loads(stored[name])
    return state_of(stored)
