"""Units, multiples and kits: exact arithmetic of quantities; codes as they are compared. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import gcd

from vinculo.kernel.text import fold

_SHORT_WORD = 3


@dataclass(frozen=True, slots=True)
class WrittenFactor:
    """One `from_unit` holds `numerator`/`denominator` of `to_unit`; of one product, or (None) of all."""

    product_id: int | None
    from_unit_id: int
    to_unit_id: int
    numerator: Decimal
    denominator: Decimal
    valid_from: date


class Conversions:
    """The factors in force on a day. Nothing is guessed: a factor is written down for the pair, or it is not known.

    The product's own factor comes before the general one, the latest start before an older one, and a factor written
    from the asked unit before one written towards it, which is read backwards (1 CX = 12 UN also says 1 UN = 1/12 CX).
    """

    def __init__(self, factors: Iterable[WrittenFactor], *, on: date) -> None:
        self._latest: dict[tuple[int | None, int, int], WrittenFactor] = {}
        for factor in factors:
            if factor.valid_from > on:
                continue
            key = (factor.product_id, factor.from_unit_id, factor.to_unit_id)
            held = self._latest.get(key)
            if held is None or held.valid_from < factor.valid_from:
                self._latest[key] = factor

    def factor(self, product_id: int, from_unit_id: int, to_unit_id: int) -> Fraction | None:
        """How many of `to_unit` one `from_unit` of the product holds; None when it is not known."""
        if from_unit_id == to_unit_id:
            return Fraction(1)
        for owner in (product_id, None):
            forwards = self._latest.get((owner, from_unit_id, to_unit_id))
            backwards = self._latest.get((owner, to_unit_id, from_unit_id))
            if forwards and (not backwards or backwards.valid_from <= forwards.valid_from):
                return Fraction(forwards.numerator) / Fraction(forwards.denominator)
            if backwards:
                return Fraction(backwards.denominator) / Fraction(backwards.numerator)
        return None


class NotDivisible(ValueError):
    """A quantity does not fit the decimal places of its unit. `below` and `above` are the nearest that do."""

    def __init__(self, below: Decimal, above: Decimal) -> None:
        super().__init__(f"{below} < quantity < {above}")
        self.below, self.above = below, above


def in_places(quantity: Fraction, places: int) -> Decimal:
    """The quantity as a decimal of at most `places` places. Raises `NotDivisible` instead of rounding."""
    scaled = quantity * 10**places
    if scaled.denominator == 1:
        return Decimal(scaled.numerator).scaleb(-places)
    floor = scaled.numerator // scaled.denominator
    raise NotDivisible(Decimal(floor).scaleb(-places), Decimal(floor + 1).scaleb(-places))


def multiple_in(multiple: Decimal, held: Fraction, places: int = 4) -> Decimal:
    """The multiple of a unit that holds `held` of the one that `multiple` is in: 6 units are half a box of twelve.

    It is the least that can be written with so many `places`: 10 units go by 2.5 boxes of twelve, not by five sixths.
    """
    step = Fraction(multiple) / held
    return in_places(step * (step.denominator // gcd(step.denominator, 10**places)), places)


def exploded(
    quantity: Decimal, items: Sequence[tuple[int, Decimal]], places: Mapping[int, int]
) -> list[tuple[int, Decimal]]:
    """The components of `quantity` kits: (component, its quantity), repeated components added up.

    `items` are (component, quantity in one kit); `places` the decimal places of each component's unit. Raises
    `NotDivisible` when part of a kit would need part of what is not divided.
    """
    totals: dict[int, Fraction] = {}
    for component, each in items:
        totals[component] = totals.get(component, Fraction(0)) + Fraction(each) * Fraction(quantity)
    return [(component, in_places(total, places[component])) for component, total in totals.items()]


def assembled(free: Mapping[int, Decimal], items: Sequence[tuple[int, Decimal]], decimals: int) -> Decimal:
    """How many kits the free quantities make: the least of the components, cut to the places of the kit's unit.

    `items` are (component, quantity in one kit); what is not in `free` is zero.
    """
    totals: dict[int, Fraction] = {}
    for component, each in items:
        totals[component] = totals.get(component, Fraction(0)) + Fraction(each)
    least = min((Fraction(free.get(key, Decimal(0))) / each for key, each in totals.items()), default=Fraction(0))
    return Decimal(int(max(least, Fraction(0)) * 10**decimals)).scaleb(-decimals)


def code_key(text: str) -> str:
    """A code as `Product.search_code` keeps it: without separators, accents or case (SQL: `catalogue_code_key`)."""
    return fold(text).replace(" ", "")


def slips(word: str) -> list[str]:
    """What somebody in a hurry may have meant by a word: itself, two neighbouring letters swapped, one letter too many.

    Words of up to three letters are taken as they are: almost anything would do.
    """
    meant = [word]
    if len(word) > _SHORT_WORD:
        swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
        shorter = (word[:at] + word[at + 1 :] for at in range(len(word)))
        meant += [*swapped, *shorter]
    return list(dict.fromkeys(meant))
