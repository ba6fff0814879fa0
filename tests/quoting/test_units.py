"""A product sold in boxes and in units: what the matrices and the promotions say of it is said once, in its unit."""

from datetime import date
from decimal import Decimal

from tests.quoting.market import MarketPlace
from vinculo.price_book.models import Promotion, PromotionBand
from vinculo.quoting import RequestedLine

D = Decimal


def test_a_price_of_a_negotiation_and_its_band_are_of_the_unit_of_sale(place: MarketPlace) -> None:
    product = place.product()
    place.shelf.factor(product, "CX", "UN", 12)
    box = place.shelf.unit("CX").pk
    place.publish("negotiation", {"quantity": "50.."}, price=D(80), least_price=D(79))
    few, many = (place.quote(RequestedLine(1, product.pk, D(each), unit_id=box)).lines[0] for each in (4, 5))
    assert (few.price.unit_price, many.price.unit_price) == (1200, 960)
    assert many.price.problems == ()
    reasons = [step.reason for step in many.price.derivation if step.code == "price.negotiation"]
    assert reasons == [
        "Condição geral, R$\u00a080,00 por UN: preço próprio de R$\u00a0960,00 no lugar de R$\u00a01.200,00."
    ]
    assert place.quote(RequestedLine(1, product.pk, D(60))).lines[0].price.unit_price == 80
    given = RequestedLine(1, product.pk, D(5), unit_id=box, discounts=(D(2),))
    assert [each.code.value for each in place.quote(given).lines[0].price.problems] == ["below_floor"]


def test_a_price_of_a_negotiation_without_a_factor_is_told(place: MarketPlace) -> None:
    product = place.product()
    place.counter.price(product, "1100.00", unit="CX")
    place.publish("negotiation", {}, price=D(80))
    found = place.quote(RequestedLine(1, product.pk, D(1), unit_id=place.shelf.unit("CX").pk))
    assert found.lines[0].price.unit_price == 1100
    assert "Falta o fator de conversão de UN para CX." in [issue.sentence for issue in found.blocks]


def test_the_limit_of_a_promotion_counts_every_line_of_the_product(place: MarketPlace) -> None:
    product, other = place.product(), place.product("FO-2")
    place.shelf.factor(product, "CX", "UN", 12)
    box = place.shelf.unit("CX").pk
    given = {"company": place.cast.company, "valid_from": date(2026, 11, 1), "most": D(20)}
    percent = Promotion.objects.create(code="A", name="Queima", **given)
    PromotionBand.objects.create(
        company=place.cast.company, promotion=percent, product=product, percent=D(8), unit=product.unit
    )
    priced = Promotion.objects.create(code="B", name="Preço", **given)
    PromotionBand.objects.create(
        company=place.cast.company, promotion=priced, product=other, price=D(80), unit=other.unit
    )

    def limited(*lines: tuple[int, int, int | None]) -> list[tuple[int | None, str]]:
        asked = [RequestedLine(number, pk, D(much), unit_id=unit) for number, (pk, much, unit) in enumerate(lines, 1)]
        return [(each.line, each.sentence) for each in place.quote(*asked).issues if each.code == "promotion_limit"]

    assert limited((product.pk, 8, None), (product.pk, 1, box), (other.pk, 20, None)) == []
    words = "A promoção Queima só atende até 20 UN do produto por pedido."
    assert limited((product.pk, 9, None), (product.pk, 1, box)) == [(1, words), (2, words)]
    assert limited((other.pk, 21, None)) == [(1, "A promoção Preço só atende até 20 UN do produto por pedido.")]


def test_multiples_and_the_least_quantity_are_of_the_unit_of_sale(place: MarketPlace) -> None:
    product = place.product(minimum_sale=D(24))
    place.depot.put(product, 500)
    place.shelf.factor(product, "CX", "UN", 12)
    box = place.shelf.unit("CX").pk
    place.publish("product_unit", {"product": product.code}, units="UN, CX", multiple=D(10))

    def told(quantity: str, unit: int | None = None, **more: object) -> list[str]:
        found = place.quote(RequestedLine(1, product.pk, D(quantity), unit_id=unit), **more)
        return [issue.sentence for issue in found.issues if issue.code in ("wrong_multiple", "quantity.minimum")]

    assert told("30") == told("2.5", box) == told("5", box) == []
    assert told("2", box) == ["A quantidade 2 não é múltipla de 2,5; use 2,5."]
    least = "A quantidade mínima de venda é 24 UN."
    assert told("20") == [least]
    assert told("1", box) == [least, "A quantidade 1 não é múltipla de 2,5; use 2,5."]
    assert told("20", nature="COMODATO") == []
