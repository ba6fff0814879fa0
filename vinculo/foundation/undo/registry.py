"""How each kind of action is reversed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vinculo.foundation.access import Actor


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of reversing an action: the address of the offer that reverses that in turn, and words in place of the
    label. `is_done_again`: what was reversed was an undoing, so that the action stands and may be undone."""

    again: str = ""
    words: str = ""
    is_done_again: bool = False


Handler = Callable[[Actor, Mapping[str, Any], datetime], Undone | None]

_handlers: dict[str, Handler] = {}


class UndoRefused(Exception):
    """The action cannot be reversed any more; the text is a Portuguese sentence that says why."""


class UnknownUndo(LookupError):
    """An offer of a kind that no app handles."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register `reverse(actor, payload, now)`: it checks access again and may raise `UndoRefused`.

    With nothing returned, the label of the offer is told and the action is not done again from there.
    """

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def handler_of(kind: str) -> Handler:
    """Raises `UnknownUndo`."""
    try:
        return _handlers[kind]
    except KeyError as error:
        raise UnknownUndo(kind) from error
