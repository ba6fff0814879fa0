"""The limits beside the figures: what the database and the disk need for the same work without the product.

Written by hand with only what the work itself needs: no access rules, no ranking, no names of owners, no page.
"""

import csv
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

from benchmarks.figures import Figure, percentile
from benchmarks.keystrokes import Typing

_TIMES = 20
_SEARCH = {
    "name": (
        "select id, name from customers_party where company_id = 1 and name_vector @@ vinculo_name_query(%s) limit 12"
    ),
    "document": (
        "select id, name from customers_party where company_id = 1 and document like upper(%s) || '%%' limit 12"
    ),
    "phone": "select party_id, number from customers_phone where company_id = 1 and digits like %s || '%%' limit 12",
    "email": "select party_id, address from customers_email where company_id = 1 and address like %s || '%%' limit 12",
    "code": (
        "select party_id, code from customers_externalreference where company_id = 1 and code like %s || '%%' limit 12"
    ),
}
_HANDLE_OF_KIND = {"cpf": "document", "cnpj": "document", "letters_cnpj": "document"} | {
    kind: kind for kind in ("phone", "email", "code")
}
_PAGES = {
    "clientes": "select * from customers_party where owner_id = %(user)s order by name_key, id limit 51",
    "agenda": (
        "select contact.*, party.name from cases_contact contact join customers_party party on party.id = party_id "
        "where contact.owner_id = %(user)s and contact.closed_at is null order by due_at limit 150"
    ),
    "atendimentos": (
        "select service.*, party.name from cases_servicecase service join customers_party party on party.id = party_id "
        "where service.owner_id = %(user)s order by opened_at desc limit 51"
    ),
}


def measure_queries(connection: Connection[Any], typings: Sequence[Typing], *, scale: int) -> list[Figure]:
    """The bare SQL of the search, key by key, and of the first pages of a seller."""
    times = []
    for typing in typings:
        handle = _HANDLE_OF_KIND.get(typing.kind, "name")
        for text in typing.beginnings():
            bare = "".join(each for each in text if each.isalnum()) if handle in ("document", "phone") else text
            if bare:
                times.append(_milliseconds(connection, _SEARCH[handle], [bare]))
    figures = [
        Figure("busca.p50.só_SQL", percentile(times, 50), "ms", scale),
        Figure("busca.p95.só_SQL", percentile(times, 95), "ms", scale),
    ]
    row = connection.execute("select id from organization_user where email = 'ana@demo.example'").fetchone()
    for name, query in _PAGES.items():
        spent = [_milliseconds(connection, query, {"user": row and row[0]}) for _ in range(_TIMES)]
        figures.append(Figure(f"{name}.p95.só_SQL", percentile(spent, 95), "ms", scale))
    return figures


def reading_rate(path: Path, rows: int, *, scale: int) -> Figure:
    """Rows a second of the standard CSV reader over the file, doing nothing with them."""
    began = time.perf_counter()
    with path.open(encoding="utf-8-sig", newline="") as file:
        for _ in csv.reader(file, delimiter=";"):
            pass
    return Figure("importação.csv.só_leitura", rows / (time.perf_counter() - began), "linhas/s", scale)


def copy_rate(connection: Connection[Any], path: Path, columns: int, rows: int, *, scale: int) -> Figure:
    """Rows a second of COPY of the same file into a temporary table without keys."""
    names = [sql.Identifier(f"column_{number}") for number in range(columns)]
    fields = sql.SQL(", ").join(sql.SQL("{} text").format(name) for name in names)
    connection.execute(sql.SQL("create temporary table bare ({})").format(fields))
    began = time.perf_counter()
    with (
        connection.cursor() as cursor,
        cursor.copy("copy bare from stdin (format csv, header, delimiter ';')") as copy,
        path.open("rb") as file,
    ):
        while block := file.read(1 << 20):
            copy.write(block)
    spent = time.perf_counter() - began
    connection.execute("drop table bare")
    return Figure("importação.csv.só_COPY", rows / spent, "linhas/s", scale)


def _milliseconds(connection: Connection[Any], query: str, inputs: Any) -> float:
    began = time.perf_counter()
    connection.execute(query, inputs).fetchall()
    return 1000 * (time.perf_counter() - began)
