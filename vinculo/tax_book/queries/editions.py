"""What each process keeps of the tax book for as long as no table it is made of changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar
from uuid import UUID

from django.db import connection

T = TypeVar("T")


def edition() -> UUID:
    """The stamp of the tables as this transaction sees them; the database gives another at every change of theirs."""
    with connection.cursor() as cursor:
        cursor.execute("select stamp from tax_book_edition")
        stamp: UUID = cursor.fetchone()[0]
    return stamp


class Kept(Generic[T]):
    """Values by their key, of one edition each; those used longest ago go first."""

    def __init__(self, most: int) -> None:
        self._most: Final = most
        self._known: OrderedDict[Hashable, tuple[UUID, T]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, stamp: UUID, read: Callable[[], T]) -> T:
        """The value of a key in the edition `stamp`: from memory, or as `read` gives it."""
        with self._lock:
            known = self._known.get(key)
            if known is not None and known[0] == stamp:
                self._known.move_to_end(key)
                return known[1]
        value = read()
        # A change that came while reading is in part of the value only: that one is not kept.
        if edition() == stamp:
            with self._lock:
                self._known[key] = (stamp, value)
                self._known.move_to_end(key)
                while len(self._known) > self._most:
                    self._known.popitem(last=False)
        return value
