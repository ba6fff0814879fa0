"""Addresses of records that lists repeat by the hundred."""

from collections.abc import Callable
from functools import cache
from typing import Final

from django.urls import reverse

_STAND_IN: Final = 987_654_321


@cache
def address_of(name: str) -> Callable[[int], str]:
    """The address of a record as a function of its key. The pattern is resolved once and not for every row.

    `name` is an address with the key as its only argument. Raises `NoReverseMatch` for any other.
    """
    before, _, after = reverse(name, args=[_STAND_IN]).partition(str(_STAND_IN))

    def address(pk: int) -> str:
        return f"{before}{pk}{after}"

    return address
