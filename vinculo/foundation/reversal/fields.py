"""Changes taken back field by field: what nobody has changed since goes back, the rest stays and is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.backends.utils import CursorWrapper

from vinculo.foundation.reversal.applying import Applier
from vinculo.foundation.reversal.spans import Span
from vinculo.foundation.reversal.staging import lock, stage, staged_tables, unstage

# Of an update only the columns that still hold what it left; what was changed since is told apart.
_SPLIT: Final = """
    update reversal_net net set
        before = coalesce((select jsonb_object_agg(key, value) from jsonb_each(net.before)
                           where to_jsonb(present)->key is not distinct from net.after->key), '{{}}'),
        columns = array(select key from jsonb_each(net.before)
                        where to_jsonb(present)->key is not distinct from net.after->key order by key),
        after = coalesce((select jsonb_object_agg(key, value) from jsonb_each(net.after)
                          where to_jsonb(present)->key is distinct from value), '{{}}')
    from "{table}" present
    where net.table_name = %s and net.action = 'update' and present.id = net.row_id
"""
_GONE: Final = """
    select row_id from reversal_net net where table_name = %s and action = 'update'
    and not exists (select from "{table}" present where present.id = net.row_id)
"""
_LEFT: Final = (
    "select row_id, key from reversal_net, jsonb_object_keys(after) as key where table_name = %s and action = 'update'"
)


@dataclass(frozen=True, slots=True)
class LeftField:
    """A column that was changed since and stays; `column` is "" for a row that was deleted since."""

    table: str
    row_id: int
    column: str


def reverse_fields(spans: Sequence[Span], *, without: Sequence[str] = ()) -> list[LeftField]:
    """Take back what the spans did, in the present transaction; the fields that stayed, for somebody changed them.

    Rows the spans deleted come back; rows they inserted go. Raises `IntegrityError` when a value that should come back
    is somebody else's now: nothing is taken back then, and the caller's transaction is broken.
    """
    with connection.cursor() as cursor:
        stage(cursor, spans, without=without)
        cursor.execute("update reversal_net set part = 0")
        staged = staged_tables(cursor)
        left: list[LeftField] = []
        for table in sorted({table for table, _ in staged}):
            lock(cursor, table)
            if (table, "update") in staged:
                left += _set_apart(cursor, table)
        Applier(cursor, staged, {}).apply(0, 0)
        unstage(cursor)
    return left


def _set_apart(cursor: CursorWrapper, table: str) -> list[LeftField]:
    cursor.execute(_GONE.format(table=table), [table])
    gone = [LeftField(table, row_id, "") for (row_id,) in cursor.fetchall()]
    cursor.execute(_SPLIT.format(table=table), [table])
    cursor.execute(_LEFT, [table])
    missing = {each.row_id for each in gone}
    return gone + [LeftField(table, row_id, key) for row_id, key in cursor.fetchall() if row_id not in missing]
