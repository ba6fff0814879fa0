"""Novo preço: the price solved backwards, through header discount and repasse."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.engines.pricing import (
    Header,
    HeaderDiscount,
    LineState,
    NoTarget,
    PassThrough,
    Precedence,
    PriceCandidate,
    PricedLine,
    PricedOrder,
    solve,
)

D = Decimal
DAY = date(2026, 11, 26)


PLAIN = Header()


def order(header: Header = PLAIN, **more: object) -> PricedOrder:
    candidate = PriceCandidate(Precedence.BASE_LIST, D("100.00"), "UN", "Base", places=4)
    lines = tuple(
        PricedLine(number, D(10), "UN", candidates=(candidate,), **more)  # type: ignore[arg-type]
        for number in (1, 2)
    )
    return PricedOrder(lines, DAY, header=header)


def test_the_discount_that_leads_to_a_price() -> None:
    found = solve(order(), 1, D("92.50"))
    assert (found.new_price, found.discount) == (D("92.5"), D("7.5000"))
    assert found.line(1).net_unit_price == D("92.50")
    assert "o desconto é de 7,5%" in found.line(1).derivation[1].reason


def test_a_price_above_the_list_is_a_surcharge() -> None:
    assert solve(order(), 1, D("105.00")).discount == D("-5.0000")


def test_header_discount_and_repasse_are_undone() -> None:
    header = Header(discount=HeaderDiscount(percent=D(10)))
    repasse = PassThrough("Repasse", listed=D(18), paid=D(12))
    found = solve(order(header, pass_through=repasse), 2, D("80.00"))
    assert abs(found.line(2).net_unit_price - D("80.00")) <= D("0.001")
    assert found.new_price == D("95.3930")


@given(wanted=st.integers(min_value=100, max_value=50_000).map(lambda cents: D(cents) / 100), off=st.integers(0, 50))
def test_the_answer_replayed_gives_the_price_wanted(wanted: Decimal, off: int) -> None:
    found = solve(order(Header(discount=HeaderDiscount(amount=D(off)))), 1, wanted)
    assert abs(found.line(1).net_unit_price - wanted) <= D("0.01")


@pytest.mark.parametrize(("number", "price"), [(3, "10"), (1, "0"), (1, "-5")])
def test_where_no_price_leads(number: int, price: str) -> None:
    with pytest.raises(NoTarget):
        solve(order(), number, D(price))


def test_without_a_starting_price_there_is_no_target() -> None:
    bare = PricedOrder((PricedLine(1, D(1), "UN"),), DAY)
    with pytest.raises(NoTarget, match="preço de origem"):
        solve(bare, 1, D(10))


@pytest.mark.parametrize(
    ("header", "line", "words"),
    [
        (Header(discount=HeaderDiscount(percent=D(100))), {}, "100%"),
        (PLAIN, {"pass_through": PassThrough("Repasse", deduction=D(100))}, "100%"),
        (Header(discount=HeaderDiscount(percent=D(5), replaces_lines=True)), {}, "substitui"),
        (PLAIN, {"state": LineState.CANCELLED}, "cancelado"),
    ],
)
def test_where_what_is_typed_moves_nothing(header: Header, line: dict[str, object], words: str) -> None:
    with pytest.raises(NoTarget, match=words):
        solve(order(header, **line), 1, D(90))


def test_a_fixed_line_keeps_its_price_under_a_header_discount() -> None:
    header = Header(discount=HeaderDiscount(percent=D(100), replaces_lines=True))
    assert solve(order(header, state=LineState.FIXED), 1, D(90)).line(1).net_unit_price == D(90)
