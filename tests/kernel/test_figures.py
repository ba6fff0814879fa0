"""Money, rates and quantities as Brazilians read them."""

from decimal import Decimal

import pytest

from vinculo.kernel import figures


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1234.56", 2, "R$\u00a01.234,56"),
        ("0", 2, "R$\u00a00,00"),
        ("-320.5", 2, "−R$\u00a0320,50"),
        ("1284000", 0, "R$\u00a01.284.000"),
        ("0.005", 2, "R$\u00a00,01"),
        ("-0.004", 2, "R$\u00a00,00"),
        ("2.5", 0, "R$\u00a03"),
    ],
)
def test_money_is_written_with_comma_and_rounds_half_up(value: str, places: int, text: str) -> None:
    assert figures.amount_in_reais(Decimal(value), places=places) == text


@pytest.mark.parametrize(
    ("value", "text"), [("18.00", "18%"), ("19.50", "19,5%"), ("50.2439", "50,2439%"), ("0", "0%"), ("100", "100%")]
)
def test_a_rate_shows_the_decimals_it_has(value: str, text: str) -> None:
    assert figures.percentage(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"), [("2.72875", "R$\u00a02,72875"), ("1000", "R$\u00a01.000,00"), ("9.5", "R$\u00a09,50")]
)
def test_a_unit_price_shows_at_least_cents(value: str, text: str) -> None:
    assert figures.unit_price_in_reais(Decimal(value)) == text


def test_what_is_counted_agrees_with_its_number() -> None:
    assert [figures.counted(count, "linha", "linhas") for count in (0, 1, 1250)] == [
        "0 linhas", "1 linha", "1.250 linhas",
    ]  # fmt: skip


def test_what_moved_has_its_sign() -> None:
    moved = [figures.reais_moved(Decimal(gap)) for gap in ("10", "-10", "0")]
    assert moved == ["+R$\u00a010,00", "\u2212R$\u00a010,00", "R$\u00a00,00"]
    points = [figures.points_moved(Decimal(gap)) for gap in ("1.50", "-0.25", "0")]
    assert points == ["+1,5 p.p.", "\u22120,25 p.p.", "0 p.p."]
