"""Which tables are under audit, as the database itself says: read from their triggers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Tracked:
    """A table under audit: the record its rows belong to, the column that names it, the columns not recorded."""

    table: str
    root_type: str
    root_column: str
    derived: frozenset[str]


_TRACKED = """
    select relation.relname, encode(trigger.tgargs, 'hex')
    from pg_trigger trigger join pg_class relation on relation.oid = trigger.tgrelid
    join pg_namespace space on space.oid = relation.relnamespace
    where trigger.tgname = 'audit_insert' and space.nspname = current_schema()
"""


def tracked_tables() -> Mapping[str, Tracked]:
    """By name. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TRACKED)
        rows = cursor.fetchall()
    found = {}
    for table, arguments in rows:
        root_type, root_column, derived, *_ = bytes.fromhex(arguments).decode().split("\0")
        found[table] = Tracked(table, root_type, root_column, frozenset(filter(None, derived.split(","))))
    return found
