"""Quantities of a product from one of its units to another, exactly: the catalogue's factors, four decimal places."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from vinculo.catalogue.queries import conversions
from vinculo.catalogue.rules import Conversions, NotDivisible, in_places


class NotExact(ValueError):
    """The converted quantity does not fit four decimal places; the text is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Factors:
    """The factors in force of some products, either way round; what is not written down is not known."""

    known: Conversions

    def between(self, product_id: int, from_unit: int, to_unit: int) -> Fraction | None:
        """How many `to_unit` one `from_unit` of the product holds, or None."""
        return self.known.factor(product_id, from_unit, to_unit)

    def convert(self, product_id: int, quantity: Decimal, from_unit: int, to_unit: int) -> Decimal | None:
        """The quantity in the other unit, or None without a factor. Raises `NotExact`."""
        factor = self.between(product_id, from_unit, to_unit)
        if factor is None:
            return None
        try:
            return in_places(Fraction(quantity) * factor, 4)
        except NotDivisible as inexact:
            raise NotExact("A conversão entre as unidades não é exata nesta quantidade.") from inexact


NO_FACTORS: Final = Factors(Conversions([], on=date.max))


def factors_of(company_id: int, product_ids: Collection[int], *, on: date) -> Factors:
    """Those in force on the day, in two queries; none for no products."""
    return Factors(conversions(company_id, product_ids, on=on)) if product_ids else NO_FACTORS
