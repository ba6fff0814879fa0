"""The pure rules of stock; the figures of first expired, first out are those of docs/algorithms/fefo.md."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from vinculo.catalogue.rules import Conversions, WrittenFactor
from vinculo.stock import rules
from vinculo.stock.queries.units import Factors, NotExact
from vinculo.stock.rules import BadQuantity, LotDemand, LotStock, QuotaBalance

TODAY = date(2026, 11, 22)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "fefo.md"


def worked_figures() -> list[list[str]]:
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ") and line[2].isdigit()]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def day_of(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def lots_of(text: str) -> tuple[list[LotStock], list[str]]:
    names, stocks = [], []
    for number, part in enumerate(text.split(";")):
        name, _, told = part.partition(":")
        free, expiry, *rest = (word.strip() for word in told.split(","))
        stocks.append(
            LotStock(
                number,
                Decimal(free),
                None if expiry == "—" else day_of(expiry),
                next((day_of(word) for word in rest if word[0].isdigit()), None),
                "quarantine" not in rest,
            )
        )
        names.append(name.strip())
    return stocks, names


@pytest.mark.parametrize("row", worked_figures(), ids=lambda row: " · ".join(row[:3]))
def test_the_worked_figures_of_the_page(row: list[str]) -> None:
    wanted, lots, asked, taken, missing, skipped = row
    stocks, names = lots_of(lots)
    days = int(asked.removeprefix("min ")) if asked.startswith("min") else 0
    found = rules.allocate(Decimal(wanted), stocks, on=TODAY, demand=LotDemand(days, asked == "one lot"))
    assert ", ".join(f"{names[take.key]} {take.quantity}" for take in found.takes) == taken
    assert found.missing == Decimal(missing)
    assert ", ".join(f"{names[key]} {reason}" for key, reason in found.skipped) == skipped


def test_what_is_taken_never_exceeds_what_is_free_nor_what_is_wanted() -> None:
    stocks = [LotStock(number, Decimal(number % 4), date(2027, 1 + number % 12, 1)) for number in range(20)]
    for wanted in range(1, 60):
        found = rules.allocate(Decimal(wanted), stocks, on=TODAY)
        total = sum(take.quantity for take in found.takes)
        assert total + found.missing == wanted
        assert all(0 < take.quantity <= stocks[take.key].free for take in found.takes)


@pytest.mark.parametrize("text", ["0.00001", "1e20", "NaN", "Infinity"])
def test_a_quantity_no_balance_can_hold_is_refused(text: str) -> None:
    with pytest.raises(BadQuantity):
        rules.exact(Decimal(text))


@pytest.mark.parametrize(
    ("differences", "limit", "may"),
    [
        ([(3, "10")], "30", True),
        ([(3, "10")], "29.99", False),
        ([(3, "10"), (-3, "10")], "59", False),
        ([(-3, "10")], "30", True),
        ([(1, None)], "1000000", False),
        ([], "0", True),
    ],
)
def test_losses_and_gains_of_a_count_add_up(differences: list[tuple[int, str | None]], limit: str, may: bool) -> None:
    told = [(Fraction(quantity), Decimal(cost) if cost else None) for quantity, cost in differences]
    assert rules.may_adjust(told, limit=Decimal(limit)) is may


@pytest.mark.parametrize(
    ("available", "issued", "days", "lasts"), [(90, 45, 90, 180), (10, 3, 90, 300), (1, 100, 90, 0), (5, 0, 90, None)]
)
def test_coverage_is_whole_days_at_the_pace_of_the_period(
    available: int, issued: int, days: int, lasts: int | None
) -> None:
    assert rules.coverage_days(Decimal(available), Decimal(issued), days) == lasts


def test_the_quota_with_the_least_balance_speaks() -> None:
    quotas = [QuotaBalance(1, Decimal(10), Decimal(4)), QuotaBalance(2, Decimal(5), Decimal(3))]
    assert rules.exhausted(Decimal(2), quotas) is None
    assert rules.exhausted(Decimal(7), quotas) == quotas[1]


def test_conversion_is_exact_or_refused() -> None:
    boxes = WrittenFactor(1, 7, 8, Decimal(12), Decimal(1), TODAY)
    thirds = WrittenFactor(2, 7, 8, Decimal(1), Decimal(3), TODAY)
    factors = Factors(Conversions([boxes, thirds], on=TODAY))
    assert factors.convert(1, Decimal(3), 7, 8) == 36
    assert factors.convert(1, Decimal(36), 8, 7) == 3
    assert factors.convert(1, Decimal("0.0012"), 8, 7) == Decimal("0.0001")
    assert factors.convert(1, Decimal(1), 7, 9) is None
    with pytest.raises(NotExact):
        factors.convert(2, Decimal(1), 7, 8)
