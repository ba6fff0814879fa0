"""Quantities in words."""

from decimal import Decimal

from vinculo.kernel.figures import plain_number


def amount(quantity: Decimal, unit: str = "") -> str:
    """`12 CX`, `1.234,5 KG`: no more decimals than the quantity has."""
    return f"{plain_number(quantity.normalize() if quantity else Decimal(0))} {unit}".strip()
