"""Look-alikes and merges as a person asks for them; the work itself is done by the product."""

import json
import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

import psycopg
from psycopg import Connection

from benchmarks.browser import Browser, PageFailed
from benchmarks.figures import Figure, percentile
from benchmarks.installation import Installation
from benchmarks.pages import sign_in

COST_BY_N_LOG_N: Final = "duplicidades.varredura.custo_por_n_log_n"
SCAN_SECONDS_BOUND: Final = 600
SCAN_MEMORY_BOUND_MB: Final = 1_024
TYPING_BOUND_MS: Final = 80
MERGE_BOUND_SECONDS: Final = 1
_TYPED: Final = 100
_LINKED_ROWS: Final = 10_000
_GIVE_UP_SECONDS: Final = 1_800.0
# The scan's processor time by n·log n, against the smallest scale: noise and the first pages of a cold base included.
GROWTH_BOUND: Final = 1.15
PROFILE_BOUND_MS: Final = 120
PRECISION_BOUND, RECALL_BOUND = 98, 97
# Scales of which the scan alone is measured before the one that was asked for.
SMALLER_SCALES: Final = (10_000, 100_000)
_PROFILE_ITEMS: Final = 5_000
_PROFILE_VISITS: Final = 40


def measure(installation: Installation, *, scale: int) -> list[Figure]:
    """The scan, who is whom in the labelled set, the check while typing, a long profile, a merge and its way back."""
    seller = sign_in(installation.address, "seller")
    administrator = sign_in(installation.address, "administrator")
    with psycopg.connect(installation.database_url, autocommit=True) as connection:
        return [
            *measure_scan(installation, scale=scale),
            *_recognition(installation.database_url, scale),
            *_typing(seller, connection, scale),
            *_profile(administrator, connection, scale),
            *_merging(administrator, connection, scale),
        ]


def measure_scan(installation: Installation, *, scale: int) -> list[Figure]:
    """One scan of the whole base, warm: its time, what it costs in processor time and, sampled, in memory."""
    print(f"\nProcurando cadastros parecidos entre {scale:,}…".replace(",", "."), flush=True)
    browser = sign_in(installation.address, "administrator")
    with psycopg.connect(installation.database_url, autocommit=True) as connection:
        connection.execute("vacuum (analyze) customers_party, customers_phone, customers_email, customers_address")
        page = browser.get("/clientes/duplicidades/")
        memory = 0
        work, database = installation.processor_seconds()
        began = time.monotonic()
        browser.post("/clientes/duplicidades/procurar/", {}, page)
        question = "select status from jobs_jobrun where kind = 'identity.scan' order by id desc limit 1"
        for _ in _polls(connection, question, "done"):
            memory = max(memory, _kilobytes_of_work(installation))
        seconds = time.monotonic() - began
        worked, based = (
            after - before for after, before in zip(installation.processor_seconds(), (work, database), strict=True)
        )
        (pairs,) = _one(connection, "select count(*) from identity_lookalikepair")
    cost = (worked + based) / (scale * math.log2(scale)) * 1e9
    return [
        Figure("duplicidades.varredura", seconds, "s", scale, SCAN_SECONDS_BOUND),
        Figure("duplicidades.varredura.processador.worker", worked, "s", scale),
        Figure("duplicidades.varredura.processador.banco", based, "s", scale),
        Figure(COST_BY_N_LOG_N, cost, "ns", scale),
        Figure("duplicidades.varredura.memória", memory / 1024, "MB", scale, SCAN_MEMORY_BOUND_MB),
        Figure("duplicidades.pares", float(pairs), "pares", scale),
    ]


def growth_figures(figures: Sequence[Figure]) -> list[Figure]:
    """How the scan's cost by n·log n grew from the smallest scale measured: 1 is n·log n itself, more is worse."""
    costs = sorted((figure.scale, figure.value) for figure in figures if figure.name == COST_BY_N_LOG_N)
    if len(costs) < 2:
        return []
    (_, least), *larger = costs
    return [
        Figure("duplicidades.varredura.crescimento", cost / least, "vezes n·log n", scale, GROWTH_BOUND)
        for scale, cost in larger
    ]


def _kilobytes_of_work(installation: Installation) -> int:
    """The worker and the whole database, pages shared among them counted once."""
    return sum(
        each.proportional_kilobytes() or 0
        for each in installation.processes()
        if "run_worker" in each.command or "postgres" in each.command.partition(" ")[0]
    )


