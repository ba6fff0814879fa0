"""The way back from a forward, for fifteen minutes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from vinculo.cases import actions
from vinculo.cases.refusals import CaseRefused
from vinculo.foundation import undo
from vinculo.foundation.access import Actor
from vinculo.foundation.undo.actions import offer

FORWARD = "cases.forward"


def offer_take_back(actor: Actor, handover_id: int, *, now: datetime) -> str:
    """The address that takes a case just forwarded back."""
    return offer(actor, FORWARD, {"handovers": [handover_id]}, "Encaminhamento desfeito.", now=now)


@undo.handler(FORWARD)
def take_back(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:
    """`handovers`: those to take back."""
    try:
        actions.take_back_forwards(actor, payload["handovers"], now=now)
    except CaseRefused as refused:
        raise undo.UndoRefused(str(refused)) from refused
