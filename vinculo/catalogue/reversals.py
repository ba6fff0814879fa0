"""The way back from a removal or a change in bulk, for fifteen minutes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from vinculo.catalogue import queries
from vinculo.catalogue.actions import bulk
from vinculo.catalogue.actions.belongings import RESTORABLE, restore_row, restore_similar
from vinculo.catalogue.actions.taking_back import take_back
from vinculo.catalogue.models import Product
from vinculo.catalogue.refusals import Refused
from vinculo.foundation import undo
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.reversal import Span
from vinculo.foundation.undo.actions import offer

REMOVAL = "catalogue.removal"
SIMILAR = "catalogue.similar_removal"
BULK_CHANGE = "catalogue.bulk_change"
CHANGE = "catalogue.change"


def offer_restore(actor: Actor, product: Product, removed: Model, row_id: int, *, now: datetime) -> str | None:
    """The address that puts a removed row back, or None for what cannot be put back."""
    table = removed._meta.db_table
    if table not in RESTORABLE:
        return None
    payload = {"product": product.pk, "table": table, "row": row_id}
    return offer(actor, REMOVAL, payload, "Exclusão desfeita.", now=now)


@undo.handler(REMOVAL)
def restore(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:  # noqa: ARG001  (the handler's signature)
    product = get_or_404(queries.products(actor), payload["product"])
    try:
        restore_row(actor, product, payload["table"], payload["row"])
    except Refused as refused:
        raise undo.UndoRefused(refused.sentence) from refused


def offer_similar(actor: Actor, product: Product, removed: Mapping[str, Any], *, now: datetime) -> str:
    """The address that puts back what `remove_similar` took out."""
    return offer(actor, SIMILAR, {"product": product.pk, **removed}, "Exclusão desfeita.", now=now)


@undo.handler(SIMILAR)
def join_again(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:  # noqa: ARG001  (the handler's signature)
    product = get_or_404(queries.products(actor), payload["product"])
    try:
        restore_similar(actor, product, payload["group"], payload["members"])
    except Refused as refused:
        raise undo.UndoRefused(refused.sentence) from refused


def offer_take_back(actor: Actor, product: Product, permission: str, span: Span, *, now: datetime) -> str:
    """The address that gives back what one write changed of the product (`reversal.recorded`)."""
    payload = {"product": product.pk, "permission": str(permission), "span": list(span)}
    return offer(actor, CHANGE, payload, "Alteração desfeita.", now=now)


@undo.handler(CHANGE)
def give_back_change(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:  # noqa: ARG001  (the handler's signature)
    product = get_or_404(queries.products(actor), payload["product"])
    try:
        take_back(actor, product, payload["permission"], Span(*payload["span"]))
    except Refused as refused:
        raise undo.UndoRefused(refused.sentence) from refused


@undo.handler(BULK_CHANGE)
def give_back(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:
    """`keys`: the changes to take back."""
    try:
        if not bulk.undo_change(actor, payload["keys"], now=now):
            raise undo.UndoRefused("Esses produtos já foram alterados de novo: não há o que desfazer.")
    except Refused as refused:
        raise undo.UndoRefused(refused.sentence) from refused
