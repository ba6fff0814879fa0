"""Look-alikes, merges and undo as a person asks for them; the work itself is done by the product."""

import re
import time
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import Connection

from benchmarks import sheet
from benchmarks.browser import Browser, PageFailed
from benchmarks.figures import Figure, percentile
from benchmarks.importing import import_file
from benchmarks.installation import Installation
from benchmarks.pages import sign_in

SCAN_SECONDS_BOUND: Final = 600
SCAN_MEMORY_BOUND_MB: Final = 1_024
TYPING_BOUND_MS: Final = 80
MERGE_BOUND_SECONDS: Final = 1
UNDO_RATE_BOUND: Final = 3_000
_TYPED: Final = 100
_LINKED_ROWS: Final = 10_000
_UNDONE_ROWS: Final = 50_000
_GIVE_UP_SECONDS: Final = 1_800.0


def measure(installation: Installation, room: Path, *, scale: int) -> list[Figure]:
    """The scan, the check while typing, a merge with its taking back, and the undo of an import."""
    seller = sign_in(installation.address, "seller")
    administrator = sign_in(installation.address, "administrator")
    with psycopg.connect(installation.database_url, autocommit=True) as connection:
        return [
            *_scan(installation, administrator, connection, scale),
            *_typing(seller, connection, scale),
            *_merging(administrator, connection, scale),
            *_undo(installation, administrator, connection, room, scale),
        ]


def _scan(installation: Installation, browser: Browser, connection: Connection[Any], scale: int) -> list[Figure]:
    print("\nProcurando cadastros parecidos…", flush=True)
    worker = installation.worker()
    if worker:
        worker.forget_peak()
    began = time.monotonic()
    page = browser.get("/clientes/duplicidades/")
    browser.post("/clientes/duplicidades/procurar/", {}, page)
    _await(connection, "select status from jobs_jobrun where kind = 'identity.scan' order by id desc limit 1", "done")
    seconds = time.monotonic() - began
    (pairs,) = _one(connection, "select count(*) from identity_lookalikepair")
    figures = [
        Figure("duplicidades.varredura", seconds, "s", scale, SCAN_SECONDS_BOUND),
        Figure("duplicidades.pares", float(pairs), "pares", scale),
    ]
    if worker and (peak := worker.peak_kilobytes()):
        figures.append(Figure("duplicidades.memória_do_worker", peak / 1024, "MB", scale, SCAN_MEMORY_BOUND_MB))
    return figures


def _typing(browser: Browser, connection: Connection[Any], scale: int) -> list[Figure]:
    rows = connection.execute(
        """
        select party.kind, party.name, coalesce(to_char(party.birth_date, 'DD/MM/YYYY'), ''), phone.number,
               coalesce(address.municipality_id::text, '')
        from customers_party party join customers_phone phone on phone.party_id = party.id and phone.is_main
        left join customers_address address on address.party_id = party.id and address.is_main
        where party.id = any (%s)
        """,
        [[1 + scale * step // _TYPED for step in range(_TYPED)]],
    ).fetchall()
    page = browser.get("/clientes/novo/prospect/?buscado=Maria")
    times = []
    for kind, name, birth, phone, city in rows:
        typed = {
            "kind": kind,
            "name": name,
            "birth_date": birth,
            "phones-0-number": phone,
            "addresses-0-municipality": city,
        }
        times.append(browser.post("/clientes/parecidos/", typed, page).total)
    return [
        Figure("duplicidades.ao_digitar.p50", percentile(times, 50), "ms", scale),
        Figure("duplicidades.ao_digitar.p95", percentile(times, 95), "ms", scale, TYPING_BOUND_MS),
    ]


def _merging(browser: Browser, connection: Connection[Any], scale: int) -> list[Figure]:
    """Two customers of the manager's branch; ten thousand notes hang on the one that goes."""
    found = connection.execute(
        "select establishment_id, (array_agg(id order by id))[1:2] from customers_party where kind = 'person' "
        "group by establishment_id order by establishment_id limit 1"
    ).fetchone()
    if found is None:
        raise PageFailed("Não há dois clientes para unificar.")
    one, two = found[1]
    connection.execute(
        "insert into customers_note (company_id, party_id, body) "
        "select company_id, id, 'nota ' || n from customers_party, generate_series(1, %s) n where id = %s",
        [_LINKED_ROWS, two],
    )
    address = f"/clientes/duplicidades/{one}/{two}/"
    page = browser.get(address)
    began = time.monotonic()
    browser.post(address, {"survivor": "one"}, page)
    merged = time.monotonic()
    (merge,) = _one(connection, "select max(id) from identity_merge")
    browser.post(f"/clientes/duplicidades/unificacoes/{merge}/desfazer/", {}, page)
    apart = time.monotonic()
    (back,) = _one(
        connection, f"select count(*) from customers_note where party_id = {int(two)} and body like 'nota %'"
    )
    if back < _LINKED_ROWS:
        raise PageFailed(f"Voltaram {back} notas de {_LINKED_ROWS}.")
    connection.execute("delete from customers_note where party_id = %s and body like 'nota %%'", [two])
    return [
        Figure("duplicidades.unificar_10_mil", merged - began, "s", scale, MERGE_BOUND_SECONDS),
        Figure("duplicidades.separar_10_mil", apart - merged, "s", scale),
    ]


def _undo(
    installation: Installation, browser: Browser, connection: Connection[Any], room: Path, scale: int
) -> list[Figure]:
    count = min(_UNDONE_ROWS, scale)
    path = room / f"desfazer-{scale}.csv"
    sheet.write_csv(path, sheet.rows(count, sheet.known_people(connection, count // 10, scale)))
    print(f"\nImportando e desfazendo {count:,} linhas…".replace(",", "."), flush=True)
    import_file(installation, connection, path)
    (run,) = _one(connection, "select max(id) from imports_run")
    page = browser.get(f"/importacoes/{run}/")
    figures = []
    for verb, state, name in (
        ("desfazer", "undone", "desfazer"),
        ("refazer", "done", "refazer"),
        ("desfazer", "undone", ""),
    ):
        began = time.monotonic()
        browser.post(f"/importacoes/{run}/{verb}/", {}, page)
        _await(connection, f"select state from imports_run where id = {int(run)}", state)
        if name:
            rate = count / (time.monotonic() - began)
            figures.append(Figure(f"importação.{name}", rate, "linhas/s", scale, UNDO_RATE_BOUND, at_least=True))
    return figures


def _await(connection: Connection[Any], question: str, wanted: str) -> None:
    give_up_at = time.monotonic() + _GIVE_UP_SECONDS
    while (said := _one(connection, question)[0]) != wanted:
        if re.search("fail|error|cancel", str(said)) or time.monotonic() > give_up_at:
            raise PageFailed(f"O trabalho parou em “{said}”.")
        time.sleep(0.2)


def _one(connection: Connection[Any], question: str) -> tuple[Any, ...]:
    found = connection.execute(question).fetchone()  # type: ignore[call-overload]  # constants of this module
    assert found is not None
    return tuple(found)
