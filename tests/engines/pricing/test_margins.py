"""Margins by their definitions, their ranges, and the price that reaches one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from vinculo.engines.pricing import (
    MarginRange,
    ProblemCode,
    Revenue,
    financial_cost,
    margins,
    order_margins,
    price_for_margin,
)

# The worked sale of the specification: 10 × 100.00, discount 50.00, freight 30.00.
SALE = Revenue(
    operation=Decimal("980.00"),
    cost=Decimal("600.00"),
    icms=Decimal("176.40"),
    pis=Decimal("13.26"),
    cofins=Decimal("61.07"),
    commission=Decimal("28.50"),
    freight_paid=Decimal("30.00"),
    financial_cost=Decimal("11.12"),
    cost_name="custo médio",
    cost_on=date(2026, 11, 22),
)


def test_the_worked_margins() -> None:
    found = margins(SALE)
    assert found.net_revenue == Decimal("729.27")
    assert (found.gross, found.gross_percent) == (Decimal("129.27"), Decimal("17.73"))
    assert (found.contribution, found.contribution_percent) == (Decimal("59.65"), Decimal("8.18"))
    assert "custo médio de 22/11/2026" in found.derivation[1].reason


@pytest.mark.parametrize(
    ("least", "most", "holds"),
    [("17.73", "17.73", True), ("17.74", None, False), (None, "17.72", False), ("10", "20", True)],
)
def test_ranges_include_their_ends_and_too_high_is_told_too(least: str | None, most: str | None, holds: bool) -> None:
    allowed = MarginRange(Decimal(least) if least else None, Decimal(most) if most else None)
    problems = margins(SALE, gross_range=allowed).problems
    assert (problems == ()) is holds
    if problems:
        assert problems[0].code is ProblemCode.MARGIN_OUT_OF_RANGE
        assert problems[0].sentence.startswith("MB de 17,73%, a")
        assert problems[0].sentence.endswith(": fora da faixa.")


def test_without_cost_or_revenue_there_is_a_problem_and_no_number() -> None:
    missing = margins(replace(SALE, cost=None))
    assert (missing.gross_percent, missing.problems[0].code) == (None, ProblemCode.MISSING_COST)
    given_away = margins(replace(SALE, operation=Decimal(0), icms=Decimal(0), pis=Decimal(0), cofins=Decimal(0)))
    assert (given_away.contribution_percent, given_away.problems[0].code) == (None, ProblemCode.NO_NET_REVENUE)


def test_the_order_weighs_its_lines_by_net_revenue() -> None:
    small = Revenue(operation=Decimal("100.00"), cost=Decimal("10.00"))
    order = order_margins([margins(SALE), margins(small)])
    # (129.27 + 90.00) / (729.27 + 100.00), not the mean of 17.73 and 90.00.
    assert order.gross_percent == Decimal("26.44")
    for lacking, code in (
        (replace(small, cost=None), ProblemCode.MISSING_COST),
        (replace(small, operation=Decimal(0)), ProblemCode.NO_NET_REVENUE),
    ):
        without = order_margins([margins(SALE), margins(lacking)])
        assert (without.gross_percent, [problem.code for problem in without.problems]) == (None, [code])


def test_the_least_price_that_keeps_a_margin() -> None:
    revenue = Revenue(operation=Decimal("1000.00"), cost=Decimal("600.00"), icms=Decimal("180.00"))
    price = price_for_margin(revenue, Decimal(10), Decimal(30), contribution=False, places=2)
    assert price == Decimal("104.53")
    # 1,045.30 leaves 857.15 after 18 %: 30.00 %. One cent less per unit would not.
    reached = margins(replace(revenue, operation=Decimal("1045.30"), icms=Decimal("188.15")))
    assert reached.gross_percent == Decimal("30.00")
    assert price_for_margin(revenue, Decimal(10), Decimal(100), contribution=False, places=2) is None


def test_what_does_not_move_with_the_price_is_left_where_it_is() -> None:
    """1,000.00 of goods and 50.00 of freight charged; 30.00 of freight paid; ICMS of 18 %, commission of 3 %."""
    revenue = Revenue(
        operation=Decimal("1050.00"),
        charged=Decimal("50.00"),
        cost=Decimal("600.00"),
        icms=Decimal("189.00"),
        commission=Decimal("31.50"),
        freight_paid=Decimal("30.00"),
    )
    # 630 ÷ (0.82 × 0.80 − 0.03) = 1,006.39 of operation; 956.39 of goods in ten units.
    price = price_for_margin(revenue, Decimal(10), Decimal(20), contribution=True, places=2)
    assert price == Decimal("95.64")
    at_it = replace(revenue, operation=Decimal("1006.40"), icms=Decimal("181.15"), commission=Decimal("30.19"))
    assert margins(at_it).contribution_percent == Decimal("20.00")
    # A tariff weighs as the freight does; a fee of so much per cent as the commission.
    tariff = replace(revenue, freight_paid=Decimal(0), fees=Decimal("30.00"), fixed_fees=Decimal("30.00"))
    fee = replace(revenue, commission=Decimal(0), fees=Decimal("31.50"))
    for same in (tariff, fee):
        assert price_for_margin(same, Decimal(10), Decimal(20), contribution=True, places=2) == price


def test_relief_that_comes_off_the_total_is_not_revenue() -> None:
    found = margins(Revenue(operation=Decimal("1000.00"), relief=Decimal("70.00"), cost=Decimal("600.00")))
    assert (found.net_revenue, found.gross_percent) == (Decimal("930.00"), Decimal("35.48"))
    assert "Operação R$\xa01.000,00 − ICMS desonerado R$\xa070,00 = R$\xa0930,00." in found.derivation[0].reason


def test_money_waiting_costs_simple_interest() -> None:
    assert financial_cost(Decimal("1111.91"), Decimal(1), Decimal(30)) == Decimal("11.12")
