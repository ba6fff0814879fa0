"""What apps above know of products while one searches or lists them: the price for a customer, what is available.

The book of prices and the stock register one provider each; until they do, those columns stay away.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vinculo.catalogue.models import Product
from vinculo.foundation.access import Actor


@dataclass(frozen=True, slots=True)
class PriceTag:
    """`amount` in reais for one of the unit named; `source` says in words where it comes from ("Tabela Varejo")."""

    amount: Decimal
    unit: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class OnShelf:
    """What may still be promised, in the stock unit, and the next receipt in words, when there is one."""

    available: Decimal
    next_receipt: str = ""


PriceProvider = Callable[[Actor, Sequence[Product], int | None], Mapping[int, PriceTag]]
StockProvider = Callable[[Actor, Sequence[Product]], Mapping[int, OnShelf]]

UnpricedCounter = Callable[[Actor], int]

_price: list[PriceProvider] = []
_unpriced: list[UnpricedCounter] = []
_stock: list[StockProvider] = []


def register_price(provider: PriceProvider) -> None:
    """`provider(actor, products, party_id)` prices at most a page of products, for a customer or (None) for anyone.

    One answer by product id, in a constant number of queries; products without a price are left out.
    """
    _price[:] = [provider]


def register_stock(provider: StockProvider) -> None:
    """`provider(actor, products)` tells what is available at the actor's establishment, by product id, likewise."""
    _stock[:] = [provider]


def knows_prices() -> bool:
    return bool(_price)


def knows_stock() -> bool:
    return bool(_stock)


def prices(actor: Actor, products: Sequence[Product], party_id: int | None = None) -> Mapping[int, PriceTag]:
    return _price[0](actor, products, party_id) if _price and products else {}


def stock(actor: Actor, products: Sequence[Product]) -> Mapping[int, OnShelf]:
    return _stock[0](actor, products) if _stock and products else {}


def register_unpriced(counter: UnpricedCounter) -> None:
    """`counter(actor)` is how many products in use have no price in force."""
    _unpriced[:] = [counter]


def unpriced(actor: Actor) -> int | None:
    """None while nobody knows prices."""
    return _unpriced[0](actor) if _unpriced else None
