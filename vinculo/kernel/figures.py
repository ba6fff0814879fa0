"""How Brazilians read figures: money, rates, quantities. The same words on a page and in a derivation."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
_SWAP: Final = str.maketrans(",.", ".,")


def amount_in_reais(value: Decimal | int, *, places: int = 2) -> str:
    """`R$ 1.234,56`, with spaces that do not break; negatives as `−R$ 1.234,56`, what rounds to zero without a sign."""
    shown = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    number, sign = decimal_number(abs(shown), places=places), MINUS if shown < 0 else ""
    return f"{sign}R${NBSP}{number}"


def decimal_number(value: Decimal | int, *, places: int = 0) -> str:
    """`1.234,56`, rounded half up to `places`."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded:,.{places}f}".translate(_SWAP)


def unit_price_in_reais(value: Decimal) -> str:
    """`R$ 2,72875`: at least two decimals, and as many more as the price has."""
    sign = MINUS if value < 0 else ""
    return f"{sign}R${NBSP}{plain_number(abs(value), least=2)}"


def counted(count: int, one: str, many: str) -> str:
    """`1 linha`, `0 linhas`, `1.250 linhas`."""
    return f"{decimal_number(count)} {one if count == 1 else many}"


def percentage(points: Decimal) -> str:
    """`18%`, `19,5%`, `50,2439%`: `points` are percentage points, shown with the decimals they have."""
    return f"{plain_number(points)}%".replace("-", "\u2212", 1)


def reais_moved(gap: Decimal) -> str:
    """`+R$ 10,00`, `−R$ 10,00`: what an amount moves by."""
    return f"{'+' if gap > 0 else ''}{amount_in_reais(gap)}"


def points_moved(gap: Decimal) -> str:
    """`+1,5 p.p.`, `−0,25 p.p.`: what a percentage moves by, in percentage points."""
    return f"{'+' if gap > 0 else ''}{percentage(gap).removesuffix('%')} p.p."


def plain_number(value: Decimal, *, least: int = 0) -> str:
    """`1.234,5`: the decimals the number has, without zeros at the end, but never fewer than `least`."""
    whole, _, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0").ljust(least, "0")
    number = whole.replace(",", ".")
    return f"{number},{fraction}" if fraction else number
