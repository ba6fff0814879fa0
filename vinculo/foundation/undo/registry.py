"""How each kind of action is reversed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from vinculo.foundation.access import Actor

Handler = Callable[[Actor, Mapping[str, Any], datetime], None]

_handlers: dict[str, Handler] = {}


class UndoRefused(Exception):
    """The action cannot be reversed any more; the text is a Portuguese sentence that says why."""


class UnknownUndo(LookupError):
    """An offer of a kind that no app handles."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register `reverse(actor, payload, now)`: it checks access again and may raise `UndoRefused`."""

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
