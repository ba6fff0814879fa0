"""Measuring what a person waits for: the search as typed, and the pages opened most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.browser import Answer, Browser
from benchmarks.figures import Figure, percentile
from benchmarks.keystrokes import Typing
from vinculo.demo.logins import LOGINS, PASSWORD

SEARCH_BOUND_MS = 60
PAGE_BOUND_MS = 150
QUERIES_BOUND = 15
SEARCH_PATH = "/buscar"
_WARM_UP, _TIMES = 3, 20
# Whose pages are measured: who sees their own rows, and who sees an establishment's.
ROLES = ("seller", "manager")


@dataclass(frozen=True, slots=True)
class Page:
    """A page to open, by those whose scope is wider than their own rows if it is for `leaders`.

    Those with `bound` are the ones the requirements name.
    """

    name: str
    path: str
    bound: float | None = None
    leaders: bool = False


PAGES = (
    Page("clientes", "/clientes/", PAGE_BOUND_MS),
    Page("agenda", "/agenda/", PAGE_BOUND_MS),
    Page("agenda.equipe", "/agenda/?ver=equipe", PAGE_BOUND_MS, leaders=True),
    Page("atendimentos", "/atendimentos/", PAGE_BOUND_MS),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One role's figures, and the most queries each page made, to be compared with another scale."""

    figures: list[Figure]
    queries: dict[str, int]


def sign_in(address: str, role: str) -> Browser:
    login = next(each for each in LOGINS if each.role == role)
    browser = Browser(address)
    browser.sign_in(login.email, PASSWORD)
    return browser


def measure_role(
    browser: Browser,
    role: str,
    *,
    scale: int,
    typings: Sequence[Typing],
    warm_up: Sequence[Typing],
    profiles: Iterable[int],
) -> Visit:
    """Everything one person does: typing, opening lists, opening customers."""
    for typing in warm_up:
        _search(browser, typing.text)
    answers = [(typing, text, _search(browser, text)) for typing in typings for text in typing.beginnings()]
    figures = _search_figures(answers, role, scale)
    queries = {f"{role}: busca": max(answer.queries for _, _, answer in answers)}
    visited = [(page, [page.path] * _TIMES) for page in PAGES if not page.leaders or role != "seller"]
    visited.append((Page("perfil", ""), [f"/clientes/{party_id}/" for party_id in profiles]))
    for page, paths in visited:
        for path in paths[:_WARM_UP]:
            browser.get(path)
        visits = [browser.get(path) for path in paths]
        figures.append(
            Figure(f"{page.name}.p95.{role}", percentile((v.total for v in visits), 95), "ms", scale, page.bound)
        )
        figures.append(Figure(f"{page.name}.cpu.{role}", percentile((v.cpu for v in visits), 50), "ms", scale))
        queries[f"{role}: {page.name}"] = max(visit.queries for visit in visits)
    return Visit(figures, queries)


def query_figures(visits: Iterable[Visit], scale: int, smaller: dict[str, int] | None) -> list[Figure]:
    """The most queries of any page; and how many pages made another number of them at another scale (bound: none)."""
    queries = {name: number for visit in visits for name, number in visit.queries.items()}
    figures = [Figure("consultas.por_página.máximo", max(queries.values()), "consultas", scale, QUERIES_BOUND)]
    if smaller is not None:
        grown = [name for name, number in queries.items() if number > smaller.get(name, number)]
        figures.append(Figure("consultas.páginas_que_crescem", len(grown), "páginas", scale, 0))
    return figures


def _search(browser: Browser, text: str) -> Answer:
    return browser.get(SEARCH_PATH, {"q": text}, target="palette-results")


def _search_figures(answers: Sequence[tuple[Typing, str, Answer]], role: str, scale: int) -> list[Figure]:
    totals = [answer.total for _, _, answer in answers]
    whole = [(typing, answer) for typing, text, answer in answers if typing.party_id and text == typing.text]
    found = sum(f"/clientes/{typing.party_id}/" in answer.body for typing, answer in whole)
    return [
        Figure(f"busca.p50.{role}", percentile(totals, 50), "ms", scale),
        Figure(f"busca.p95.{role}", percentile(totals, 95), "ms", scale, SEARCH_BOUND_MS),
        Figure(f"busca.máximo.{role}", max(totals), "ms", scale),
        Figure(f"busca.encontrados.{role}", 100 * found / len(whole), "%", scale, 100, at_least=True),
    ]
