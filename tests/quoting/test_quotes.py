"""One sale through every engine: the worked sale, what each matrix changes, what is missing, how much is read."""

from datetime import date
from decimal import Decimal

import pytest

from tests.quoting.market import MarketPlace, queries_of
from vinculo.catalogue.models import ProductType
from vinculo.engines.pricing import ProblemCode
from vinculo.price_book.models import FreightType, PaymentMethod, Promotion, PromotionBand, SalesTable
from vinculo.quoting import RequestedLine, derivation_of_sale
from vinculo.stock.models import Warehouse
from vinculo.tax_book.models import EstablishmentRegime

D = Decimal


def test_a_sale_is_priced_taxed_and_promised(place: MarketPlace) -> None:
    product = place.product()
    place.depot.put(product, 20)
    found = place.quote(RequestedLine(1, product.pk, D(10), discounts=(D(5),)))
    assert found.issues == ()
    line = found.lines[0]
    assert line.price.net == D("950.00")
    assert line.taxes is not None
    assert line.taxes.icms.amount == D("171.00")
    assert line.margins is not None
    assert line.margins.cost == D("600.00")
    # RL = 950.00 − 171.00 − 1.65 % and 7.6 % of 779.00.
    assert line.margins.net_revenue == D("706.95")
    assert line.margins.gross_percent == D("15.13")
    assert found.promised == date(2026, 11, 26)
    assert found.total == found.plan.instalments[0].amount == D("950.00")
    assert line.cfop == "5102"


def test_a_dear_mistake_is_never_zero(place: MarketPlace) -> None:
    nameless = place.shelf.product("SEM", ncm="84212300")
    found = place.quote(RequestedLine(1, nameless.pk, D(1)))
    assert [issue.code for issue in found.blocks] == [ProblemCode.NO_PRICE.value]
    assert found.taxes is None
    assert found.margins is None
    costless = place.product("B-2", cost=None)
    without = place.quote(RequestedLine(1, costless.pk, D(1)))
    assert [issue.code for issue in without.blocks] == [ProblemCode.MISSING_COST.value]
    assert without.lines[0].margins is not None
    assert without.lines[0].margins.gross_percent is None


def test_a_loan_earns_nothing_and_its_labour_travels_alone(place: MarketPlace) -> None:
    product = place.product()
    place.publish("minimum_value", {}, minimum_order=D(5000), severity="block")
    place.publish("commission", {}, rate=D(3))
    found = place.quote(RequestedLine(1, product.pk, D(1)), nature="COMODATO")
    line = found.lines[0]
    assert line.taxes is not None
    assert (line.taxes.icms.situation, line.taxes.icms.amount, found.total) == ("41", 0, D("100.00"))
    assert (line.margins, line.commission, found.margins, found.commission) == (None, None, None, 0)
    assert found.plan.instalments == ()
    assert [issue.code for issue in found.issues if issue.severity != "warning"] == []
    assert "nature.no_receivable" in [issue.code for issue in found.issues]


def test_labour_bears_no_freight(place: MarketPlace) -> None:
    labour = place.product("SV-1")
    labour.type = ProductType.objects.create(company=place.cast.company, name="Serviço de teste", is_service=True)
    labour.save()
    goods = place.product("B-9")
    place.publish("freight", {}, fixed=D(30))
    place.publish("iss", {}, rate=D(5), service_code="14.01")
    alone = place.quote(RequestedLine(1, labour.pk, D(1)))
    assert (alone.freight_paid, alone.freight_steps, alone.issues, alone.promised) == (0, (), (), None)
    both = place.quote(RequestedLine(1, labour.pk, D(1)), RequestedLine(2, goods.pk, D(1)), freight=D(30))
    assert [line.price.freight for line in both.lines] == [0, 30]


