"""The registry of the universal search: each app answers for its own records."""

from collections.abc import Callable
from dataclasses import dataclass

from vinculo.foundation.access import Actor


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One record found. `matched` says what matched: (field label, text).

    A `restricted` hit shows that the record exists, not its contents.
    `score` orders hits of all providers: 100 an exact handle, 80 an exact name, 60 a beginning, 40 the rest.
    """

    kind: str
    title: str
    subtitle: str
    url: str
    icon: str
    score: int
    matched: tuple[str, str] | None = None
    restricted: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class SearchProvider:
    """`find(actor, text, limit)` returns the actor's hits, best first, in at most a few milliseconds."""

    key: str
    label: str
    permission: str
    find: Callable[[Actor, str, int], list[SearchHit]]


_providers: dict[str, SearchProvider] = {}


def register(provider: SearchProvider) -> None:
    _providers[provider.key] = provider


def find_everywhere(actor: Actor, text: str, *, limit: int = 12) -> list[SearchHit]:
    """The best hits of every provider the actor may use, best first. Fewer than two characters find nothing."""
    text = text.strip()[:100]
    if len(text) < 2:
        return []
    hits = [
        hit
        for provider in _providers.values()
        if actor.may(provider.permission)
        for hit in provider.find(actor, text, limit)
    ]
    return sorted(hits, key=lambda hit: -hit.score)[:limit]
