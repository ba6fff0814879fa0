"""One run of all the measurements, in the order in which they disturb each other least."""

from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks import (
    demonstration,
    engines,
    identities,
    importing,
    limits,
    pages,
    prices,
    products,
    selling,
    simulating,
    stock,
    undoing,
)
from benchmarks.figures import Figure, table, write
from benchmarks.installation import Installation
from benchmarks.keystrokes import Typing, typings

PARTS = ("engines", "demo", "pages", "identity", "products", "prices", "import", "undo", "stock")
REFERENCE = 100_000
SEARCH_RATIO_BOUND = 2
_PROFILES = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """`room` keeps one data folder for each scale, reused by later runs; `database_url` takes the place of all of them.

    `only` names some of the `PARTS`; empty means all.
    `movements` is the length of the ledger of stock.
    """

    customers: int
    room: Path
    output: Path
    database_url: str
    only: frozenset[str]
    movements: int = 10_000_000

    def includes(self, part: str) -> bool:
        return not self.only or part in self.only


def run(plan: Plan) -> bool:
    """Measure, print and write everything; whether every bound holds."""
    plan.room.mkdir(parents=True, exist_ok=True)
    figures: list[Figure] = []
    smaller: dict[str, int] | None = None
    if plan.includes("engines"):
        _say("Os motores, sem banco nem páginas")
        figures += engines.measure()
        figures += selling.measure()
    if plan.includes("demo"):
        demo_figures, smaller = _measure_demonstration(plan)
        figures += demo_figures
    if plan.includes("pages") and plan.customers > REFERENCE and not plan.database_url:
        _say(f"Referência com {REFERENCE:,} clientes".replace(",", "."))
        with Installation(plan.room / str(REFERENCE), customers=REFERENCE) as reference:
            figures += _measure_pages(reference, REFERENCE, smaller)
    if plan.includes("identity") and not plan.database_url:
        figures += _measure_smaller_scans(plan)
    if any(map(plan.includes, ("pages", "identity", "products", "prices", "import", "undo"))):
        _say(f"Base com {plan.customers:,} clientes".replace(",", "."))
        data = plan.room / str(plan.customers)
        with Installation(data, customers=plan.customers, database_url=plan.database_url) as installation:
            if plan.includes("pages"):
                figures += _measure_pages(installation, plan.customers, smaller)
                figures += _search_ratios(figures, plan.customers)
            if plan.includes("identity"):
                figures += identities.measure(installation, scale=plan.customers)
                figures += identities.growth_figures(figures)
            if plan.includes("products"):
                _say("Produtos")
                figures += products.measure(installation.database_url)
            if plan.includes("prices"):
                _say("Preços por planilha")
                figures += prices.measure(installation, plan.room)
            if plan.includes("import"):
                figures += importing.measure(installation, plan.room, scale=plan.customers)
            if plan.includes("undo"):
                figures += undoing.measure(installation, plan.room, scale=plan.customers)
    if plan.includes("stock"):
        _say(f"Estoque com {plan.movements:,} movimentos".replace(",", "."))
        figures += stock.measure(plan.room, plan.movements)
    write(figures, plan.output)
    print(f"\n{table(figures)}\n\nAs medidas estão em {plan.output}.", flush=True)
    return all(figure.holds is not False for figure in figures)


def _measure_smaller_scans(plan: Plan) -> list[Figure]:
    """The scan at the scales below the one asked for: how its cost grows is seen in one run."""
    figures: list[Figure] = []
    for scale in identities.SMALLER_SCALES:
        if scale < plan.customers:
            _say(f"Referência com {scale:,} clientes".replace(",", "."))
            with Installation(plan.room / str(scale), customers=scale) as installation:
                figures += identities.measure_scan(installation, scale=scale)
    return figures


def _measure_demonstration(plan: Plan) -> tuple[list[Figure], dict[str, int]]:
    """The figures of a fresh demonstration, and the queries of its pages, to be compared with a larger base's."""
    _say("Uma demonstração nova, com make demo")
    with demonstration.fresh_demonstration(plan.room) as installation:
        figures = [demonstration.ready_figure(installation)]
        visits = _visits(installation, demonstration.CUSTOMERS)
        figures += demonstration.memory_figures(installation)
    return figures, {name: number for visit in visits for name, number in visit.queries.items()}


def _measure_pages(installation: Installation, scale: int, smaller: dict[str, int] | None) -> list[Figure]:
    with psycopg.connect(installation.database_url, autocommit=True) as connection:
        connection.execute("vacuum (analyze)")  # as the server does by itself some minutes after a large load
    visits = _visits(installation, scale)
    figures = [figure for visit in visits for figure in visit.figures]
    figures += pages.query_figures(visits, scale, smaller)
    figures += simulating.measure(installation.address, installation.database_url, scale=scale)
    with psycopg.connect(installation.database_url, autocommit=True) as connection:
        figures += limits.measure_queries(connection, typings(connection, scale), scale=scale)
    return figures


def _visits(installation: Installation, scale: int) -> list[pages.Visit]:
    with psycopg.connect(installation.database_url, autocommit=True) as connection:
        typed, warm_up = typings(connection, scale), typings(connection, scale, turn=1)
    return [_visit(installation.address, role, scale, typed, warm_up) for role in pages.ROLES]


def _visit(address: str, role: str, scale: int, typed: list[Typing], warm_up: list[Typing]) -> pages.Visit:
    _say(f"Páginas como {role}")
    profiles = [1 + scale * step // _PROFILES for step in range(_PROFILES)]
    browser = pages.sign_in(address, role)
    return pages.measure_role(browser, role, scale=scale, typings=typed, warm_up=warm_up, profiles=profiles)


def _search_ratios(figures: list[Figure], scale: int) -> list[Figure]:
    """How many times slower the search is than at the reference scale, for each role measured at both."""
    found = {(figure.name, figure.scale): figure.value for figure in figures}
    ratios = []
    for role in pages.ROLES if scale != REFERENCE else ():
        here, there = found.get((f"busca.p95.{role}", scale)), found.get((f"busca.p95.{role}", REFERENCE))
        if here and there:
            ratios.append(Figure(f"busca.razão_p95.{role}", here / there, "vezes", scale, SEARCH_RATIO_BOUND))
    return ratios


def _say(sentence: str) -> None:
    print(f"\n{sentence}…", flush=True)
