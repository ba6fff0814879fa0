"""Reading the tax book: `sale` turns a sale of the company into what the tax engine is asked, as of its date."""

from vinculo.tax_book.queries.book import CODES, NoBook, book_of, seller_of
from vinculo.tax_book.queries.editions import edition
from vinculo.tax_book.queries.selling import BookedSale, Item, customer_of, goods_from, nature_of, sale

__all__ = [
    "CODES",
    "BookedSale",
    "Item",
    "NoBook",
    "book_of",
    "customer_of",
    "edition",
    "goods_from",
    "nature_of",
    "sale",
    "seller_of",
]
