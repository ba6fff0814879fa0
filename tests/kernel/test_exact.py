"""Rounding by name, and no float anywhere."""

from decimal import Decimal

import pytest

from vinculo.kernel.exact import NotExact, Rounding, cents, exact, part, rounded


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(Rounding.HALF_UP, "32.75"), (Rounding.HALF_EVEN, "32.74"), (Rounding.DOWN, "32.74"), (Rounding.UP, "32.75")],
)
def test_a_half_cent_goes_where_the_mode_says(mode: Rounding, expected: str) -> None:
    assert cents(Decimal(12) * Decimal("2.72875"), mode) == Decimal(expected)


def test_half_up_goes_away_from_zero_on_both_sides() -> None:
    assert (cents(Decimal("0.005")), cents(Decimal("-0.005"))) == (Decimal("0.01"), Decimal("-0.01"))


def test_a_rate_takes_its_part_in_cents() -> None:
    assert part(Decimal("980.00"), Decimal(18)) == Decimal("176.40")


def test_a_unit_price_keeps_ten_decimals() -> None:
    assert rounded(Decimal(100) / 36, 10) == Decimal("2.7777777778")


@pytest.mark.parametrize("wrong", [1.5, "1.50", None, True, Decimal("NaN"), Decimal("Infinity")])
def test_what_is_not_an_exact_number_is_refused(wrong: object) -> None:
    with pytest.raises(NotExact):
        exact(wrong)
