"""What the room above knows of identities: where a record that is gone went, and who was declared to be different."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from vinculo.foundation.access import Actor


@dataclass(frozen=True, slots=True)
class Successor:
    """The record a merged one is part of now."""

    party_id: int
    sentence: str


FindSuccessor = Callable[[int, int], Successor | None]
TellApart = Callable[[Actor, int, Collection[int], datetime], None]

_find: list[FindSuccessor] = []
_tell: list[TellApart] = []


def register(*, successor: FindSuccessor, tell_apart: TellApart) -> None:
    """`tell_apart(actor, party_id, others, now)` is called inside the transaction that registers."""
    _find.append(successor)
    _tell.append(tell_apart)


def successor_of(company_id: int, party_id: int) -> Successor | None:
    """Where a record that is gone went; None when nobody knows."""
    return next((found for find in _find if (found := find(company_id, party_id))), None)


def tell_apart(actor: Actor, party_id: int, others: Collection[int], now: datetime) -> None:
    """The new record and these others were looked at and declared to be different people."""
    if others:
        for tell in _tell:
            tell(actor, party_id, others, now)
