"""Sharing out and the formulas, worked by hand."""

from decimal import Decimal

import pytest

from vinculo.portfolios.rules import Balance, Candidate, Counts, active_share, churn, growth, percent, share_out


def candidates(*potentials: int) -> list[Candidate]:
    return [Candidate(number, Decimal(potential)) for number, potential in enumerate(potentials, start=1)]


def test_by_potential_each_gets_nearly_the_same_money() -> None:
    # 900, then 500 to the other, 400 to the other (500 < 900), 300 to the first (900 = 900: the first receiver).
    shares = share_out(candidates(900, 500, 400, 300), [7, 8], Balance.POTENTIAL)
    assert {receiver: [each.party_id for each in share] for receiver, share in shares.items()} == {7: [1, 4], 8: [2, 3]}


def test_by_count_loads_never_differ_by_more_than_one() -> None:
    shares = share_out(candidates(*range(1, 11)), [7, 8, 9], Balance.COUNT)
    assert sorted(len(share) for share in shares.values()) == [3, 3, 4]
    assert sorted(each.party_id for share in shares.values() for each in share) == list(range(1, 11))


def test_the_same_customers_always_go_to_the_same_people() -> None:
    forth, back = candidates(5, 5, 5, 5), candidates(5, 5, 5, 5)[::-1]
    assert share_out(forth, [1, 2], Balance.POTENTIAL) == share_out(back, [1, 2], Balance.POTENTIAL)
    assert share_out([], [1, 2], Balance.COUNT) == {1: [], 2: []}


def test_the_formulas() -> None:
    counts = Counts(
        records=1_050, records_before=1_000, active=630, was_active=600, lost=30, with_phone=1, with_email=0
    )
    assert (growth(counts), active_share(counts), churn(counts)) == (Decimal("5.0"), Decimal("60.0"), Decimal("5.0"))
    assert growth(Counts(records=90, records_before=100)) == Decimal("-10.0")
    assert churn(Counts()) is None
    assert (counts + counts).lost == 60


@pytest.mark.parametrize(
    ("part", "whole", "points"), [(1, 3, "33.3"), (2, 3, "66.7"), (1, 2_000, "0.1"), (0, 9, "0.0")]
)
def test_percent_rounds_half_up_to_one_decimal(part: int, whole: int, points: str) -> None:
    assert percent(part, whole) == Decimal(points)
