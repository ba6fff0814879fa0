"""Past cases on which a draft is tried before it is published. Rooms above register where theirs are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from vinculo.engines.decision import Fact
from vinculo.foundation.access import Actor


@dataclass(frozen=True, slots=True)
class Case:
    """One look-up of the past: what it is called, the facts, the day, and the page of the document it came from."""

    title: str
    facts: Mapping[str, Fact]
    on: date
    url: str = ""


# The cases of a kind of matrix that the actor may see, newest first; lazily, for there may be many.
Cases = Callable[[Actor, str], Iterable[Case]]


@dataclass(frozen=True, slots=True)
class Source:
    """Where cases come from: saved simulations, orders."""

    key: str
    label: str
    cases: Cases


_sources: dict[str, Source] = {}


def register(key: str, *, label: str, cases: Cases) -> None:
    _sources[key] = Source(key, label, cases)


def sources() -> list[Source]:
    return list(_sources.values())
