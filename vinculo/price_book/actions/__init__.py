"""The writes of the price book that are not of a single row: those are `books.actions`."""

from vinculo.price_book.actions.founding import create_default_tables
from vinculo.price_book.actions.promotions import write_promotion_rows

__all__ = ["create_default_tables", "write_promotion_rows"]
