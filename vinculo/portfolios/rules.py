"""How customers are shared out, and what the indicators of the registry mean. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Balance(StrEnum):
    """What each receiver gets the same of."""

    COUNT = "count"
    POTENTIAL = "potential"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer to be moved; `potential` is reais a year, 0 when nobody knows."""

    party_id: int
    potential: Decimal = Decimal(0)


def share_out(
    candidates: Sequence[Candidate], receivers: Sequence[int], balance: Balance
) -> dict[int, list[Candidate]]:
    """Who gets which customer. The same inputs always give the same answer; every receiver is in it.

    The most valuable customer goes first, to whoever has least so far (then to the first of the receivers): by number,
    loads never differ by more than one; by potential, by no more than the largest customer. 900, 500, 400 and 300 for
    two: 900 + 300 and 500 + 400.
    """
    shares: dict[int, list[Candidate]] = {receiver: [] for receiver in receivers}
    loads = {receiver: (Decimal(0), 0) for receiver in receivers}
    for candidate in sorted(candidates, key=lambda each: (-each.potential, each.party_id)):
        by_count = balance is Balance.COUNT
        chosen = min(receivers, key=lambda receiver: loads[receiver][::-1] if by_count else loads[receiver])
        shares[chosen].append(candidate)
        money, count = loads[chosen]
        loads[chosen] = (money + candidate.potential, count + 1)
    return shares


# --- Indicators -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted of some portfolios at the end of a period of so many days.

    `active` had a contact or purchase in the last N days (parameter) before the end; `was_active` before the start;
    `lost` of those are not active any more. Only records in use are counted.
    """

    records: int = 0
    records_before: int = 0
    active: int = 0
    was_active: int = 0
    lost: int = 0
    with_phone: int = 0
    with_email: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.records + other.records,
            self.records_before + other.records_before,
            self.active + other.active,
            self.was_active + other.was_active,
            self.lost + other.lost,
            self.with_phone + other.with_phone,
            self.with_email + other.with_email,
        )


def percent(part: int, whole: int) -> Decimal | None:
    """Percentage points with one decimal, half up; None of nothing. 1 of 3 is 33.3."""
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")


def growth(counts: Counts) -> Decimal | None:
    """(end - start) / start. 1,050 records after 1,000: 5.0."""
    return percent(counts.records - counts.records_before, counts.records_before)


def active_share(counts: Counts) -> Decimal | None:
    """Active over all. 600 of 1,000: 60.0."""
    return percent(counts.active, counts.records)


def churn(counts: Counts) -> Decimal | None:
    """Active at the start and not at the end, over active at the start. 30 of 600: 5.0. Retention is 100 - churn."""
    return percent(counts.lost, counts.was_active)
