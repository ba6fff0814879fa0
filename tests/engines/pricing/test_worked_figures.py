"""Every worked figure of docs/algorithms about prices, instalments, margins, commission and dates, to the cent."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from tests.engines.worked import table
from vinculo.engines.pricing import (
    CommissionBase,
    CommissionRule,
    Interest,
    PassThrough,
    PaymentTerm,
    Precedence,
    PriceCandidate,
    PricedLine,
    PricedOrder,
    Residue,
    Revenue,
    Seller,
    commission,
    instalments,
    margins,
    price_for_net,
    price_order,
    read_days,
    reversal,
    taxable_unit,
)
from vinculo.engines.pricing.line import LinePrice
from vinculo.engines.promise import Place, PromiseRequest, Receipt, promise

D = Decimal
DAY = date(2026, 11, 26)


def priced(price: str, **more: object) -> LinePrice:
    candidate = PriceCandidate(Precedence.BASE_LIST, D(price), "UN", "Base")
    line = PricedLine(1, D(1), "UN", candidates=(candidate,), **more)  # type: ignore[arg-type]
    return price_order(PricedOrder((line,), DAY)).lines[0]


@pytest.mark.parametrize(
    ("listed", "percents", "unit"), table("pricing.md", "List price", "Percentages, in a row", "Unit price")
)
def test_cascades(listed: str, percents: str, unit: str) -> None:
    chain = [D(each) for each in percents.split()]
    discounts = tuple(-each for each in chain if each < 0)
    surcharges = tuple(each for each in chain if each > 0)
    assert priced(listed, discounts=discounts, surcharges=surcharges).unit_price == D(unit)


@pytest.mark.parametrize(
    ("price", "listed", "paid", "deduction", "net"),
    table("pricing.md", "Price", "Listed", "Paid", "Deduction", "Net"),
)
def test_repasses(price: str, listed: str, paid: str, deduction: str, net: str) -> None:
    repasse = (
        PassThrough("Repasse", deduction=D(deduction)) if deduction else PassThrough("Repasse", D(listed), D(paid))
    )
    assert priced(price, pass_through=repasse).net == D(net)


@pytest.mark.parametrize(
    ("goods", "quantity", "factor", "taxable", "price"),
    table("pricing.md", "Goods", "Quantity", "Factor", "Taxable quantity", "Taxable unit price"),
)
def test_taxable_units(goods: str, quantity: str, factor: str, taxable: str, price: str) -> None:
    assert taxable_unit(D(goods), D(quantity), D(factor)) == (D(taxable), D(price))


@pytest.mark.parametrize(
    ("days", "rate", "interest", "price"), table("pricing.md", "Term", "Rate", "Interest", "Price of 1000.00")
)
def test_terms(days: str, rate: str, interest: str, price: str) -> None:
    term = PaymentTerm(days, read_days(days)[0], interest=Interest(interest), rate=D(rate))
    candidate = PriceCandidate(Precedence.BASE_LIST, D("1000.00"), "UN", "Base", places=2)
    order = PricedOrder((PricedLine(1, D(1), "UN", candidates=(candidate,)),), DAY, term)
    assert price_order(order).net == D(price)


@pytest.mark.parametrize(("net", "points", "price"), table("pricing.md", "Net", "Points inside", "Price"))
def test_prices_for_a_net(net: str, points: str, price: str) -> None:
    assert price_for_net(D(net), *map(D, points.split()), places=2) == D(price)


@pytest.mark.parametrize(
    ("total", "days", "minimum", "taxes", "residue", "expected"),
    table("instalments.md", "Total", "Term", "Minimum", "IPI + ST", "Residue", "Instalments"),
)
def test_instalments(total: str, days: str, minimum: str, taxes: str, residue: str, expected: str) -> None:
    term = PaymentTerm(
        days,
        read_days(days)[0],
        minimum_instalment=D(minimum),
        taxes_in_first=D(taxes) > 0,
        residue=Residue(residue),
    )
    plan = instalments(D(total), term, DAY, taxes=D(taxes))
    assert " ".join(str(each.amount) for each in plan.instalments) == expected


@pytest.mark.parametrize(
    "row",
    table(
        "margins.md", "Operation", "ICMS", "PIS", "COFINS", "CMV", "Commission", "Freight paid", "Financial",
        "RL", "MB", "MB %", "MC", "MC %",
    ),
)  # fmt: skip
def test_margins(row: tuple[str, ...]) -> None:
    operation, icms, pis, cofins, cost, paid, freight, financial, *expected = map(D, row)
    found = margins(
        Revenue(
            operation, cost, icms=icms, pis=pis, cofins=cofins, commission=paid, freight_paid=freight,
            financial_cost=financial,
        )
    )  # fmt: skip
    answer = [found.net_revenue, found.gross, found.gross_percent, found.contribution, found.contribution_percent]
    assert answer == expected


@pytest.mark.parametrize(
    ("goods", "total", "base", "rate", "amount", "returned", "back"),
    table("commission.md", "Net goods", "Total", "Base", "Rate", "Commission", "Returned", "Taken back"),
)
def test_commissions(goods: str, total: str, base: str, rate: str, amount: str, returned: str, back: str) -> None:
    paid = commission(
        CommissionRule(D(rate), base=CommissionBase(base)),
        net_goods=D(goods),
        total=D(total),
        discount=D(0),
        sellers=(Seller("Ana"),),
        invoiced_on=DAY,
    )
    assert (paid.amount, reversal(paid, D(returned))) == (D(amount), D(back))


@pytest.mark.parametrize(
    ("at", "uf", "available", "quantity", "receipt", "lead", "picking", "transit", "expected"),
    table(
        "promise.md", "Ordered at", "State", "Available", "Quantity", "Receipt", "Lead days", "Picking", "Transit",
        "Promise",
    ),
)  # fmt: skip
def test_promises(
    at: str,
    uf: str,
    available: str,
    quantity: str,
    receipt: str,
    lead: str,
    picking: str,
    transit: str,
    expected: str,
) -> None:
    receipts = ()
    if receipt:
        day, free = receipt.split(":")
        receipts = (Receipt(date.fromisoformat(day), D(free)),)
    found = promise(
        PromiseRequest(
            quantity=D(quantity),
            ordered_at=datetime.fromisoformat(at),
            on_hand=D(available),
            receipts=receipts,
            lead_days=int(lead) if lead else None,
            picking_days=int(picking),
            transit_days=int(transit),
            cut_off=time(14),
            origin=Place(uf),
            destination=Place(uf),
        )
    )
    assert found.promised == date.fromisoformat(expected)
