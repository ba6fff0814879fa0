"""Bands: "from..until", both ends inclusive, either of them open. Compared as whole numbers."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from vinculo.kernel import figures
from vinculo.kernel.exact import exact

SEPARATOR = ".."

# A band without an end reaches this far, in units of the last decimal.
FAR = 10**30


def scaled(value: Decimal | int | str, decimals: int) -> int:
    """A figure in units of its last decimal, rounded half-up.

    Raises `ValueError` on a text that is no number, `NotExact` on a binary float.
    """
    try:
        figure = exact(Decimal(value) if isinstance(value, str) else value)
        return int(figure.scaleb(decimals).to_integral_value(ROUND_HALF_UP))
    except InvalidOperation:
        raise ValueError(f"not a figure: {value!r}") from None


def bounds(text: str, decimals: int) -> tuple[int, int]:
    """The ends of a band in units of the last decimal. Raises `ValueError` when malformed or upside down."""
    lower, separator, upper = text.partition(SEPARATOR)
    if not separator:
        raise ValueError(f"not a band: {text!r}")
    low = scaled(lower, decimals) if lower else -FAR
    high = scaled(upper, decimals) if upper else FAR
    if low > high:
        raise ValueError(f"band upside down: {text!r}")
    return low, high


def words(text: str) -> str:
    """A band as people say it: `1 a 10`, `até 10`, `a partir de 10`, or the only figure it holds."""
    lower, _, upper = text.partition(SEPARATOR)
    low = figures.plain_number(Decimal(lower)) if lower else ""
    high = figures.plain_number(Decimal(upper)) if upper else ""
    if low == high:
        return low
    if not low:
        return f"até {high}"
    return f"{low} a {high}" if high else f"a partir de {low}"


def band(lower: Decimal | None, upper: Decimal | None) -> str:
    """The stored text of a band."""
    return f"{'' if lower is None else f'{lower:f}'}{SEPARATOR}{'' if upper is None else f'{upper:f}'}"