def test_matrices_change_the_price_and_limit_it(place: MarketPlace) -> None:
    product = place.product()
    place.publish("negotiation", {"scenario": "VOL"}, percent=D(-10), most_discount=D(2), least_gross=D(30))
    place.publish("adjustment", {"customer": str(place.party.pk)}, percent=D(-5), name="Cliente antigo")
    place.publish("minimum_value", {}, minimum_order=D(5000), severity="block")
    place.publish("commission", {"discount": "..5"}, rate=D(3))
    found = place.quote(RequestedLine(1, product.pk, D(10), discounts=(D(3),)), scenario="VOL")
    line = found.lines[0]
    assert line.price.unit_price == D(100) * D("0.9") * D("0.95") * D("0.97")
    assert line.rows == {"negotiation": 1, "adjustment": 1, "commission": 1}
    codes = {issue.code: issue.severity for issue in found.issues}
    assert codes[ProblemCode.DISCOUNT_ABOVE_LIMIT.value] == "authority"
    assert codes[ProblemCode.MARGIN_OUT_OF_RANGE.value] == "authority"
    assert codes[ProblemCode.BELOW_ORDER_MINIMUM.value] == "block"
    assert line.commission is not None
    assert found.commission == line.commission.amount == D("24.88")
    assert place.quote(RequestedLine(1, product.pk, D(10))).lines[0].price.unit_price == D(95)


def test_promotions_of_lines_and_of_customers(place: MarketPlace) -> None:
    product = place.product(line="Filtros")
    fields = {"company": place.cast.company, "valid_from": date(2026, 11, 1)}
    everyone = Promotion.objects.create(code="A", name="Filtros em dobro", **fields)
    PromotionBand.objects.create(
        company=place.cast.company, promotion=everyone, line=product.line, from_quantity=D(10), percent=D(8)
    )
    theirs = Promotion.objects.create(code="B", name="Só deles", **fields)
    PromotionBand.objects.create(company=place.cast.company, promotion=theirs, product=product, percent=D(50))
    theirs.parties.set([place.buyer("Outra oficina")])
    few, many = (
        place.quote(RequestedLine(1, product.pk, quantity)).lines[0].price.unit_price for quantity in (D(9), D(10))
    )
    assert (few, many) == (D(100), D(92))


def test_the_table_of_the_customer_wins_over_the_base(place: MarketPlace) -> None:
    product = place.product()
    wholesale = place.counter.table("ATACADO", kind="customer")
    place.counter.price(product, "88.00", table=wholesale)
    assert place.quote(RequestedLine(1, product.pk, D(1))).lines[0].price.unit_price == D(100)
    SalesTable.objects.create(
        company=place.cast.company, party=place.party, table=wholesale, valid_from=date(2026, 1, 1)
    )
    assert place.quote(RequestedLine(1, product.pk, D(1))).lines[0].price.unit_price == D(88)
    place.counter.price(product, "80.00", party=place.party)
    assert place.quote(RequestedLine(1, product.pk, D(1))).lines[0].price.unit_price == D(80)


def test_the_narrower_sales_table_gives_the_table(place: MarketPlace) -> None:
    product, other = place.product(), place.product("FO-2")
    given = {"company": place.cast.company, "party": place.party, "valid_from": date(2026, 1, 1)}
    anywhere, here = place.counter.table("GERAL", kind="customer"), place.counter.table("MATRIZ", kind="customer")
    SalesTable.objects.create(table=anywhere, **given)
    SalesTable.objects.create(table=here, establishment=place.cast.head, **given)
    elsewhere = place.counter.table("OUTRA", kind="customer")
    far = Warehouse.objects.create(company=place.cast.company, establishment=place.cast.branch, code="L", name="Longe")
    SalesTable.objects.create(table=elsewhere, warehouse=far, **given)
    place.counter.price(product, "90.00", table=anywhere, from_quantity=D(10), valid_from=date(2026, 2, 1))
    place.counter.price(product, "95.00", table=here)
    for each in (product, other):
        place.counter.price(each, "1.00", table=elsewhere)
    place.counter.price(other, "80.00", table=anywhere)
    first, second = place.quote(RequestedLine(1, product.pk, D(10)), RequestedLine(2, other.pk, D(10))).lines
    assert (first.price.unit_price, second.price.unit_price) == (95, 80)
    assert "cede à tabela de venda mais específica" in first.price.derivation[0].note


