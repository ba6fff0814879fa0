"""Worked figures of units and kits."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from vinculo.catalogue.rules import (
    Conversions,
    NotDivisible,
    WrittenFactor,
    exploded,
    in_places,
    multiple_in,
)

TODAY = date(2026, 11, 26)
UN, CX, PT, KG = 1, 2, 3, 4
FILTER, BOLT = 10, 11


def written(product: int | None, one: int, holds: str, of: int, *, each: str = "1", since: int = 2020) -> WrittenFactor:
    return WrittenFactor(product, one, of, Decimal(holds), Decimal(each), date(since, 1, 1))


def test_a_product_s_own_factor_comes_before_the_general_one() -> None:
    known = Conversions([written(None, CX, "12", UN), written(FILTER, CX, "6", UN)], on=TODAY)
    assert known.factor(FILTER, CX, UN) == 6
    assert known.factor(BOLT, CX, UN) == 12


def test_a_factor_is_read_backwards_exactly() -> None:
    known = Conversions([written(None, CX, "12", UN), written(BOLT, KG, "1000", UN, each="3")], on=TODAY)
    assert known.factor(FILTER, UN, CX) == Fraction(1, 12)
    assert known.factor(BOLT, KG, UN) == Fraction(1000, 3)
    assert known.factor(BOLT, UN, KG) == Fraction(3, 1000)


def test_factors_are_never_chained() -> None:
    known = Conversions([written(None, CX, "10", PT), written(None, PT, "5", UN)], on=TODAY)
    assert known.factor(FILTER, CX, UN) is None


def test_the_latest_factor_that_has_come_holds() -> None:
    factors = [
        written(None, CX, "12", UN),
        written(None, CX, "10", UN, since=2025),
        written(None, CX, "8", UN, since=2030),
    ]
    assert Conversions(factors, on=TODAY).factor(FILTER, CX, UN) == 10
    assert Conversions(factors, on=date(2024, 12, 31)).factor(FILTER, CX, UN) == 12
    assert Conversions([*factors, written(None, UN, "0.1", CX, since=2026)], on=TODAY).factor(FILTER, CX, UN) == 10


def test_a_unit_is_itself() -> None:
    assert Conversions([], on=TODAY).factor(FILTER, UN, UN) == 1


def test_what_does_not_fit_the_unit_is_refused_with_its_neighbours() -> None:
    assert in_places(Fraction(36), 0) == Decimal(36)
    assert in_places(Fraction(5, 2), 1) == Decimal("2.5")
    with pytest.raises(NotDivisible) as refused:
        in_places(Fraction(5, 2), 0)
    assert (refused.value.below, refused.value.above) == (2, 3)


def test_a_kit_explodes_into_exact_quantities() -> None:
    assert exploded(
        Decimal(3), [(FILTER, Decimal(1)), (BOLT, Decimal("1.5")), (FILTER, Decimal(2))], {FILTER: 0, BOLT: 1}
    ) == [
        (FILTER, Decimal(9)),
        (BOLT, Decimal("4.5")),
    ]
    with pytest.raises(NotDivisible):
        exploded(Decimal("0.5"), [(FILTER, Decimal(1))], {FILTER: 0})


@pytest.mark.parametrize(
    ("multiple", "held", "expected"),
    [
        ("6", "12", "0.5"),
        ("10", "12", "2.5"),
        ("12", "12", "1"),
        ("1", "1/3", "3"),
        ("7", "9", "7"),
        ("0.5", "1", "0.5"),
    ],
)
def test_a_multiple_in_another_unit_is_the_least_that_can_be_written(multiple: str, held: str, expected: str) -> None:
    assert multiple_in(Decimal(multiple), Fraction(held)) == Decimal(expected)
