"""The undo and the redo of an import as a person asks for them, and what the database alone would take."""

import time
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import Connection

from benchmarks import sheet
from benchmarks.browser import Browser, PageFailed
from benchmarks.figures import Figure
from benchmarks.importing import BELONGINGS, forget_imported, import_file
from benchmarks.installation import Installation
from benchmarks.pages import sign_in

RATE_BOUND: Final = 3_000
_ROWS: Final = 50_000
_ROWS_OF_LIMIT: Final = 10_000
_GIVE_UP_SECONDS: Final = 1_800.0


def measure(installation: Installation, room: Path, *, scale: int) -> list[Figure]:
    """Rows of the file a second from the button until the run says it is undone, or done again."""
    count = min(_ROWS, scale)
    path = room / f"desfazer-{scale}.csv"
    administrator = sign_in(installation.address, "administrator")
    with psycopg.connect(installation.database_url, autocommit=True) as connection:
        forget_imported(connection, scale)
        sheet.write_csv(path, sheet.rows(count, sheet.known_people(connection, count // 10, scale)))
        print(f"\nImportando e desfazendo {count:,} linhas…".replace(",", "."), flush=True)
        import_file(installation, connection, path)
        limit = _deletion_rate(connection, scale)
        figures = [
            figure
            for verb, state in (("desfazer", "undone"), ("refazer", "done"))
            for figure in _reverse(installation, administrator, connection, verb, state, count, scale)
        ]
        forget_imported(connection, scale)
    return [*figures, limit]


def _reverse(
    installation: Installation,
    browser: Browser,
    connection: Connection[Any],
    verb: str,
    state: str,
    count: int,
    scale: int,
) -> list[Figure]:
    work, database = installation.processor_seconds()
    rate = count / reverse_last(browser, connection, verb, state)
    work_after, database_after = installation.processor_seconds()
    name = f"importação.{verb}"
    return [
        Figure(name, rate, "linhas/s", scale, RATE_BOUND, at_least=True),
        Figure(f"{name}.processador.worker", 1e6 * (work_after - work) / count, "µs/linha", scale),
        Figure(f"{name}.processador.banco", 1e6 * (database_after - database) / count, "µs/linha", scale),
    ]


def reverse_last(browser: Browser, connection: Connection[Any], verb: str, state: str) -> float:
    """Seconds from the button ("desfazer", "refazer") until the last import run is in the state."""
    (run,) = _one(connection, "select max(id) from imports_run")
    page = browser.get(f"/importacoes/{run}/")
    began = time.monotonic()
    browser.post(f"/importacoes/{run}/{verb}/", {}, page)
    give_up_at = began + _GIVE_UP_SECONDS
    while (said := _one(connection, f"select state from imports_run where id = {int(run)}")[0]) != state:
        if not str(said).endswith("doing") or time.monotonic() > give_up_at:
            raise PageFailed(f"A importação parou em “{said}”.")
        time.sleep(0.2)
    return time.monotonic() - began


def _deletion_rate(connection: Connection[Any], scale: int) -> Figure:
    """The same customers deleted by bare SQL over one connection, keys checked and audited, and put back."""
    (last,) = _one(connection, f"select max(id) from (select id from customers_party where id > {int(scale)} "
                   f"order by id limit {_ROWS_OF_LIMIT}) as oldest")  # fmt: skip
    (count,) = _one(connection, f"select count(*) from customers_party where id > {int(scale)} and id <= {int(last)}")
    with connection.transaction(force_rollback=True):
        began = time.monotonic()
        for table in BELONGINGS:
            connection.execute(f"delete from customers_{table} where party_id > %s and party_id <= %s", [scale, last])
        connection.execute("delete from customers_party where id > %s and id <= %s", [scale, last])
        connection.execute("set constraints all immediate")
        rate = count / (time.monotonic() - began)
    return Figure("importação.desfazer.só_SQL", rate, "cadastros/s", scale)


def _one(connection: Connection[Any], question: str) -> tuple[Any, ...]:
    found = connection.execute(question).fetchone()
    assert found is not None
    return tuple(found)
