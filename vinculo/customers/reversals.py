"""The way back from a removal, a deactivation or a change of portfolio, for fifteen minutes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from vinculo.customers import actions, queries
from vinculo.customers.refusals import Refused
from vinculo.foundation import undo
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.undo.actions import offer

REMOVAL = "customers.removal"
OWNER_CHANGE = "customers.owner_change"
DEACTIVATION = "customers.deactivation"


def offer_restore(actor: Actor, removed: Model, *, party_id: int, row_id: int, now: datetime) -> str:
    """The address that puts a removed address, telephone, e-mail, code or note back."""
    payload = {"party": party_id, "table": removed._meta.db_table, "row": row_id}
    return offer(actor, REMOVAL, payload, "Exclusão desfeita.", now=now)


def offer_owner_change(actor: Actor, undo_key: int, *, now: datetime) -> str:
    """The address that gives the records of one change of portfolio back."""
    return offer(actor, OWNER_CHANGE, {"key": undo_key}, "Mudança de carteira desfeita.", now=now)


def offer_reactivation(actor: Actor, undo_key: int, *, now: datetime) -> str:
    """The address that brings the records of one deactivation back to daily use."""
    return offer(actor, DEACTIVATION, {"key": undo_key}, "Inativação desfeita.", now=now)


@undo.handler(REMOVAL)
def restore(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:  # noqa: ARG001  (the handler's signature)
    party = get_or_404(queries.editable_parties(actor), payload["party"])
    try:
        actions.restore_removed(actor, party, payload["table"], payload["row"])
    except Refused as refused:
        raise undo.UndoRefused(refused.sentence) from refused


@undo.handler(OWNER_CHANGE)
def give_back(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:
    try:
        actions.undo_owner_change(actor, payload["key"], now=now)
    except Refused as refused:
        raise undo.UndoRefused(refused.sentence) from refused


@undo.handler(DEACTIVATION)
def bring_back(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:
    try:
        actions.undo_deactivation(actor, payload["key"], now=now)
    except Refused as refused:
        raise undo.UndoRefused(refused.sentence) from refused