def _recognition(database_url: str, scale: int) -> list[Figure]:
    print("\nConjunto rotulado…", flush=True)
    environment = {**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-m", "benchmarks.recognition_work"]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    for name, counts in (("não achados", told["missed"]), ("inventados", told["invented"])):
        print(f"  {name}: {', '.join(f'{label} {count}' for label, count in counts.items()) or 'nenhum'}", flush=True)
    return [
        Figure("duplicidades.precisão", 100 * told["precision"], "%", scale, PRECISION_BOUND, at_least=True),
        Figure("duplicidades.cobertura", 100 * told["recall"], "%", scale, RECALL_BOUND, at_least=True),
    ]


def _profile(browser: Browser, connection: Connection[Any], scale: int) -> list[Figure]:
    """The page of a customer with thousands of items on the timeline: notes and contacts made, half and half."""
    row = connection.execute("select max(party_id) from cases_contact where closed_at is not null").fetchone()
    party = int(row[0]) if row and row[0] else 1
    half = _PROFILE_ITEMS // 2
    connection.execute(
        "insert into customers_note (company_id, party_id, body, created_at) "
        "select company_id, id, 'nota ' || n, now() - n * interval '1 hour' "
        "from customers_party, generate_series(1, %s) n where id = %s",
        [half, party],
    )
    names = connection.execute(
        "select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = 'cases_contact'::regclass "
        "and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'id'"
    ).fetchone()
    assert names is not None
    (last,) = _one(connection, "select max(id) from cases_contact")
    connection.execute(
        f"insert into cases_contact ({names[0]}) select {names[0]} from (select * from cases_contact "
        f"where party_id = {party} and closed_at is not null limit 1) as one, generate_series(1, {half})"
    )
    connection.execute("vacuum (analyze) customers_note, cases_contact")
    for _ in range(3):
        browser.get(f"/clientes/{party}/")
    visits = [browser.get(f"/clientes/{party}/") for _ in range(_PROFILE_VISITS)]
    connection.execute("delete from cases_contact where id > %s and party_id = %s", [last, party])
    connection.execute("delete from customers_note where party_id = %s and body like 'nota %%'", [party])
    return [
        Figure(
            "perfil.5_mil_itens.p95", percentile((each.total for each in visits), 95), "ms", scale, PROFILE_BOUND_MS
        ),
        Figure("perfil.5_mil_itens.cpu", percentile((each.cpu for each in visits), 50), "ms", scale),
        Figure("perfil.5_mil_itens.consultas", float(max(each.queries for each in visits)), "", scale),
    ]


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
    answers = []
    for kind, name, birth, phone, city in rows:
        typed = {
            "kind": kind,
            "name": name,
            "birth_date": birth,
            "phones-0-number": phone,
            "addresses-0-municipality": city,
        }
        answers.append(browser.post("/clientes/parecidos/", typed, page))
    times = [each.total for each in answers]
    return [
        Figure("duplicidades.ao_digitar.p50", percentile(times, 50), "ms", scale),
        Figure("duplicidades.ao_digitar.p95", percentile(times, 95), "ms", scale, TYPING_BOUND_MS),
        Figure("duplicidades.ao_digitar.cpu", percentile((each.cpu for each in answers), 50), "ms", scale),
        Figure("duplicidades.ao_digitar.banco", percentile((each.database for each in answers), 50), "ms", scale),
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


def _await(connection: Connection[Any], question: str, wanted: str) -> None:
    for _ in _polls(connection, question, wanted):
        pass


def _polls(connection: Connection[Any], question: str, wanted: str) -> Iterator[None]:
    """Once every fifth of a second, until the answer is what was wanted. Raises `PageFailed` when it never will be."""
    give_up_at = time.monotonic() + _GIVE_UP_SECONDS
    while (said := _one(connection, question)[0]) != wanted:
        if re.search("fail|error|cancel", str(said)) or time.monotonic() > give_up_at:
            raise PageFailed(f"O trabalho parou em “{said}”.")
        yield
        time.sleep(0.2)


def _one(connection: Connection[Any], question: str) -> tuple[Any, ...]:
    found = connection.execute(question).fetchone()  # constants of this module
    assert found is not None
    return tuple(found)
