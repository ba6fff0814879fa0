"""The price of lines and orders: sources, conversion, cascade, header, repasse, and what forbids a price."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.engines.derivation import as_data
from vinculo.engines.pricing import (
    Adjustment,
    Header,
    HeaderDiscount,
    Interest,
    LineState,
    Minimums,
    Negotiation,
    OrderPrice,
    PassThrough,
    PaymentTerm,
    Precedence,
    PriceCandidate,
    PricedLine,
    PricedOrder,
    ProblemCode,
    PromotionBand,
    ShareBy,
    UnitFactor,
    price_for_net,
    price_order,
    taxable_unit,
)
from vinculo.kernel.allocation import CannotAllocate
from vinculo.kernel.exact import ZERO, NotExact, rounded

DAY = date(2026, 11, 26)
D = Decimal


def listed(
    price: str, precedence: Precedence = Precedence.BASE_LIST, unit: str = "UN", **more: object
) -> PriceCandidate:
    return PriceCandidate(precedence, D(price), unit, "Tabela base", row="linha 1", **more)  # type: ignore[arg-type]


def line(price: str = "1000.00", quantity: str = "1", **more: object) -> PricedLine:
    given = {"number": 1, "quantity": D(quantity), "unit": "UN", "candidates": (listed(price),)}
    return PricedLine(**(given | more))  # type: ignore[arg-type]


def priced(*lines: PricedLine, **more: object) -> OrderPrice:
    numbered = tuple(replace(each, number=number) for number, each in enumerate(lines, start=1))
    return price_order(PricedOrder(numbered, DAY, **more))  # type: ignore[arg-type]


def test_percentages_fall_on_what_the_one_before_left() -> None:
    found = priced(line(discounts=(D(10), D(5), D(2)))).lines[0]
    assert found.unit_price == D("837.9")
    assert found.goods == D("837.90")
    assert (found.given_discount, found.below_list) == (D("16.21"), D("16.21"))


def test_every_step_in_its_order() -> None:
    found = priced(
        line(
            "100.00",
            "12",
            negotiation=Negotiation("À vista", percent=D(-4)),
            promotions=(
                PromotionBand("Semana do filtro", D(2), from_quantity=D(6)),
                PromotionBand("Semana do filtro", D(5), from_quantity=D(12)),
            ),
            adjustments=(Adjustment("Cliente A", D("-1.5")), Adjustment("Entrega urgente", D(3))),
            discounts=(D("2.5"), D("1.25")),
        ),
        term=PaymentTerm("30/60", (30, 60), interest=Interest.SIMPLE, rate=D(2)),
    ).lines[0]
    codes = [step.code for step in found.derivation]
    assert codes == [
        "price.list",
        "price.negotiation",
        "price.promotion",
        "price.term",
        "price.adjustment",
        "price.adjustment",
        "price.seller",
        "price.seller",
        "price.rounded",
        "line.goods",
        "line.given",
        "line.below_list",
    ]
    exact = D(100) * D("0.96") * D("0.95") * D("1.03") * D("0.985") * D("1.03") * D("0.975") * D("0.9875")
    assert found.unit_price == rounded(exact, 10)
    assert found.given_discount == D("3.72")
    assert "5% de desconto sobre R$\u00a096,00 = R$\u00a091,20" in found.derivation[2].reason


def test_the_precedence_of_prices_and_why_the_others_lost() -> None:
    candidates = (
        listed("100.00"),
        listed("95.00", Precedence.CUSTOMER_LIST),
        listed("90.00", Precedence.CUSTOMER_PRODUCT, valid_until=date(2026, 11, 25)),
        listed("97.00", Precedence.REGION_LIST),
    )
    found = priced(line(candidates=candidates)).lines[0]
    assert found.unit_price == D(95)
    assert found.source is candidates[1]
    note = found.derivation[0].reason
    assert "terminou em 25/11/2026" in note
    assert "cede à tabela do cliente" in note


def test_a_candidate_that_lost_is_told_by_what_it_lacked() -> None:
    candidates = (
        listed("100.00", Precedence.CUSTOMER_LIST),
        listed("900.00", Precedence.CUSTOMER_PRODUCT, "CX"),
        listed("95.00", Precedence.CUSTOMER_PRODUCT, from_quantity=D(50)),
        listed("90.00", Precedence.BASE_LIST, from_quantity=D(5)),
    )
    note = priced(line(candidates=candidates, quantity="10")).lines[0].derivation[0].reason
    assert "(falta o fator de conversão de CX para UN)" in note
    assert "(só a partir de 50 UN)" in note
    assert "(tabela base cede à tabela do cliente)" in note


def test_a_contract_with_balance_replaces_the_list_price() -> None:
    contract = PriceCandidate(Precedence.CONTRACT, D("80.00"), "UN", "Contrato 7", balance=D(10), is_closed=True)
    both = (listed("100.00"), contract)
    negotiation = Negotiation("Volume", percent=D(-10))
    agreed = priced(line(candidates=both, quantity="10", negotiation=negotiation)).lines[0]
    assert agreed.unit_price == D(80)
    assert [step.code for step in agreed.derivation] == ["price.list", "price.contract", "price.closed", "line.goods"]
    spent = priced(line(candidates=both, quantity="11", negotiation=negotiation)).lines[0]
    assert spent.unit_price == D(90)
    assert "Contrato 7 (saldo de 10 UN, menor que a quantidade)" in spent.derivation[0].reason


def test_quantity_bands_of_a_list() -> None:
    bands = (listed("10.00"), listed("9.00", from_quantity=D(10)), listed("8.00", from_quantity=D(100)))
    prices = [priced(line(candidates=bands, quantity=many)).lines[0].unit_price for many in ("9.9999", "10", "100")]
    assert prices == [D(10), D(9), D(8)]


def test_two_prices_that_tie_are_told_and_never_picked_from() -> None:
    twins = (listed("10.00"), replace(listed("11.00"), row="linha 2"))
    found = priced(line(candidates=twins)).lines[0]
    assert (found.is_priced, found.problems[0].code) == (False, ProblemCode.AMBIGUOUS_PRICE)
    assert "linha 1" in found.problems[0].sentence
    assert "linha 2" in found.problems[0].sentence
    newer = replace(twins[1], valid_from=date(2026, 11, 1))
    assert priced(line(candidates=(twins[0], newer))).lines[0].unit_price == D(11)


def test_no_price_blocks_and_is_never_zero() -> None:
    found = priced(line(candidates=()), line())
    assert found.lines[0].problems[0].code is ProblemCode.NO_PRICE
    assert not found.is_priced
    future = priced(line(candidates=(listed("1", valid_from=date(2026, 12, 1)),)))
    assert future.lines[0].problems[0].code is ProblemCode.NO_PRICE


def test_the_price_of_another_unit() -> None:
    box = (UnitFactor("UN", D(1)), UnitFactor("CX", D(12)))
    by_box = line(candidates=(listed("100.00", unit="CX"),), factors=box)
    assert priced(by_box).lines[0].unit_price == D("8.3333333333")
    assert priced(replace(by_box, quantity=D(12))).lines[0].goods == D("100.00")
    by_unit = replace(line("8.50"), unit="CX", factors=box, candidates=(listed("8.50"),))
    assert priced(by_unit).lines[0].unit_price == D(102)
    third = (UnitFactor("FR", D(1), per=D(3)), UnitFactor("L", D(1)))
    assert priced(replace(by_unit, unit="FR", factors=third, candidates=(listed("9.00", unit="L"),))).lines[
        0
    ].unit_price == D(3)
    missing = priced(replace(by_unit, factors=(), candidates=(listed("8.50", unit="PC"),))).lines[0]
    assert missing.problems[0].sentence == "Falta o fator de conversão de PC para CX."


def test_the_taxable_unit_of_the_invoice() -> None:
    quantity, price = taxable_unit(D("100.00"), D(3), D(12))
    assert (quantity, price) == (D(36), D("2.7777777778"))
    assert (quantity * price).quantize(D("0.01")) == D("100.00")


def test_the_header_is_shared_to_the_cent() -> None:
    prices = ("42.93", "85.86", "42.93", "55.90", "34.27", "32.75")
    found = priced(*(line(price) for price in prices), header=Header(freight=D("52.64")))
    shares = [each.freight for each in found.lines]
    assert shares == [D(share) for share in ("7.67", "15.34", "7.67", "9.99", "6.12", "5.85")]
    assert found.operation == found.net + D("52.64")


def test_a_header_discount_spares_fixed_lines_and_never_passes_the_goods() -> None:
    header = Header(discount=HeaderDiscount(percent=D(10)), freight=D("10.00"))
    found = priced(
        line("100.00"),
        line("100.00", state=LineState.FIXED),
        line("100.00", state=LineState.BONUS),
        line("100.00", state=LineState.CANCELLED),
        header=header,
    )
    assert [each.header_discount for each in found.lines] == [D("10.00"), 0, 0, 0]
    assert [each.freight for each in found.lines] == [D("5.00"), D("5.00"), 0, 0]
    assert found.lines[3].goods == 0
    too_much = priced(line("100.00"), header=Header(discount=HeaderDiscount(amount=D("100.01"))))
    assert too_much.problems[0].code is ProblemCode.DISCOUNT_ABOVE_GOODS
    assert too_much.net == D("100.00")


def test_a_header_percentage_may_take_the_place_of_what_was_typed() -> None:
    header = Header(discount=HeaderDiscount(percent=D(10), replaces_lines=True))
    typed = line("100.00", discounts=(D(3),))
    found = priced(typed, replace(typed, state=LineState.FIXED), header=header)
    assert [each.goods for each in found.lines] == [D("90.00"), D("97.00")]


def test_a_share_of_the_header_discount_names_the_whole_of_it() -> None:
    header = Header(discount=HeaderDiscount(percent=D(5), amount=D("10.00")))
    found = priced(line("300.00"), line("100.00"), header=header)
    told = {step.code: step.reason for step in found.lines[0].derivation}
    assert told["line.header_discount"].startswith("R$\xa030,00 do pedido, rateado por valor: cabem R$\xa022,50")
    assert told["line.net"] == ("Item R$\xa0300,00 − desconto do pedido R$\xa022,50 = R$\xa0277,50.")


def test_sharing_by_weight() -> None:
    header = Header(freight=D("30.00"), share_by=ShareBy.WEIGHT)
    found = priced(line("1.00", weight=D(2)), line("99.00", weight=D(1)), header=header)
    assert [each.freight for each in found.lines] == [D("20.00"), D("10.00")]


def test_freight_without_goods_to_weigh_is_equal_among_the_lines_that_bear_it() -> None:
    given_away = {"discounts": (D(100),)}
    lines = (line(**given_away), line(state=LineState.CANCELLED), line(state=LineState.BONUS), line(**given_away))
    found = priced(*lines, header=Header(freight=D("10.01")))
    assert [each.freight for each in found.lines] == [D("5.01"), 0, 0, D("5.00")]
    assert found.freight == D("10.01")


def test_freight_that_no_line_bears_is_refused_and_an_empty_order_bears_none() -> None:
    header = Header(freight=D("10.00"), insurance=D("1.00"))
    with pytest.raises(CannotAllocate):
        priced(line(state=LineState.CANCELLED), header=header)
    assert priced(header=header).operation == 0


def test_the_repasse_is_a_step_of_its_own_before_taxes() -> None:
    found = priced(line(pass_through=PassThrough("Repasse ICMS", listed=D(18), paid=D(12)))).lines[0]
    assert (found.net, found.pass_through) == (D("931.82"), D("-68.18"))
    assert found.unit_price == D(1000)
    assert [step.code for step in found.derivation[-3:]] == ["line.pass_through", "line.net", "line.below_list"]
    factory = priced(line("100.00", pass_through=PassThrough("Repasse", deduction=D("10.75")))).lines[0]
    assert (factory.net, factory.pass_through) == (D("89.25"), D("-10.75"))


def test_promotions_that_join_and_that_do_not() -> None:
    alone = PromotionBand("Queima", D(10))
    one, other = PromotionBand("A", D(5), is_cumulative=True), PromotionBand("B", D(4), is_cumulative=True)

    def net(*bands: PromotionBand) -> Decimal:
        return priced(line("100.00", promotions=bands)).lines[0].goods

    assert net(alone, one, other) == D("90.00")
    assert net(one, other) == D("91.20")
    assert net(replace(alone, percent=D(8)), one, other) == D("91.20")
    assert net(replace(alone, valid_until=date(2026, 11, 25))) == D("100.00")
    limited = priced(line(quantity="5", promotions=(replace(alone, most=D(4)),))).lines[0]
    assert limited.problems[0].sentence == "A promoção Queima só atende até 4 UN do produto por pedido."


def test_the_limit_of_a_promotion_is_of_the_order_in_the_unit_of_its_band() -> None:
    factors = (UnitFactor("UN", D(1)), UnitFactor("CX", D(12)))
    band = PromotionBand("Queima", D(10), unit="UN", most=D(24))
    own = (listed("9.00", Precedence.PROMOTION, most=D(24)),)

    def told(quantity: str, ordered: str | None = None, **more: object) -> list[str]:
        given = {"unit": "CX", "factors": factors, "promotions": (band,), "ordered": D(ordered) if ordered else None}
        return [each.sentence for each in priced(line("100.00", quantity, **(given | more))).lines[0].problems]

    for promoted in ({}, {"promotions": (), "candidates": own}):
        assert told("2", **promoted) == []
        assert len(told("2.5", **promoted)) == 1
        assert len(told("1", "2.5", **promoted)) == 1
        assert told("24", "24", unit="UN", **promoted) == []


def test_limits_of_price_quantity_and_order() -> None:
    strict = Negotiation("Balcão", least_price=D("96.00"), most_discount=D(3))
    found = priced(
        line("100.00", "30", multiple=D(12), discounts=(D(5),), negotiation=strict, ceiling=D("94.99")),
        minimums=Minimums(order=D("5000.00"), line=D("3000.00")),
        term=PaymentTerm("30", (30,), minimum_order=D("4000.00")),
    )
    by_code = {problem.code: problem.sentence for problem in found.lines[0].problems}
    few = priced(line(quantity="5", multiple=D(12))).lines[0].problems
    assert [each.sentence for each in few] == ["A quantidade 5 não é múltipla de 12; use 12."]
    assert by_code[ProblemCode.WRONG_MULTIPLE] == "A quantidade 30 não é múltipla de 12; use 24 ou 36."
    assert by_code[ProblemCode.ABOVE_CEILING] == "O preço R$\u00a095,00 passa do teto de R$\u00a094,99."
    assert by_code[ProblemCode.BELOW_FLOOR] == "O preço R$\u00a095,00 está abaixo do mínimo de R$\u00a096,00."
    assert by_code[ProblemCode.DISCOUNT_ABOVE_LIMIT] == "O desconto de 5% passa do limite de 3% da negociação."
    assert ProblemCode.BELOW_LINE_MINIMUM in by_code
    assert [problem.code for problem in found.problems] == [
        ProblemCode.BELOW_ORDER_MINIMUM,
        ProblemCode.BELOW_TERM_MINIMUM,
    ]


def test_a_hundred_per_cent_off_leaves_no_price() -> None:
    assert priced(line(discounts=(D(100),))).lines[0].problems[0].code is ProblemCode.NEGATIVE_PRICE


def test_the_price_that_leaves_a_net_after_taxes_inside_it() -> None:
    assert price_for_net(D("744.15"), D(18), D("9.25"), places=2) == D("1000.00")
    assert price_for_net(D("820.00"), D(18), places=2) == D("1000.00")


def test_a_binary_float_never_enters() -> None:
    with pytest.raises(NotExact):
        priced(line(quantity="1"), replace(line(), quantity=1.5))  # type: ignore[arg-type]


def test_a_derivation_can_be_kept_and_read() -> None:
    data = as_data(priced(line(discounts=(D(10),))).lines[0].derivation)
    assert data[1]["after"] == "900.00"
    assert all(step["reason"].endswith(".") for step in data)


money = st.integers(min_value=1, max_value=10**7).map(lambda cents: D(cents) / 100)
points = st.integers(min_value=0, max_value=9_999).map(lambda hundredths: D(hundredths) / 100)
quantities = st.integers(min_value=1, max_value=10**6).map(lambda thousandths: D(thousandths) / 1000)


@given(
    lines=st.lists(st.tuples(money, quantities, points), min_size=1, max_size=12),
    freight=money,
    percent=points,
)
def test_the_parts_sum_to_the_whole(
    lines: list[tuple[Decimal, Decimal, Decimal]], freight: Decimal, percent: Decimal
) -> None:
    header = Header(discount=HeaderDiscount(percent=percent), freight=freight)
    found = priced(
        *(line(str(price), str(quantity), discounts=(discount,)) for price, quantity, discount in lines), header=header
    )
    assert sum(each.freight for each in found.lines) == freight
    assert found.net == found.goods - found.discount
    assert sum(each.operation for each in found.lines) == found.operation
    assert all(0 <= each.header_discount <= each.goods for each in found.lines)
    assert found == priced(
        *(line(str(price), str(quantity), discounts=(discount,)) for price, quantity, discount in lines), header=header
    )


@given(price=money, quantity=quantities, less=points, more=points)
def test_a_larger_discount_never_costs_more(price: Decimal, quantity: Decimal, less: Decimal, more: Decimal) -> None:
    smaller, larger = sorted((less, more))
    by_small, by_large = (
        priced(line(str(price), str(quantity), discounts=(discount,))).net for discount in (smaller, larger)
    )
    assert by_large <= by_small


def test_a_price_of_the_unit_sold_wins_over_one_to_be_converted() -> None:
    by_unit, by_box = listed("10"), listed("110", unit="CX")
    factors = (UnitFactor("UN", D(1)), UnitFactor("CX", D(12)))
    both = {"candidates": (by_unit, by_box), "factors": factors}
    assert priced(line(quantity="24", **both)).lines[0].unit_price == D(10)
    boxes = priced(line(quantity="2", unit="CX", **both)).lines[0]
    assert boxes.unit_price == D(110)
    assert "(é por UN, e há preço por CX)" in boxes.derivation[0].note


def test_bands_of_two_units_are_compared_in_the_unit_sold() -> None:
    factors = (UnitFactor("PL", D(240)), UnitFactor("UN", D(1)), UnitFactor("CX", D(12)))
    by_hundred, by_ten_boxes = listed("9", from_quantity=D(100)), listed("96", unit="CX", from_quantity=D(10))
    pallet = line(quantity="1", unit="PL", candidates=(by_hundred, by_ten_boxes), factors=factors)
    assert priced(pallet).lines[0].unit_price == D(1920)
    bands = (PromotionBand("Volume", D(3), D(100)), PromotionBand("Volume", D(5), D(10), unit="CX"))
    sold = line("10", quantity="120", promotions=bands, factors=factors)
    assert priced(sold).lines[0].unit_price == D("9.5")


@pytest.mark.parametrize(
    ("typed", "header", "expected"),
    [((), ZERO, "0"), ((D(5),), ZERO, "5"), ((), D(5), "5"), ((D(10), D(5)), D(2), "16.21")],
)
def test_the_discount_given_is_what_was_typed_and_not_what_cents_made_of_it(
    typed: tuple[Decimal, ...], header: Decimal, expected: str
) -> None:
    """Three lines of 33.3349 (two decimals) at 5 %: one of them takes the cent over, and nobody gave 5.01 %."""
    lines = [line(candidates=(listed("33.3349", places=2),), discounts=typed) for _ in range(3)]
    found = priced(*lines, header=Header(HeaderDiscount(percent=header))).lines
    assert [each.given_discount for each in found] == [D(expected)] * 3
