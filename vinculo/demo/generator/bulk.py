"""Loading tables as fast as PostgreSQL allows: COPY, with triggers asleep and large indexes built at the end."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg import sql

TABLES = (
    "customers_party",
    "customers_address",
    "customers_phone",
    "customers_email",
    "customers_externalreference",
    "customers_consent",
    "cases_servicecase",
    "cases_contact",
)


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    statement = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor:
        raw: Any = cursor.cursor
        with raw.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)


@contextmanager
def triggers_asleep() -> Iterator[None]:
    """Run without audit and foreign-key triggers: the generator's rows are right by construction, and nobody's work."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("set session_replication_role = origin")


@contextmanager
def indexes_rebuilt(*, worthwhile: bool) -> Iterator[None]:
    """Drop the secondary indexes of the big tables and build them again at the end, when the load is `worthwhile`."""
    if not worthwhile:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index "
            "where indrelid = any(%s::regclass[]) and not indisprimary and not indisunique order by 1",
            [list(TABLES)],
        )
        definitions = cursor.fetchall()
        for name, _ in definitions:
            cursor.execute(sql.SQL("drop index {}").format(sql.Identifier(name)))
    yield
    with connection.cursor() as cursor:
        cursor.execute("set maintenance_work_mem = '256MB'")
        for _, definition in definitions:
            cursor.execute(definition)


def refresh_statistics() -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(sql.SQL("analyze {}").format(sql.Identifier(table)))
