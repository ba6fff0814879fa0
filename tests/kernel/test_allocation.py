"""Sharing an amount so that the parts sum to the whole."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.kernel.allocation import CannotAllocate, Ties, allocate

AMOUNTS = st.decimals(0, 100_000, places=2)
WEIGHTS = st.lists(st.decimals(0, 10_000, places=3), min_size=1, max_size=30)


def shares(total: str, weights: str, **asked: object) -> str:
    return " ".join(str(share) for share in allocate(Decimal(total), [Decimal(w) for w in weights.split()], **asked))  # type: ignore[arg-type]


def test_the_residue_goes_to_the_heaviest_line() -> None:
    assert shares("0.10", "1 2 1 1 1 1") == "0.01 0.05 0.01 0.01 0.01 0.01"


def test_equal_lines_leave_the_larger_share_to_the_first() -> None:
    assert shares("10.00", "1 1 1") == "3.34 3.33 3.33"
    assert shares("68.00", "5 5 5") == "22.67 22.67 22.66"
    assert shares("0.02", "1 1 1") == "0.01 0.01 0.00"


def test_a_company_may_have_the_last_of_the_equals_take_it() -> None:
    assert shares("10.00", "1 1 1", ties=Ties.LAST) == "3.33 3.33 3.34"
    assert shares("68.00", "5 5 5", ties=Ties.LAST) == "22.67 22.67 22.66"


def test_a_company_may_share_as_other_systems_do() -> None:
    assert shares("100.00", "60 30 10 7", ties=Ties.LAST_LINE) == "56.07 28.04 9.35 6.54"
    assert shares("0.05", "7 3", ties=Ties.IN_ORDER) == "0.04 0.01"
    assert shares("0.10", "5 1 1 2", ties=Ties.REMAINDER) == "0.06 0.01 0.01 0.02"
    assert shares("0.10", "0 5 1 1 2", ties=Ties.IN_ORDER) == "0.00 0.06 0.01 0.01 0.02"
    assert (
        shares("0.05", "1 1 1", ties=Ties.IN_ORDER, ceilings=[Decimal("0.01")] * 2 + [Decimal(1)]) == "0.01 0.01 0.03"
    )


def test_cancelled_lines_weigh_nothing_and_get_nothing() -> None:
    assert shares("10.00", "0 1 0 1") == "0.00 5.00 0.00 5.00"


def test_weightless_lines_share_equally() -> None:
    assert shares("10.00", "0 0 0") == "3.34 3.33 3.33"


def test_a_missing_residue_never_turns_a_share_negative() -> None:
    assert shares("0.05", "1 1 1 1 1 1 1 1 1 1") == "0.01 0.01 0.01 0.01 0.01 0.00 0.00 0.00 0.00 0.00"


def test_a_discount_never_passes_the_value_of_its_line() -> None:
    assert shares("0.03", "1 1 1", ceilings=[Decimal("0.01")] * 3) == "0.01 0.01 0.01"
    with pytest.raises(CannotAllocate, match="maior que a soma"):
        shares("0.04", "1 1 1", ceilings=[Decimal("0.01")] * 3)


@pytest.mark.parametrize("ties", Ties)
def test_a_ceiling_holds_its_whole_cents_alone(ties: Ties) -> None:
    assert shares("0.02", "1 1", ties=ties, ceilings=[Decimal("0.015")] * 2) == "0.01 0.01"
    with pytest.raises(CannotAllocate, match="maior que a soma"):
        shares("0.03", "1 1", ties=ties, ceilings=[Decimal("0.015")] * 2)


@pytest.mark.parametrize("ties", Ties)
def test_what_a_low_ceiling_leaves_goes_to_the_others_at_once(ties: Ties) -> None:
    low = [Decimal("0.01"), Decimal(10**12), Decimal(10**12)]
    assert shares("2000000000.01", "1 1 1", ties=ties, ceilings=low).split()[0] == "0.01"


def test_what_makes_no_sense_is_refused_in_words() -> None:
    with pytest.raises(CannotAllocate, match="Não há item"):
        allocate(Decimal(1), [])
    with pytest.raises(CannotAllocate, match="menos que zero"):
        shares("1.00", "1 -1")
    with pytest.raises(CannotAllocate, match="duas casas"):
        shares("1.001", "1 1")


@given(AMOUNTS, WEIGHTS, st.sampled_from(Ties))
def test_the_parts_always_sum_to_the_whole(total: Decimal, weights: list[Decimal], ties: Ties) -> None:
    found = allocate(total, weights, ties=ties)
    assert sum(found) == total
    assert all(share >= 0 for share in found)
    assert not any(share for share, weight in zip(found, weights, strict=True) if not weight and any(weights))


@given(WEIGHTS, st.data(), st.sampled_from(Ties))
def test_no_share_passes_its_ceiling(values: list[Decimal], data: st.DataObject, ties: Ties) -> None:
    ceilings = [value.quantize(Decimal("0.01"), "ROUND_DOWN") for value in values]
    weights = list(ceilings)
    room = sum(ceilings, Decimal(0))
    if not room:
        return
    total = data.draw(st.decimals(0, room, places=2))
    found = allocate(total, weights, ceilings=ceilings, ties=ties)
    assert sum(found) == total
    assert all(0 <= share <= ceiling for share, ceiling in zip(found, ceilings, strict=True))
