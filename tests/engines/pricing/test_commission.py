"""Commission: its base, its bands, its shares, when it is owed, and what a return takes back."""

from datetime import date
from decimal import Decimal

import pytest

from vinculo.engines.pricing import (
    BuyerIs,
    CommissionBase,
    CommissionRule,
    PaymentTerm,
    Seller,
    Trigger,
    commission,
    instalments,
    reversal,
    rule_for,
)
from vinculo.engines.pricing.commission import BadSplit, Commission

DAY = date(2026, 11, 26)


def earned(rule: CommissionRule, sellers: tuple[Seller, ...] = (Seller("Ana"),)) -> Commission:
    return commission(
        rule,
        net_goods=Decimal("950.00"),
        total=Decimal("1111.91"),
        discount=Decimal(5),
        sellers=sellers,
        invoiced_on=DAY,
        instalments=instalments(Decimal("1111.91"), PaymentTerm("30/60", (30, 60)), DAY).instalments,
    )


def test_three_points_of_the_goods_and_half_of_it_back_with_half_the_goods() -> None:
    paid = earned(CommissionRule(Decimal(3)))
    assert paid.amount == Decimal("28.50")
    assert reversal(paid, Decimal("475.00")) == Decimal("-14.25")
    assert "3% sobre R$\u00a0950,00 (valor do item, já com os descontos) = R$\u00a028,50" in paid.derivation[0].reason


def test_a_representative_earns_on_the_total() -> None:
    assert earned(CommissionRule(Decimal(3), base=CommissionBase.TOTAL)).amount == Decimal("33.36")


def test_a_discount_past_the_threshold_falls_into_the_lower_band() -> None:
    bands = [
        CommissionRule(Decimal(1)),
        CommissionRule(Decimal(2), up_to_discount=Decimal(10)),
        CommissionRule(Decimal(3), up_to_discount=Decimal(5)),
    ]
    found = [rule_for(bands, Decimal(discount)) for discount in ("0", "5", "5.01", "10.01")]
    assert [rule and rule.rate for rule in found] == [3, 3, 2, 1]
    assert rule_for(bands[1:], Decimal(11)) is None


def test_shares_sum_to_the_commission() -> None:
    paid = earned(CommissionRule(Decimal(3)), (Seller("Ana", Decimal("33.3")), Seller("Davi", Decimal("66.7"))))
    assert [part.amount for part in paid.parts] == [Decimal("9.49"), Decimal("19.01")]
    with pytest.raises(BadSplit):
        earned(CommissionRule(Decimal(3)), (Seller("Ana", Decimal(50)),))


def test_owed_on_receipt_it_follows_the_instalments_and_is_paid_by_the_fifteenth() -> None:
    dues = earned(CommissionRule(Decimal(3), trigger=Trigger.RECEIPT)).dues
    assert [due.amount for due in dues] == [Decimal("14.25"), Decimal("14.25")]
    # 26-12-2026 is a Saturday.
    assert [(due.owed_on, due.payable_by) for due in dues] == [
        (date(2026, 12, 28), date(2027, 1, 15)),
        (date(2027, 1, 25), date(2027, 2, 15)),
    ]
    assert earned(CommissionRule(Decimal(3))).dues[0].payable_by == date(2026, 12, 15)


def test_part_with_the_invoice_and_the_rest_as_the_customer_pays() -> None:
    paid = earned(CommissionRule(Decimal(3), on_invoicing=Decimal(50)))
    assert [(due.amount, due.owed_on) for due in paid.dues] == [
        (Decimal("14.25"), DAY),
        (Decimal("7.13"), date(2026, 12, 28)),
        (Decimal("7.12"), date(2027, 1, 25)),
    ]
    assert sum(due.amount for due in paid.dues) == paid.amount


@pytest.mark.parametrize(
    ("buyer", "last"),
    [
        (BuyerIs.SAME_TOWN, date(2026, 12, 11)),
        (BuyerIs.SAME_STATE, date(2026, 12, 26)),
        (BuyerIs.OTHER_STATE, date(2027, 1, 25)),
        (BuyerIs.ABROAD, date(2027, 3, 26)),
    ],
)
def test_an_order_of_a_representative_is_refused_in_time_or_its_commission_is_owed(buyer: BuyerIs, last: date) -> None:
    paid = earned(CommissionRule(Decimal(3), buyer_is=buyer))
    assert paid.refuse_by == last
    assert "art. 33" in paid.derivation[-1].source
    assert earned(CommissionRule(Decimal(3))).refuse_by is None
