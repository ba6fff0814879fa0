"""Bands: "from..until", both ends inclusive, either of them open. Compared as whole numbers."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

SEPARATOR = ".."

# A band without an end reaches this far, in units of the last decimal.
FAR = 10**30


def scaled(value: Decimal | int | str, decimals: int) -> int:
    """A figure in units of its last decimal, rounded half-up. Raises `ValueError` on what is no number."""
    try:
        figure = Decimal(value)
        if not figure.is_finite():
            raise ValueError(f"not a figure: {value!r}")
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


def band(lower: Decimal | None, upper: Decimal | None) -> str:
    """The stored text of a band."""
    return f"{'' if lower is None else f'{lower:f}'}{SEPARATOR}{'' if upper is None else f'{upper:f}'}"