def test_freight_is_charged_by_one_rule_and_weighs_on_the_margin_by_another(place: MarketPlace) -> None:
    product = place.product(gross_weight=D(2))
    place.publish("freight", {"destination_uf": "SP"}, fixed=D(10), per_kg=D("0.5"), ad_valorem=D(1), transit_days=2)
    lines = (RequestedLine(1, product.pk, D(10)),)
    paid = place.quote(*lines)
    assert (paid.price.freight, paid.freight_paid) == (0, D("30.00"))
    charged_type = FreightType.objects.get(company=place.cast.company, code="CIF-C")
    charged = place.quote(*lines, freight_type_id=charged_type.pk)
    # Whoever ships pays the carrier, charged or not: only the customer's side changes.
    assert (charged.price.freight, charged.freight_paid) == (D("30.00"), D("30.00"))
    fob = FreightType.objects.get(company=place.cast.company, code="FOB")
    collected = place.quote(*lines, freight_type_id=fob.pk)
    assert (collected.price.freight, collected.freight_paid) == (0, 0)
    assert "quem vende não paga o transporte" in collected.freight_steps[0].reason
    assert "20 kg × R$\u00a00,50" in charged.freight_steps[0].reason
    assert place.quote(*lines, freight=D("12.34")).price.freight == D("12.34")
    place.publish("freight", {"destination_uf": "SP"}, fixed=D(10), free_from=D(900))
    free = place.quote(*lines, freight_type_id=charged_type.pk)
    assert (free.price.freight, free.freight_paid) == (0, D("10.00"))


def test_freight_that_would_be_charged_and_is_not_asks_for_authority(place: MarketPlace) -> None:
    product = place.product(gross_weight=D(2))
    place.publish("freight", {}, fixed=D(30), free_from=D(5000))
    place.publish("approval_limit", {"level": "0", "criterion": "freight_waiver"}, limit=D(10))
    charged = FreightType.objects.get(company=place.cast.company, code="CIF-C")

    def asked(quantity: int, freight: Decimal | None, type_id: int | None = charged.pk) -> list[str]:
        line = RequestedLine(1, product.pk, D(quantity))
        authority = place.quote(line, freight=freight, freight_type_id=type_id).authority
        return [need.measure.criterion for need in authority.needs] if authority else []

    assert asked(1, D(0)) == ["freight_waiver"]
    assert [asked(1, None), asked(1, D(25)), asked(1, D(40)), asked(1, D(0), None), asked(60, D(0))] == [[]] * 5


def test_every_figure_of_the_sale_has_its_reason(place: MarketPlace) -> None:
    sold = [place.product(f"FO-{number}") for number in (1, 2, 3)]
    lines = tuple(RequestedLine(number, each.pk, D(number), discounts=(D(2),)) for number, each in enumerate(sold, 1))
    for each in sold:
        place.depot.put(each, 20)
    place.publish("freight", {}, fixed=D(10), per_kg=D("0.5"), ad_valorem=D(1), transit_days=2)
    place.publish("commission", {}, rate=D(3))
    charged = FreightType.objects.get(company=place.cast.company, code="CIF-C")
    quote = place.quote(*lines, header_amount=D("7.77"), freight_type_id=charged.pk, insurance=D("3.33"))
    found = {step.after for step in derivation_of_sale(quote)}
    told = {name: value for name, value in quote.figures.items() if value}
    assert {"goods", "discount", "net", "freight", "icms", "pis_cofins", "total", "commission"} <= told.keys()
    assert {name: value for name, value in told.items() if value not in found} == {}
    assert quote.promised in found
    per_line = {step.code for step in quote.lines[0].price.derivation}
    assert {"line.given", "line.below_list"} <= per_line


