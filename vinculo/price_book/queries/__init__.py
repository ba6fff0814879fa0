"""Reads of the price book as the engines take them, as of a date."""

from vinculo.price_book.queries.commissions import commission_splits
from vinculo.price_book.queries.market import Market, market_here, market_of
from vinculo.price_book.queries.prices import PriceShelf, price_shelf, shelf_of
from vinculo.price_book.queries.routes import engine_route, route_for

__all__ = [
    "Market",
    "PriceShelf",
    "commission_splits",
    "engine_route",
    "market_here",
    "market_of",
    "price_shelf",
    "route_for",
    "shelf_of",
]
