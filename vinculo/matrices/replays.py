"""Past cases on which a draft is tried before it is published. Rooms above register where theirs are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vinculo.engines.decision import Fact, Table
from vinculo.foundation.access import Actor


@dataclass(frozen=True, slots=True)
class Case:
    """One look-up of the past: what it is called, the facts, the day, and the page of the document it came from.
    `private` names the facts that decide but are not shown."""

    title: str
    facts: Mapping[str, Fact]
    on: date
    url: str = ""
    private: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Worth:
    """A figure of a document with one table and with another: reais, or points when `is_percent`; None: no figure."""

    label: str
    before: Decimal | None
    after: Decimal | None
    is_percent: bool = False

    @property
    def moves(self) -> bool:
        return self.before != self.after

    @property
    def difference(self) -> Decimal:
        """What it moves by; a figure that came or went moves by all of it."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the past reckoned with both tables; all of a source have the same figures, in one order."""

    title: str
    on: date
    url: str
    figures: tuple[Worth, ...]

    @property
    def moves(self) -> bool:
        return any(figure.moves for figure in self.figures)


# The documents of the actor, newest first and lazily, reckoned with a matrix as it is and as it would be.
Documents = Callable[[Actor, str, Table, Table], Iterable[Document]]
# The cases of a kind of matrix that the actor may see, newest first; lazily, for there may be many.
Cases = Callable[[Actor, str], Iterable[Case]]


@dataclass(frozen=True, slots=True)
class Source:
    """Where cases come from: saved simulations, orders. `documents` tells what they would be worth."""

    key: str
    label: str
    cases: Cases
    documents: Documents | None = None


_sources: dict[str, Source] = {}


def register(key: str, *, label: str, cases: Cases, documents: Documents | None = None) -> None:
    _sources[key] = Source(key, label, cases, documents)


def sources() -> list[Source]:
    return list(_sources.values())
