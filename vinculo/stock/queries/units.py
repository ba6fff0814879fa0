"""Quantities of a product from one of its units to another, exactly."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from vinculo.catalogue.models import ConversionFactor, GeneralFactor
from vinculo.stock.rules import PLACES


class NotExact(ValueError):
    """The converted quantity does not fit four decimal places; the text is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Factors:
    """The factors in force of some products, either way round; what is not written down is not known."""

    known: dict[tuple[int, int, int], Fraction]

    def between(self, product_id: int, from_unit: int, to_unit: int) -> Fraction | None:
        """How many `to_unit` one `from_unit` of the product holds, or None."""
        if from_unit == to_unit:
            return Fraction(1)
        direct = self.known.get((product_id, from_unit, to_unit))
        if direct is not None:
            return direct
        inverse = self.known.get((product_id, to_unit, from_unit))
        return 1 / inverse if inverse is not None else None

    def convert(self, product_id: int, quantity: Decimal, from_unit: int, to_unit: int) -> Decimal | None:
        """The quantity in the other unit, or None without a factor. Raises `NotExact`."""
        factor = self.between(product_id, from_unit, to_unit)
        return None if factor is None else scaled(quantity, factor)


def scaled(quantity: Decimal, factor: Fraction) -> Decimal:
    """`quantity` × `factor` with four decimal places. Raises `NotExact` when they do not suffice."""
    whole = Fraction(quantity) * factor * 10_000
    if whole.denominator != 1:
        raise NotExact("A conversão entre as unidades não é exata nesta quantidade.")
    return (Decimal(whole.numerator) * PLACES).quantize(PLACES)


def factors_of(company_id: int, product_ids: Iterable[int], *, on: date) -> Factors:
    """Two queries. A factor of the product comes before the general one; the latest that is valid on the day holds."""
    wanted = set(product_ids)
    general = {
        (row.from_unit_id, row.to_unit_id): _fraction(row)
        for row in GeneralFactor.objects.filter(company_id=company_id, valid_from__lte=on).order_by("valid_from")
    }
    known = {(product, *pair): factor for product in wanted for pair, factor in general.items()}
    for row in ConversionFactor.objects.filter(product_id__in=wanted, valid_from__lte=on).order_by("valid_from"):
        known.pop((row.product_id, row.to_unit_id, row.from_unit_id), None)
        known[row.product_id, row.from_unit_id, row.to_unit_id] = _fraction(row)
    return Factors(known)


def _fraction(row: GeneralFactor | ConversionFactor) -> Fraction:
    return Fraction(row.numerator) / Fraction(row.denominator)
