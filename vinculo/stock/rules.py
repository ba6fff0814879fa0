"""Pure rules of stock: quantities, first expired first out, what may be counted, how long stock lasts.

Quantities are exact Decimals with four places, in the unit the caller names. Dates are the days of the warehouse's
establishment. The worked figures are in docs/algorithms/fefo.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

PLACES: Final = Decimal("0.0001")
LARGEST: Final = Decimal("99999999999.9999")
ZERO: Final = Decimal(0)
# The days of life left from which on a lot is shown as near its expiry; the indicators count up to as many.
NEAR_EXPIRY: Final = 90


class BadQuantity(ValueError):
    """A quantity that no balance can hold; the text is a sentence for the person."""


def exact(quantity: Decimal) -> Decimal:
    """The quantity with four places. Raises `BadQuantity` when that would lose something, or is too much to hold."""
    if not quantity.is_finite() or abs(quantity) > LARGEST:
        raise BadQuantity("A quantidade é grande demais.")
    kept = quantity.quantize(PLACES)
    if kept != quantity:
        raise BadQuantity("A quantidade tem mais de quatro casas decimais.")
    return kept


def positive(quantity: Decimal) -> Decimal:
    """`exact`, and more than nothing. Raises `BadQuantity`."""
    if quantity <= ZERO:
        raise BadQuantity("A quantidade precisa ser maior que zero.")
    return exact(quantity)


class Skipped(StrEnum):
    """Why a lot is passed over."""

    QUARANTINE = "quarantine"
    EXPIRED = "expired"
    SHORT_LIFE = "short_life"
    NOTHING_FREE = "nothing_free"


@dataclass(frozen=True, slots=True)
class LotStock:
    """What is free of one lot in one place. `key` is the caller's; without `expires_on` the lot never expires.

    `received_on` breaks ties of expiry; stock without lot has neither date.
    """

    key: int
    free: Decimal
    expires_on: date | None = None
    received_on: date | None = None
    is_released: bool = True


@dataclass(frozen=True, slots=True)
class LotDemand:
    """What a customer asks of lots: days of life left on the day of the reservation, and that one lot serves it all."""

    minimum_days: int = 0
    single_lot: bool = False


ANY_LOT: Final = LotDemand()


@dataclass(frozen=True, slots=True)
class Take:
    key: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Allocation:
    """What is taken from where, what is missing, and the lots passed over."""

    takes: tuple[Take, ...]
    missing: Decimal
    skipped: tuple[tuple[int, Skipped], ...]


def days_left(expires_on: date, on: date) -> int:
    """Days of life on a day; the day of expiry is the last on which the lot may be used and counts zero."""
    return (expires_on - on).days


def objection(stock: LotStock, *, on: date, demand: LotDemand = ANY_LOT) -> Skipped | None:
    """Why a lot may not serve on a day, or None."""
    if not stock.is_released:
        return Skipped.QUARANTINE
    if stock.expires_on is not None:
        left = days_left(stock.expires_on, on)
        if left < 0:
            return Skipped.EXPIRED
        if left < demand.minimum_days:
            return Skipped.SHORT_LIFE
    return Skipped.NOTHING_FREE if stock.free <= ZERO else None


def allocate(wanted: Decimal, stocks: Iterable[LotStock], *, on: date, demand: LotDemand = ANY_LOT) -> Allocation:
    """First expired, first out: the lot nearest to its expiry serves first, those that never expire last.

    Ties go to the lot received first. Quarantined, expired and too short-lived lots are passed over. With
    `single_lot`, the first lot that holds all of it, or nothing. The order is the one RDC Anvisa 430/2020 asks of
    medicine distributors (FEFO); the customer's minimum life is a commercial rule.
    """
    skipped: list[tuple[int, Skipped]] = []
    usable: list[LotStock] = []
    for stock in stocks:
        reason = objection(stock, on=on, demand=demand)
        if reason is None:
            usable.append(stock)
        else:
            skipped.append((stock.key, reason))
    usable.sort(key=_turn)
    if demand.single_lot:
        whole = next((stock for stock in usable if stock.free >= wanted), None)
        takes = (Take(whole.key, wanted),) if whole else ()
        return Allocation(takes, ZERO if whole else wanted, tuple(skipped))
    taken: list[Take] = []
    missing = wanted
    for stock in usable:
        if missing <= ZERO:
            break
        quantity = min(stock.free, missing)
        taken.append(Take(stock.key, quantity))
        missing -= quantity
    return Allocation(tuple(taken), missing, tuple(skipped))


def _turn(stock: LotStock) -> tuple[date, date, int]:
    return (stock.expires_on or date.max, stock.received_on or date.max, stock.key)


def may_adjust(differences: Iterable[tuple[Fraction, Decimal | None]], *, limit: Decimal) -> bool:
    """Whether the differences of a count are within an authority of `limit` (BRL, inclusive).

    Each is a quantity in stock units, whatever its sign, and the cost of one (BRL). Losses and gains add up: one does
    not hide the other. A difference without a known cost is beyond any limit.
    """
    worth = Fraction(0)
    for quantity, cost in differences:
        if cost is None:
            return False
        worth += abs(quantity) * Fraction(cost)
    return worth <= limit


def coverage_days(available: Decimal, issued: Decimal, days: int) -> int | None:
    """Whole days that the available quantity lasts at the pace of `issued` in the last `days`; None without pace."""
    if issued <= ZERO:
        return None
    return int((available * days / issued).to_integral_value(ROUND_DOWN))


@dataclass(frozen=True, slots=True)
class QuotaBalance:
    key: int
    limit: Decimal
    used: Decimal

    @property
    def balance(self) -> Decimal:
        return self.limit - self.used


def exhausted(wanted: Decimal, quotas: Sequence[QuotaBalance]) -> QuotaBalance | None:
    """The quota with the smallest balance among those that cannot bear the quantity; every quota in force must."""
    short = [quota for quota in quotas if quota.balance < wanted]
    return min(short, key=lambda quota: (quota.balance, quota.key), default=None)