def test_terms_methods_and_units_that_are_not_allowed(place: MarketPlace) -> None:
    product = place.product()
    term = place.counter.term("LONGO", days=[120])
    term.methods.set([PaymentMethod.objects.get(company=place.cast.company, code="BOLETO")])
    place.publish("customer_payment_term", {}, most_average=60)
    place.publish("product_unit", {"product": product.code}, units="CX", multiple=D(12))
    pix = PaymentMethod.objects.get(company=place.cast.company, code="PIX")
    found = place.quote(RequestedLine(1, product.pk, D(5)), term_id=term.pk, method_id=pix.pk)
    codes = {issue.code for issue in found.issues}
    assert {
        ProblemCode.TERM_NOT_ALLOWED.value,
        ProblemCode.METHOD_NOT_ALLOWED.value,
        ProblemCode.UNIT_NOT_ALLOWED.value,
        ProblemCode.WRONG_MULTIPLE.value,
    } <= codes


def test_a_suggested_unit_that_is_not_there_is_told(place: MarketPlace) -> None:
    product = place.product()
    place.depot.put(product, 20)
    place.publish("product_unit", {}, default_unit="zz")
    told = [(issue.sentence, issue.severity) for issue in place.quote(RequestedLine(1, product.pk, D(1))).issues]
    assert told == [("A unidade sugerida, ZZ, não existe: o item sai em UN.", "warning")]
    place.publish("product_unit", {}, default_unit="cx")
    place.shelf.factor(product, "CX", "UN", 12)
    boxed = place.quote(RequestedLine(1, product.pk, D(1)))
    assert (boxed.lines[0].unit, boxed.lines[0].price.unit_price) == ("CX", 1200)


def test_a_term_is_judged_for_every_line_of_products_and_suggested_where_there_is_none(place: MarketPlace) -> None:
    filters, oils = place.product(line="Filtros"), place.product("FO-2", line="Óleos")
    term = place.counter.term("LONGO", days=[90])
    code = oils.line.code if oils.line else ""
    place.publish("customer_payment_term", {"product_line": code}, most_average=30, default_term="28D")
    both = (RequestedLine(1, filters.pk, D(1)), RequestedLine(2, oils.pk, D(1)))

    def said(*lines: RequestedLine, term_id: int | None) -> set[str]:
        return {issue.sentence for issue in place.quote(*lines, term_id=term_id).issues}

    refusal = "A condição LONGO não é permitida a este cliente."
    assert refusal in said(*both, term_id=term.pk)
    assert refusal not in said(both[0], term_id=term.pk)
    assert "Sem condição de pagamento; a sugerida para este cliente é 28D." in said(*both, term_id=None)


@pytest.mark.parametrize(("severity", "asks"), [("authority", True), ("warning", False), ("block", False)])
def test_only_a_minimum_that_needs_authority_asks_for_it(place: MarketPlace, severity: str, asks: bool) -> None:
    product = place.product()
    place.publish("minimum_value", {}, minimum_order=D(5000), severity=severity)
    place.publish("approval_limit", {"level": "0", "criterion": "minimum_shortfall"}, limit=D(1))
    authority = place.quote(RequestedLine(1, product.pk, D(1))).authority
    assert authority is not None
    assert ["minimum_shortfall"] * asks == [need.measure.criterion for need in authority.needs]


