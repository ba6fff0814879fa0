"""Exact decimal arithmetic: named rounding modes, and a guard that keeps binary floats out.

Every engine rounds through here, so that a figure can always say how it was rounded. Money is in reais with two
decimals (cents), rates in percentage points (`Decimal("18")` is 18 %). The default, half up per item and per tax, is
what authorised NF-e documents follow: 12 × 2.72875 = 32.745 gives 32.75. ABNT NBR 5891 (half even) would give 32.74,
and is offered because some companies' accounting works with it.
"""

import decimal
from decimal import Decimal
from enum import Enum
from typing import Final

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)
CENT: Final = Decimal("0.01")
UNIT_PRICE_PLACES: Final = 10


class Rounding(Enum):
    """How a figure that falls between two neighbours is rounded."""

    HALF_UP = decimal.ROUND_HALF_UP
    """To the nearest; a half goes away from zero. The mode of fiscal documents."""
    HALF_EVEN = decimal.ROUND_HALF_EVEN
    """To the nearest; a half goes to the even neighbour (ABNT NBR 5891)."""
    DOWN = decimal.ROUND_DOWN
    """Towards zero: the excess decimals are cut off."""
    UP = decimal.ROUND_UP
    """Away from zero: any excess counts as one more."""


class NotExact(TypeError):
    """A value that is not an exact number (a binary float, a text, NaN) was given where a `Decimal` is asked for."""


_STEPS: Final = tuple(Decimal(1).scaleb(-places) for places in range(13))


def exact(value: object, name: str = "value") -> Decimal:
    """`value` as a finite `Decimal`; whole numbers are taken. Raises `NotExact` for anything else, floats above all."""
    if type(value) is Decimal:
        if value.is_finite():
            return value
        raise NotExact(f"{name} is not a finite number: {value}")
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise NotExact(f"{name} must be a Decimal, not {type(value).__name__}: {value!r}")


def rounded(value: Decimal, places: int, mode: Rounding = Rounding.HALF_UP) -> Decimal:
    """`value` with `places` decimals (0 to 12)."""
    return value.quantize(_STEPS[places], mode.value)


def cents(value: Decimal, mode: Rounding = Rounding.HALF_UP) -> Decimal:
    """`value`, in reais, with two decimals."""
    return value.quantize(CENT, mode.value)


def part(value: Decimal, rate: Decimal, mode: Rounding = Rounding.HALF_UP) -> Decimal:
    """`rate` points of `value`, in cents: 18 of 980.00 is 176.40."""
    return (value * rate / HUNDRED).quantize(CENT, mode.value)
