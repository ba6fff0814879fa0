"""What a record looked like at an earlier moment: the present, with what the audit recorded since taken back."""
# ruff: noqa: S608  (SQL, put together from names of tables of the product)

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Change
from vinculo.foundation.audit.records import relatives_of
from vinculo.foundation.audit.tracked import Tracked, tracked_tables
from vinculo.foundation.audit.wording import FieldChange, Wording, name_of_table

# More changes than this since the moment are not taken back for a page.
MOST_CHANGES: Final = 5_000
_Row = Mapping[str, Any]
_Key = tuple[str, int]


class TooMuchSince(Exception):
    """So many changes followed that the past is not told on a page; the text is fit for the person."""


@dataclass(frozen=True, slots=True)
class PastRow:
    """A row then and now, in words. `state`: same, changed, gone (it was there then) or new (it came since)."""

    state: str
    fields: Sequence[FieldChange]


@dataclass(frozen=True, slots=True)
class PastSection:
    """The rows of one table, those that differ first."""

    title: str
    rows: Sequence[PastRow]

    @property
    def differing(self) -> Sequence[PastRow]:
        return [row for row in self.rows if row.state != "same"]

    @property
    def kept(self) -> Sequence[PastRow]:
        return [row for row in self.rows if row.state == "same"]


def past_of(actor: Actor, root_type: str, root_id: int, *, at: datetime) -> list[PastSection]:
    """The record and all that belonged to it at the instant, beside what it is now.

    The caller has checked that the actor may read the record. Raises `TooMuchSince`.
    """
    tables = {name: each for name, each in tracked_tables().items() if each.root_type == root_type}
    now = _present(tables, root_id)
    then = _taken_back(tables, root_type, root_id, now, at)
    keys = sorted({*now, *then}, key=lambda key: (key[0], key[1]))
    wording = Wording(actor, _as_changes(keys, then, now))
    sections: dict[str, list[PastRow]] = {}
    for key in keys:
        fields = wording.row(key[0], then.get(key, {}), now.get(key, {}), tables[key[0]].root_column)
        if fields:
            sections.setdefault(key[0], []).append(PastRow(_state(then.get(key), now.get(key), fields), fields))
    told = [
        (tables[table].root_column != "id", PastSection(name_of_table(table), sorted(rows, key=_sameness)))
        for table, rows in sections.items()
    ]
    told.sort(key=lambda each: (each[0], not each[1].differing, each[1].title))
    return [section for _, section in told]


def _sameness(row: PastRow) -> bool:
    return row.state == "same"


def _state(then: _Row | None, now: _Row | None, fields: Iterable[FieldChange]) -> str:
    if then is None:
        return "new"
    if now is None:
        return "gone"
    return "changed" if any(field.before != field.after for field in fields) else "same"


def _present(tables: Mapping[str, Tracked], root_id: int) -> dict[_Key, _Row]:
    rows: dict[_Key, _Row] = {}
    for each in tables.values():
        rows |= _read(each, f'"{each.root_column}" = %s', [root_id])
    return rows


def _read(tracked: Tracked, condition: str, inputs: Sequence[Any]) -> dict[_Key, _Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""select id, to_jsonb(present) - %s::text[] from "{tracked.table}" present where {condition}
            order by id limit %s""",
            [list(tracked.derived), *inputs, MOST_CHANGES],
        )
        return {(tracked.table, row_id): json.loads(row) for row_id, row in cursor.fetchall()}


def _taken_back(
    tables: Mapping[str, Tracked], root_type: str, root_id: int, now: Mapping[_Key, _Row], at: datetime
) -> dict[_Key, _Row]:
    roots = [root_id, *relatives_of(root_type, root_id)]
    since = Change.objects.filter(root_type=root_type, root_id__in=roots, at__gt=at, table_name__in=tables)
    recorded = list(since.order_by("-id")[: MOST_CHANGES + 1])
    if len(recorded) > MOST_CHANGES:
        raise TooMuchSince("Este registro mudou vezes demais desde então para ser mostrado em uma página.")
    rows = {key: dict(row) for key, row in now.items()}
    rows |= _elsewhere(tables, {(each.table_name, each.row_id) for each in recorded} - rows.keys())
    for change in recorded:
        key = (change.table_name, change.row_id)
        if change.operation == Change.Operation.INSERT:
            rows.pop(key, None)
        elif change.operation == Change.Operation.DELETE:
            rows[key] = dict(change.before or {})
        elif key in rows:
            rows[key] |= change.before or {}
    return {key: row for key, row in rows.items() if row.get(tables[key[0]].root_column) == root_id}


def _elsewhere(tables: Mapping[str, Tracked], keys: Collection[_Key]) -> dict[_Key, dict[str, Any]]:
    """Rows that belong to another record now, or to none."""
    by_table: dict[str, list[int]] = {}
    for table, row_id in keys:
        by_table.setdefault(table, []).append(row_id)
    found: dict[_Key, dict[str, Any]] = {}
    for table, ids in by_table.items():
        found |= {key: dict(row) for key, row in _read(tables[table], "id = any (%s)", [ids]).items()}
    return found


def _as_changes(keys: Iterable[_Key], then: Mapping[_Key, _Row], now: Mapping[_Key, _Row]) -> list[Change]:
    """What the wording reads to fetch the names of all that rows refer to."""
    return [Change(table_name=key[0], before=dict(then.get(key, {})), after=dict(now.get(key, {}))) for key in keys]
