"""How a posting or a reservation just made is taken back by who made it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from vinculo.foundation import undo
from vinculo.foundation.access import Actor
from vinculo.stock import actions
from vinculo.stock.refusals import StockRefused

POSTING = "stock.posting"
RESERVATION = "stock.reservation"


@undo.handler(POSTING)
def reverse_posting(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:
    try:
        actions.reverse(actor, payload["posting"], "Desfeito por quem lançou", now=now)
    except StockRefused as refusal:
        raise undo.UndoRefused(str(refusal)) from refusal


@undo.handler(RESERVATION)
def release_reservation(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:
    try:
        actions.release(actor, [payload["reservation"]], "Desfeita por quem reservou", now=now)
    except StockRefused as refusal:
        raise undo.UndoRefused(str(refusal)) from refusal
