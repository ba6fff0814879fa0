"""Importing a general list of prices of a hundred thousand products, as a person does, and taking it back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import xlsxwriter
from psycopg import Connection

from benchmarks import importing, products, undoing
from benchmarks.browser import PageFailed
from benchmarks.figures import Figure
from benchmarks.installation import Installation
from benchmarks.pages import sign_in

ROWS = 100_000
RATE_BOUND = 3_000
HEADERS = ("Código do produto", "Tabela", "Unidade", "Preço", "A partir de", "Vale desde")
_FAULTY_EVERY = 200
_STARTS = "01/01/2031"


def measure(installation: Installation, room: Path) -> list[Figure]:
    """Rows a second of the check, of the import and of its undo; the catalogue is grown to 200,000 products first."""
    products.grow(installation.database_url)
    with psycopg.connect(installation.database_url, autocommit=True) as connection:
        _forget(connection)
        path = room / "precos.xlsx"
        _write(path, _rows(connection))
        done = importing.import_file(installation, connection, path, importer="prices")
        if not done.created or not done.refused:
            raise PageFailed(f"A importação de preços terminou com {done}.")
        administrator = sign_in(installation.address, "administrator")
        undone = undoing.reverse_last(administrator, connection, "desfazer", "undone")
        _forget(connection)
    return [
        Figure("preços.importação.conferência", done.read / done.check_seconds, "linhas/s", ROWS),
        Figure("preços.importação", done.read / done.import_seconds, "linhas/s", ROWS, RATE_BOUND, at_least=True),
        Figure("preços.importação.processador.worker", 1e6 * done.work_seconds / done.read, "µs/linha", ROWS),
        Figure("preços.importação.processador.banco", 1e6 * done.database_seconds / done.read, "µs/linha", ROWS),
        Figure("preços.importação.desfazer", done.read / undone, "linhas/s", ROWS),
    ]


def _rows(connection: Connection[Any]) -> Iterator[tuple[str, ...]]:
    """One row in two hundred names a product that is not there."""
    found = connection.execute(
        "select product.code, unit.code from catalogue_product product join catalogue_unit unit on unit.id = unit_id "
        "where kit_mode = '' order by product.id limit %s",
        [ROWS],
    )
    for number, (code, unit) in enumerate(found, start=1):
        named = f"{code}-?" if number % _FAULTY_EVERY == 0 else code
        yield named, "BASE", unit, f"{10 + number % 900},{number % 100:02}", "", _STARTS


def _write(path: Path, rows: Iterator[tuple[str, ...]]) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Preços")
        for number, row in enumerate((HEADERS, *rows)):
            sheet.write_row(number, 0, row)


def _forget(connection: Connection[Any]) -> None:
    """Delete the prices that an interrupted measurement left."""
    with connection.transaction():
        connection.execute("set local session_replication_role = replica")
        connection.execute("delete from price_book_listprice where valid_from = date '2031-01-01'")
    connection.execute("vacuum (analyze) price_book_listprice")
