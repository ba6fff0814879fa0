"""What the database itself says of tracked tables, and what the models say of references between tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.apps import apps
from django.db import connection, models

from vinculo.foundation.audit.wording import name_of_table


@dataclass(frozen=True, slots=True)
class Tracked:
    """A table under audit: the record its rows belong to, the column that names it, the columns not recorded."""

    table: str
    root_type: str
    root_column: str
    derived: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reference:
    """`table.column` points to a row of `target`. `follows`: the row is nobody's work and goes when its target goes."""

    table: str
    column: str
    target: str
    follows: bool
    words: str


_written_last: set[str] = set()


def write_last(*tables: str) -> None:
    """Write these tables after the others: triggers of theirs look at what must be there already."""
    _written_last.update(tables)


def in_order(table: str) -> tuple[bool, str]:
    """The order in which tables are written, as a sorting key."""
    return table in _written_last, table


_TRACKED = """
    select relation.relname, encode(trigger.tgargs, 'hex')
    from pg_trigger trigger join pg_class relation on relation.oid = trigger.tgrelid
    join pg_namespace space on space.oid = relation.relnamespace
    where trigger.tgname = 'audit_insert' and space.nspname = current_schema()
"""


def tracked_tables() -> Mapping[str, Tracked]:
    """By name, read from the triggers. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TRACKED)
        rows = cursor.fetchall()
    found = {}
    for table, arguments in rows:
        root_type, root_column, derived, *_ = bytes.fromhex(arguments).decode().split("\0")
        found[table] = Tracked(table, root_type, root_column, frozenset(filter(None, derived.split(","))))
    return found


def references_to(target: str, tracked: Mapping[str, Tracked]) -> list[Reference]:
    """Every column of the product that points to a row of `target`."""
    return [
        replace(each, follows=each.follows and each.table not in tracked)
        for each in _references()
        if each.target == target
    ]


@lru_cache(maxsize=1)
def _references() -> tuple[Reference, ...]:
    return tuple(_all_references())


def _all_references() -> Iterator[Reference]:
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.column:
                yield Reference(
                    table=model._meta.db_table,
                    column=field.column,
                    target=field.related_model._meta.db_table,
                    follows=field.remote_field.on_delete is models.CASCADE,
                    words=name_of_table(model._meta.db_table).lower(),
                )


_COLUMNS = """
    select attname from pg_attribute
    where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum
"""


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table that can be written. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [f'"{table}"'])
        return tuple(name for (name,) in cursor.fetchall())
