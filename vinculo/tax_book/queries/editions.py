"""Books kept by each process for as long as no table they are made of changes."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Final
from uuid import UUID

from django.db import connection

from vinculo.tax_book.rules import Book

# Of a company, a day and two states each; those used longest ago go first.
MOST_BOOKS: Final = 128

Route = tuple[int, date, str, str]

_kept: OrderedDict[Route, tuple[UUID, Book]] = OrderedDict()
_lock = Lock()


def edition() -> UUID:
    """The stamp of the tables as this transaction sees them; the database gives another at every change of theirs."""
    with connection.cursor() as cursor:
        cursor.execute("select stamp from tax_book_edition")
        stamp: UUID = cursor.fetchone()[0]
    return stamp


def kept_book(route: Route, read: Callable[[], Book]) -> Book:
    """The book of a company on a day between two states: from memory, or as `read` gives it."""
    stamp = edition()
    with _lock:
        known = _kept.get(route)
        if known is not None and known[0] == stamp:
            _kept.move_to_end(route)
            return known[1]
    book = read()
    # A change that came while reading is in part of the book only: that one is not kept.
    if edition() == stamp:
        with _lock:
            _kept[route] = (stamp, book)
            _kept.move_to_end(route)
            while len(_kept) > MOST_BOOKS:
                _kept.popitem(last=False)
    return book
