"""Importing a spreadsheet as a person does: upload, columns, check, import; the work itself is done by the worker."""

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection

from benchmarks import limits, sheet
from benchmarks.browser import Answer, Browser, PageFailed
from benchmarks.figures import Figure
from benchmarks.installation import Installation
from benchmarks.pages import sign_in

MOST_ROWS = 100_000
RATE_BOUND = 5_000
MEMORY_BOUND_MB = 400
_LOOKS_A_SECOND = 10
_GIVE_UP_SECONDS = 900.0
_WORKING = 'hx-trigger="every 1s"'
_SELECT = re.compile(r'<select name="(column_\d+)".*?</select>', re.DOTALL)
_CHOSEN = re.compile(r'<option value="([^"]*)" selected>')
# What belongs to a customer, in the order in which it can be deleted.
BELONGINGS = ("address", "phone", "email", "externalreference", "consent", "consentdecision", "note")


@dataclass(frozen=True, slots=True)
class Imported:
    """One file taken through the product: seconds of its check and of its import, the processor time of the import
    in the worker and in the database, and what came of its rows."""

    check_seconds: float
    import_seconds: float
    work_seconds: float
    database_seconds: float
    read: int
    created: int
    refused: int


def measure(installation: Installation, room: Path, *, scale: int) -> list[Figure]:
    """Rows a second and memory for a CSV and for an XLSX file of the same rows, and the limits beside them.

    The customers that the files brought are deleted afterwards, so that every run finds the same base.
    """
    count = min(MOST_ROWS, scale)
    figures: list[Figure] = []
    with psycopg.connect(installation.database_url, autocommit=True) as connection:
        forget_imported(connection, scale)
        known = sheet.known_people(connection, count // 10, scale)
        files = {"csv": room / f"clientes-{scale}.csv", "xlsx": room / f"clientes-{scale}.xlsx"}
        sheet.write_csv(files["csv"], sheet.rows(count, known))
        sheet.write_xlsx(files["xlsx"], sheet.rows(count, known))
        for kind, path in files.items():
            print(f"\nImportando {count:,} linhas de {kind.upper()}…".replace(",", "."), flush=True)
            worker = installation.worker()
            if worker:
                worker.forget_peak()
            done = import_file(installation, connection, path)
            figures += _rates(kind, done, scale)
            if worker and (peak := worker.peak_kilobytes()):
                figures.append(
                    Figure(f"importação.{kind}.memória_do_worker", peak / 1024, "MB", scale, MEMORY_BOUND_MB)
                )
            forget_imported(connection, scale)
        figures.append(limits.reading_rate(files["csv"], count, scale=scale))
        figures.append(limits.copy_rate(connection, files["csv"], len(sheet.HEADERS), count, scale=scale))
    return figures


def _rates(kind: str, done: Imported, scale: int) -> list[Figure]:
    """A run that created nothing or refused nothing did not do the work, and its speed means nothing."""
    if not done.created or not done.refused:
        raise PageFailed(f"A importação de {kind} terminou com {done}.")
    return [
        Figure(f"importação.{kind}.conferência", done.read / done.check_seconds, "linhas/s", scale),
        Figure(f"importação.{kind}", done.read / done.import_seconds, "linhas/s", scale, RATE_BOUND, at_least=True),
        Figure(f"importação.{kind}.processador.worker", 1e6 * done.work_seconds / done.read, "µs/linha", scale),
        Figure(f"importação.{kind}.processador.banco", 1e6 * done.database_seconds / done.read, "µs/linha", scale),
        Figure(f"importação.{kind}.recusadas", done.refused, "linhas", scale),
    ]


def import_file(installation: Installation, connection: Connection[Any], path: Path, *, importer: str = "") -> Imported:
    """Through the pages, as an administrator; `importer` names another kind of sheet than customers."""
    browser = sign_in(installation.address, "administrator")
    page = f"/importacoes/nova/{importer}/" if importer else "/importacoes/nova/"
    columns = browser.post(page, {}, browser.get(page), file=("file", path))
    chosen = {
        name: value.group(1)
        for select in _SELECT.finditer(columns.body)
        for name, value in [(select.group(1), _CHOSEN.search(select.group(0)))]
        if value
    }
    began = time.monotonic()
    run_page = _await(browser, connection, browser.post(columns.url, chosen, columns))
    checked = time.monotonic()
    work, database = installation.processor_seconds()
    _await(browser, connection, browser.post(f"{run_page.url}importar/", {}, run_page))
    imported = time.monotonic()
    work_after, database_after = installation.processor_seconds()
    row = connection.execute(
        "select state, read, created, refused from imports_run order by id desc limit 1",
    ).fetchone()
    if row is None or row[0] != "done":
        raise PageFailed(f"A importação não terminou: {row}.")
    return Imported(checked - began, imported - checked, work_after - work, database_after - database, *row[1:])


def _await(browser: Browser, connection: Connection[Any], page: Answer) -> Answer:
    """The page of the run once the worker has nothing more to do for it. It asks every second, as in a browser."""
    give_up_at = time.monotonic() + _GIVE_UP_SECONDS
    while _WORKING in page.body:
        if time.monotonic() > give_up_at:
            raise PageFailed(f"A importação não terminou em {_GIVE_UP_SECONDS:.0f} s.")
        for _ in range(_LOOKS_A_SECOND):
            time.sleep(1 / _LOOKS_A_SECOND)
            row = connection.execute("select state from imports_run order by id desc limit 1").fetchone()
            if row is None or row[0] not in ("checking", "writing"):
                break
        page = browser.get(page.url)
    return page


def forget_imported(connection: Connection[Any], scale: int) -> None:
    """Delete the customers that were not generated, with all that is theirs, and give their space back."""
    with connection.transaction():
        connection.execute("set local session_replication_role = replica")
        for table in BELONGINGS:
            connection.execute(f"delete from customers_{table} where party_id > %s", [scale])
        connection.execute("delete from customers_party where id > %s", [scale])
        connection.execute("delete from audit_change where root_type = 'customers.party' and root_id > %s", [scale])
    for table in ("party", *BELONGINGS):
        connection.execute(f"vacuum (analyze) customers_{table}")
