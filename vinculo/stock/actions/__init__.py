"""Everything that writes stock; each act is one audited transaction."""

from vinculo.stock.actions.counts import count
from vinculo.stock.actions.holding import consume, expire, extend, release
from vinculo.stock.actions.movements import convert, issue, receive, reverse, transfer
from vinculo.stock.actions.receipts import arrive, close_receipt, reschedule, schedule
from vinculo.stock.actions.reservations import reserve

__all__ = [
    "arrive",
    "close_receipt",
    "consume",
    "convert",
    "count",
    "expire",
    "extend",
    "issue",
    "receive",
    "release",
    "reschedule",
    "reserve",
    "reverse",
    "schedule",
    "transfer",
]
