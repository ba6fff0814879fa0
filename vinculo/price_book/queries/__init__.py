"""Reads of the price book as the engines take them, as of a date."""

from vinculo.price_book.queries.market import Market, market_here, market_of
from vinculo.price_book.queries.prices import PriceShelf, price_shelf, shelf_of

__all__ = ["Market", "PriceShelf", "market_here", "market_of", "price_shelf", "shelf_of"]
