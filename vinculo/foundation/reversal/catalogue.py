"""What the models say of references between tables, and in which order tables are written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.apps import apps
from django.db import connection, models

from vinculo.foundation.audit.tracked import Tracked
from vinculo.foundation.audit.wording import name_of_table


@dataclass(frozen=True, slots=True)
class Reference:
    """`table.column` points to a row of `target`. `follows`: the row is nobody's work and goes when its target goes."""

    table: str
    column: str
    target: str
    follows: bool
    words: str


_written_last: set[str] = set()
_brought_first: set[str] = set()


def write_last(*tables: str) -> None:
    """Write these tables after the others: triggers of theirs look at what must be there already."""
    _written_last.update(tables)


def bring_first(*tables: str) -> None:
    """Bring deleted rows of these tables back before any row changes: triggers of other tables write to them."""
    _brought_first.update(tables)


def is_brought_first(table: str) -> bool:
    return table in _brought_first


def in_order(table: str) -> tuple[bool, str]:
    """The order in which tables are written, as a sorting key."""
    return table in _written_last, table


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