def test_a_tariff_for_each_instalment_weighs_on_the_lines_to_the_cent(place: MarketPlace) -> None:
    one, other = place.product(), place.product("FO-2", price="50.00")
    term = place.counter.term("3X", days=[30, 60, 90])
    PaymentMethod.objects.filter(company=place.cast.company, code="BOLETO").update(fee_amount=D("2.35"), fee_percent=1)
    method = PaymentMethod.objects.get(company=place.cast.company, code="BOLETO")
    lines = (RequestedLine(1, one.pk, D(1)), RequestedLine(2, other.pk, D(1)))
    found = place.quote(*lines, term_id=term.pk, method_id=method.pk)
    fees = [(line.revenue.fees, line.revenue.fixed_fees) for line in found.lines if line.revenue]
    assert fees == [(D("5.70"), D("4.70")), (D("2.85"), D("2.35"))]
    tariff = next(step for step in found.lines[1].margins.derivation if step.code == "margin.tariff")
    assert "Da tarifa de R$\xa02,35 por parcela (Boleto bancário), 3 no pedido" in tariff.reason


def test_the_minimum_instalment_of_the_matrix_shortens_the_term(place: MarketPlace) -> None:
    product = place.product()
    term = place.counter.term("3X", days=[30, 60, 90], minimum_instalment=D(100))
    line = RequestedLine(1, product.pk, D(10))
    assert len(place.quote(line, term_id=term.pk).plan.instalments) == 3
    place.publish("minimum_value", {"payment_term": "3X"}, minimum_instalment=D(500), severity="warning")
    shortened = place.quote(line, term_id=term.pk)
    assert [each.amount for each in shortened.plan.instalments] == [D(500), D(500)]
    assert "linha 1" in shortened.plan.derivation[0].row
    small = place.quote(RequestedLine(1, product.pk, D(4)), term_id=term.pk)
    found = [issue for issue in small.issues if issue.code == "below_instalment_minimum"]
    assert [(issue.sentence, issue.severity) for issue in found] == [
        ("A parcela de R$\u00a0400,00 não chega à parcela mínima de R$\u00a0500,00.", "warning")
    ]


def test_prices_round_money_as_the_taxes_of_the_seller_do(place: MarketPlace) -> None:
    EstablishmentRegime.objects.filter(establishment=place.cast.head).update(rounding="ROUND_HALF_EVEN")
    product = place.product(price="2.73")
    found = place.quote(RequestedLine(1, product.pk, D("0.5")))
    # 1.365: to the even cent, in the price as in the taxes.
    assert found.taxes is not None
    assert found.price.goods == found.taxes.totals.goods == D("1.36")


def test_money_waits_from_the_invoice_to_the_end_of_its_month_too(place: MarketPlace) -> None:
    product = place.product()
    term = place.counter.term("30DFM", days=[30], base="dfm")
    line = place.quote(RequestedLine(1, product.pk, D(10)), term_id=term.pk).lines[0]
    # 1,000.00 at 1 % a month: 4 days of November and 30 more.
    assert line.revenue is not None
    assert line.revenue.financial_cost == D("11.33")


def test_the_same_sale_in_two_years_shows_both_regimes(place: MarketPlace) -> None:
    product = place.product()
    lines = (RequestedLine(1, product.pk, D(10)),)
    now, then = place.quote(*lines), place.quote(*lines, on=date(2027, 11, 26))
    assert now.taxes is not None
    assert then.taxes is not None
    assert now.taxes.totals.pis > 0
    assert then.taxes.totals.pis == 0
    assert then.taxes.totals.cbs > now.taxes.totals.cbs
    assert now.figures["total"] != then.figures["total"]


def test_the_price_of_somebody_else_is_nobody_elses(place: MarketPlace) -> None:
    product = place.product()
    place.counter.price(product, "1.00", party=place.buyer("Outra oficina"))
    assert place.quote(RequestedLine(1, product.pk, D(1))).lines[0].price.unit_price == D(100)


def test_reading_does_not_grow_with_the_lines(place: MarketPlace) -> None:
    products = [place.product(f"P-{number}") for number in range(1, 13)]
    few = place.request(RequestedLine(1, products[0].pk, D(1)))
    many = place.request(*(RequestedLine(n, each.pk, D(1)) for n, each in enumerate(products, start=1)))
    queries_of(place, few)
    assert queries_of(place, many) == queries_of(place, few)
