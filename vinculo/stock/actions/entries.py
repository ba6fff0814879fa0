"""What was entered line by line becomes one posting, the new lots with it: all of it or nothing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from vinculo.foundation.access import Actor
from vinculo.stock.actions.count_requests import request_count
from vinculo.stock.actions.counts import count
from vinculo.stock.actions.movements import issue, receive, transfer
from vinculo.stock.actions.places import lot_for
from vinculo.stock.inputs import Line, NewLot, Why
from vinculo.stock.models import CountRequest, Posting
from vinculo.stock.queries.entry import EnteredLine, lots_named
from vinculo.stock.refusals import NotKnown, StockRefused

_BRINGS_LOTS = (Posting.Kind.RECEIPT, Posting.Kind.COUNT)


def post_entry(
    actor: Actor,
    kind: Posting.Kind,
    warehouse_id: int,
    lines: Sequence[EnteredLine],
    why: Why,
    *,
    now: datetime,
    to_warehouse_id: int | None = None,
) -> Posting | None:
    """Post a receipt, an issue, a transfer or a count as entered; None for a count without differences.

    Lots that a receipt or a count names and nobody knows are made. Raises `StockRefused`; nothing is kept then.
    """
    with transaction.atomic():
        wanted = _with_lots(actor, kind, lines)
        match kind:
            case Posting.Kind.RECEIPT:
                return receive(actor, warehouse_id, wanted, why, now=now)
            case Posting.Kind.ISSUE:
                return issue(actor, warehouse_id, wanted, why, now=now)
            case Posting.Kind.COUNT:
                return count(actor, warehouse_id, wanted, why, now=now)
            case Posting.Kind.TRANSFER if to_warehouse_id is not None:
                return transfer(actor, warehouse_id, to_warehouse_id, wanted, why, now=now)
    raise StockRefused("Escolha o armazém de destino.", field="to_warehouse")


def request_entered_count(
    actor: Actor, warehouse_id: int, lines: Sequence[EnteredLine], why: Why, *, now: datetime
) -> CountRequest | None:
    """Send a count as entered to whoever may adjust as much; None without differences. Raises `StockRefused`."""
    with transaction.atomic():
        return request_count(actor, warehouse_id, _with_lots(actor, Posting.Kind.COUNT, lines), why, now=now)


def _with_lots(actor: Actor, kind: Posting.Kind, lines: Sequence[EnteredLine]) -> list[Line]:
    known = lots_named(actor, list(lines))
    wanted = []
    for number, line in enumerate(lines):
        lot = known.get((line.product_id, line.lot_number)) if line.lot_number else None
        if line.lot_number and kind in _BRINGS_LOTS:
            try:
                new = NewLot(line.product_id, line.lot_number, line.manufactured_on, line.expires_on)
                lot = lot_for(actor, new)
            except StockRefused as refusal:
                refusal.line = number
                raise
        elif line.lot_number and lot is None:
            raise NotKnown(f"O lote {line.lot_number} não existe.", line=number)
        wanted.append(Line(line.product_id, line.unit_id, line.quantity, lot.pk if lot else None))
    return wanted
