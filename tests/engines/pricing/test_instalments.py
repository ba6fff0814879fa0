"""Instalments: exact sums, ST and IPI in the first, the minimum, days without banks."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.engines.pricing import BadTerm, PaymentTerm, Residue, instalments
from vinculo.kernel.calendar import bank_closings_of, is_banking_day

THIRDS = PaymentTerm("30/60/90", (30, 60, 90))
DAY = date(2026, 3, 2)


def amounts(total: str, term: PaymentTerm, **more: Decimal) -> list[str]:
    return [str(each.amount) for each in instalments(Decimal(total), term, DAY, **more).instalments]


def test_the_residue_goes_to_the_last_or_to_the_first() -> None:
    assert amounts("1000.00", THIRDS) == ["333.33", "333.33", "333.34"]
    first = PaymentTerm("30/60/90", (30, 60, 90), residue=Residue.FIRST)
    assert amounts("1000.00", first) == ["333.34", "333.33", "333.33"]


def test_no_instalment_is_of_nothing() -> None:
    ten = tuple(range(30, 301, 30))
    assert amounts("0.05", PaymentTerm("10x", ten)) == ["0.01"] * 5
    whole = PaymentTerm("10x", ten, taxes_in_first=True)
    assert amounts("80.00", whole, taxes=Decimal("80.00")) == ["80.00"]


def test_ipi_and_st_may_go_whole_in_the_first() -> None:
    term = PaymentTerm("30/60/90", (30, 60, 90), taxes_in_first=True)
    assert amounts("1111.91", term, taxes=Decimal("131.91")) == ["458.58", "326.67", "326.66"]


def test_the_minimum_shortens_the_term() -> None:
    term = PaymentTerm("30/60/90", (30, 60, 90), minimum_instalment=Decimal(400))
    plan = instalments(Decimal("1000.00"), term, DAY)
    assert [each.amount for each in plan.instalments] == [Decimal("500.00")] * 2
    assert not plan.below_minimum
    assert "cai de 3 para 2" in plan.derivation[0].reason
    alone = instalments(Decimal("300.00"), term, DAY)
    assert [each.amount for each in alone.instalments] == [Decimal("300.00")]
    assert alone.below_minimum


def test_of_the_minimum_of_the_term_and_of_the_matrix_the_larger_holds() -> None:
    term, row = (
        PaymentTerm("30/60/90", (30, 60, 90), minimum_instalment=Decimal(400)),
        "Matriz de valor mínimo, linha 1",
    )
    larger = instalments(Decimal("1000.00"), term, DAY, minimum=Decimal(600), minimum_row=row)
    assert [each.amount for each in larger.instalments] == [Decimal("1000.00")]
    assert "parcela mínima de R$\u00a0600,00, o número de parcelas cai de 3 para 1" in larger.derivation[0].reason
    assert larger.derivation[0].row == row
    smaller = instalments(Decimal("1000.00"), term, DAY, minimum=Decimal(300), minimum_row=row)
    assert len(smaller.instalments) == 2
    assert "parcela mínima de R$\u00a0400,00" in smaller.derivation[0].reason
    assert smaller.derivation[0].row == ""


def test_shares_in_points() -> None:
    term = PaymentTerm("0/28/56", (0, 28, 56), shares=(Decimal(40), Decimal(30), Decimal(30)))
    assert amounts("99.99", term) == ["40.00", "30.00", "29.99"]


def test_a_due_date_without_banks_is_payable_on_the_next_banking_day() -> None:
    # Carnival Monday of 2027 is 8 February; the banks open again on Ash Wednesday.
    plan = instalments(Decimal(100), PaymentTerm("7", (7,)), date(2027, 2, 1), uf="SP")
    only = plan.instalments[0]
    assert (only.due, only.payable) == (date(2027, 2, 8), date(2027, 2, 10))
    assert "Lei 7.089/1983" in plan.derivation[-1].source
    town = instalments(Decimal(100), PaymentTerm("0", (0,)), date(2026, 7, 14), local_holidays={date(2026, 7, 14)})
    assert town.instalments[0].payable == date(2026, 7, 15)


def test_banks_close_on_carnival_and_corpus_christi_though_they_are_no_holidays() -> None:
    assert bank_closings_of(2026) == {date(2026, 2, 16), date(2026, 2, 17), date(2026, 6, 4)}
    assert not is_banking_day(date(2026, 6, 4), "SP")
    assert is_banking_day(date(2026, 2, 18), "SP")


@pytest.mark.parametrize("total", ["-1", "1.005"])
def test_a_total_that_cannot_be_paid_is_refused(total: str) -> None:
    with pytest.raises(BadTerm):
        instalments(Decimal(total), THIRDS, DAY)


def test_nothing_to_pay_has_no_instalments() -> None:
    assert instalments(Decimal(0), THIRDS, DAY).instalments == ()


@given(
    cents=st.integers(min_value=1, max_value=10**9),
    taxes=st.integers(min_value=0, max_value=10**9),
    days=st.lists(st.integers(min_value=0, max_value=400), min_size=1, max_size=12, unique=True),
    in_first=st.booleans(),
    residue=st.sampled_from(Residue),
)
def test_instalments_always_sum_to_the_total(
    cents: int, taxes: int, days: list[int], in_first: bool, residue: Residue
) -> None:
    total = Decimal(cents) / 100
    inside = min(Decimal(taxes) / 100, total)
    term = PaymentTerm("x", tuple(sorted(days)), taxes_in_first=in_first, residue=residue)
    plan = instalments(total, term, DAY, taxes=inside).instalments
    assert sum(each.amount for each in plan) == total
    assert all(each.amount >= 0 for each in plan)
    assert all(each.payable >= each.due for each in plan)
