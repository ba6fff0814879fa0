"""The lists of the room; importing this registers them."""

from vinculo.stock.lists.counts import COUNT_REQUESTS
from vinculo.stock.lists.coverage import COVERAGE
from vinculo.stock.lists.places import LOTS, LOW, WAREHOUSES
from vinculo.stock.lists.promises import QUOTAS, RECEIPTS, RESERVATIONS
from vinculo.stock.lists.stock import BALANCES, MOVEMENTS

__all__ = [
    "BALANCES",
    "COUNT_REQUESTS",
    "COVERAGE",
    "LOTS",
    "LOW",
    "MOVEMENTS",
    "QUOTAS",
    "RECEIPTS",
    "RESERVATIONS",
    "WAREHOUSES",
]
