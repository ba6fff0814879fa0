"""The commercial side of the demonstration: prices, promotions, terms, carriers, matrices, simulated cases."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from vinculo.catalogue.models import Line, Product, ProductEstablishment
from vinculo.customers.models import Party
from vinculo.engines.decision import Row
from vinculo.foundation.access import Actor
from vinculo.kernel.exact import rounded
from vinculo.matrices.actions import publish_rows
from vinculo.organization.models import Establishment
from vinculo.price_book.models import (
    CardType,
    Carrier,
    DeliveryRoute,
    ListPrice,
    NegotiationScenario,
    PaymentMethod,
    PaymentTerm,
    PriceTable,
    Promotion,
    PromotionBand,
    SalesTable,
)
from vinculo.quoting import RequestedLine, SaleRequest, compose, surroundings
from vinculo.simulator.kept import figures_of, sale_as_data
from vinculo.simulator.models import SimulatedCase

D = Decimal
# (code, name, days, kind of interest, rate, minimum order, minimum instalment)
_TERMS = (
    ("AV3", "À vista com 3% de desconto", [0], "flat", "-3", "0", "0"),
    ("28J", "28 dias", [28], "simple", "1.8", "300", "0"),
    ("E2", "Entrada + 2", [0, 30, 60], "simple", "1.8", "500", "150"),
    ("30/60/90J", "30/60/90 com juros", [30, 60, 90], "compound", "1.8", "1500", "300"),
    ("28/35/42", "28/35/42 do atacado", [28, 35, 42], "none", "0", "5000", "1000"),
)
_CARDS = (
    ("VISA-C", "Visa crédito", "credit", "Visa", "2.89", 12, 30),
    ("MASTER-C", "Mastercard crédito", "credit", "Mastercard", "2.79", 12, 30),
    ("ELO-C", "Elo crédito", "credit", "Elo", "3.09", 10, 30),
    ("VISA-D", "Visa débito", "debit", "Visa", "1.19", 1, 1),
)
_CARRIERS: tuple[tuple[str, str, str, list[str]], ...] = (
    ("BRASPRESS", "Expresso Bandeirante", "11222333000181", ["SP", "RJ", "MG", "PR"]),
    ("SULLOG", "Sul Logística", "45997418000153", ["PR", "SC", "RS"]),
    ("AEREO", "Carga Aérea Nordeste", "60746948000112", []),
)
# (code, name, states, weekdays, cut-off, transit)
_ROUTES: tuple[tuple[str, str, list[str], list[int], time | None, int], ...] = (
    ("SP-INT", "Interior de São Paulo", ["SP"], [1, 3, 5], time(14), 1),
    ("SUL", "Paraná e Santa Catarina", ["PR", "SC"], [0, 3], time(12), 2),
)
_SCENARIOS = (
    ("VISTA", "À vista", "Pagamento no ato, com o maior desconto"),
    ("VOLUME", "Volume", "Dez caixas ou mais do mesmo item"),
    ("LICIT", "Licitação", "Preço de disputa, com alçada do gerente"),
)


def set_prices(actor: Actor, *, now: datetime, seed: int) -> None:
    """Give the company its price book. The same seed, day and products give the same prices."""
    random = Random(seed)
    today = now.date()
    since = today - timedelta(days=180)
    company = {"company_id": actor.company_id, "valid_from": since}
    _write_payment(company)
    base = PriceTable.objects.get(company_id=actor.company_id, code="BASE")
    base.places = 2
    base.save()
    wholesale = PriceTable.objects.create(code="ATACADO", name="Atacado", kind="customer", places=2, **company)
    south = PriceTable.objects.create(code="SUL", name="Região Sul", kind="region", state_id="PR", places=2, **company)
    products = list(Product.objects.filter(company_id=actor.company_id).select_related("line").order_by("pk"))
    prices = _list_prices(products, (base, wholesale, south), company, random)
    listed = {price.product_id: price.price / D("0.88") for price in prices if price.table is wholesale}
    customers = list(Party.objects.filter(company_id=actor.company_id, kind="organization").order_by("pk")[:40])
    prices += [
        ListPrice(
            table=base,
            product=product,
            unit_id=product.unit_id,
            party=customer,
            price=rounded(listed[product.pk] * random.randrange(86, 96) / 100, 2),
            **company,
        )
        for customer, product in zip(customers[:12], products[5:17], strict=False)
        if product.pk in listed
    ]
    ListPrice.objects.bulk_create(prices, batch_size=2000)
    SalesTable.objects.bulk_create(SalesTable(party=each, table=wholesale, **company) for each in customers[12:24])
    _write_promotions(actor, products, today)
    _write_matrices(actor, now)
    priced = {price.product_id for price in prices}
    _keep_cases(actor, [product for product in products if product.pk in priced and not product.is_kit], customers, now)


def _write_payment(company: dict[str, Any]) -> None:
    PaymentTerm.objects.bulk_create(
        PaymentTerm(
            code=code, name=name, days=days, interest=interest, rate=D(rate), minimum_order=D(order),
            minimum_instalment=D(instalment), taxes_in_first=code == "30/60/90J", **company,
        )
        for code, name, days, interest, rate, order, instalment in _TERMS
    )  # fmt: skip
    PaymentMethod.objects.filter(company_id=company["company_id"], code="CARTAO").update(
        fee_percent=D("2.89"), days_to_receive=30, through="Adquirente Aurora"
    )
    CardType.objects.bulk_create(
        CardType(
            code=code, name=name, kind=kind, brand=brand, fee_percent=D(fee), most_instalments=most,
            days_to_receive=days, acquirer="Adquirente Aurora", **company,
        )
        for code, name, kind, brand, fee, most, days in _CARDS
    )  # fmt: skip
    DeliveryRoute.objects.bulk_create(
        DeliveryRoute(
            code=code, name=name, states=states, weekdays=days, cut_off=cut_off, transit_days=transit, **company
        )
        for code, name, states, days, cut_off, transit in _ROUTES
    )
    Carrier.objects.bulk_create(
        Carrier(code=code, name=name, document=document, states=states, **company)
        for code, name, document, states in _CARRIERS
    )
    NegotiationScenario.objects.bulk_create(
        NegotiationScenario(code=code, name=name, description=when, **company) for code, name, when in _SCENARIOS
    )


def _list_prices(
    products: Sequence[Product],
    tables: tuple[PriceTable, PriceTable, PriceTable],
    company: dict[str, Any],
    random: Random,
) -> list[ListPrice]:
    base, wholesale, south = tables
    costs = dict(
        ProductEstablishment.objects.filter(product__in=products, average_cost__isnull=False)
        .order_by("-pk")
        .values_list("product_id", "average_cost")
    )
    known = dict(
        ListPrice.objects.filter(table=base, product__in=products, party__isnull=True).values_list(
            "product_id", "price"
        )
    )
    found = []
    for product in products:
        cost = costs.get(product.pk) or D(random.randrange(500, 30_000)) / 100
        price = known.get(product.pk)
        own = {"product": product, "unit_id": product.unit_id} | company
        if price is None and known:
            continue  # Without a price on purpose: the product shows what is missing.
        if price is None:
            price = rounded(cost * random.randrange(165, 240) / 100, 2)
            found.append(ListPrice(table=base, price=price, **own))
        found.append(ListPrice(table=wholesale, price=rounded(price * D("0.88"), 2), **own))
        if product.pk % 3 == 0:
            found.append(ListPrice(table=south, price=rounded(price * D("1.03"), 2), **own))
        if product.pk % 4 == 0:
            found.append(ListPrice(table=base, price=rounded(price * D("0.95"), 2), from_quantity=D(10), **own))
            found.append(ListPrice(table=base, price=rounded(price * D("0.9"), 2), from_quantity=D(50), **own))
    return found


def _write_promotions(actor: Actor, products: Sequence[Product], today: date) -> None:
    lines = list(Line.objects.filter(company_id=actor.company_id).order_by("pk")[:2])
    dates = {"company_id": actor.company_id, "valid_from": today - timedelta(days=10)}
    week = Promotion.objects.create(
        code="REVISAO", name="Semana da revisão", valid_until=today + timedelta(days=20), **dates
    )
    sale = Promotion.objects.create(
        code="QUEIMA", name="Queima de estoque", valid_until=today + timedelta(days=5), most=D(24), **dates
    )
    always = Promotion.objects.create(code="LEVE", name="Leve mais", is_cumulative=True, **dates)
    bands = [
        PromotionBand(promotion=week, line=line, from_quantity=D(quantity), percent=D(points))
        for line in lines
        for quantity, points in ((5, 3), (20, 6))
    ]
    bands += [
        PromotionBand(promotion=sale, product=product, from_quantity=D(0), percent=D(15)) for product in products[3:9]
    ]
    bands += [
        PromotionBand(promotion=always, product=product, from_quantity=D(100), percent=D(2)) for product in products[:9]
    ]
    for band in bands:
        band.company_id = actor.company_id
    PromotionBand.objects.bulk_create(bands)


def _write_matrices(actor: Actor, now: datetime) -> None:
    place = Establishment.objects.get(pk=actor.establishment_id).code
    rows = {
        "negotiation": (
            Row(1, {}, {"most_discount": D("7.5"), "least_gross": D(15), "least_contribution": D(5)}),
            Row(2, {"scenario": "VISTA"}, {"percent": D(-4), "most_discount": D(3), "least_gross": D(12)}),
            Row(3, {"scenario": "VOLUME", "quantity": "10.."}, {"percent": D(-6), "most_discount": D(2)}),
            Row(4, {"scenario": "LICIT"}, {"percent": D(-10), "most_discount": D(0), "least_gross": D(8)}),
        ),
        "adjustment": (
            Row(1, {"customer_class": "A"}, {"percent": D(-2), "name": "Cliente classe A"}),
            Row(2, {"destination_uf": "AM"}, {"percent": D(4), "name": "Entrega na região Norte"}),
        ),
        "minimum_value": (
            Row(1, {}, {"minimum_order": D(200), "minimum_instalment": D(100), "severity": "authority"}),
            Row(
                2, {"establishment": place, "payment_term": "28/35/42"}, {"minimum_order": D(5000), "severity": "block"}
            ),
        ),
        "freight": (
            Row(1, {}, {"fixed": D(35), "per_kg": D("1.9"), "ad_valorem": D("0.6"), "least": D(60), "transit_days": 5}),
            Row(
                2,
                {"destination_uf": "SP"},
                {"fixed": D(18), "per_kg": D(1), "free_from": D(1500), "transit_days": 1},
            ),
            Row(3, {"destination_uf": "PR"}, {"fixed": D(25), "per_kg": D("1.1"), "least": D(40), "transit_days": 2}),
        ),
        "commission": (
            Row(1, {"discount": "..3"}, {"rate": D(4), "base": "net_goods", "trigger": "receipt"}),
            Row(2, {"discount": "3.01..7.5"}, {"rate": D("2.5"), "base": "net_goods", "trigger": "receipt"}),
            Row(3, {"discount": "7.51.."}, {"rate": D(1), "base": "net_goods", "trigger": "receipt"}),
        ),
        "customer_payment_term": (Row(1, {}, {"most_average": 60}),),
    }
    for code, written in rows.items():
        publish_rows(actor, code, written, valid_from=None, reason="Política comercial da demonstração", now=now)


def _keep_cases(actor: Actor, products: Sequence[Product], customers: Sequence[Party], now: datetime) -> None:
    """A few sales that an analyst keeps to see what a change of rules moves."""
    if len(products) < 9 or len(customers) < 14:
        return
    today = now.date()
    wanted = (
        ("Revisão completa da oficina", "Cinco itens da linha, cliente de balcão", customers[0], products[:5], "", ()),
        ("Atacado com 5% + 2%", "Desconto em cascata de quem compra por tabela própria", customers[12], products[5:9],
         "", (D(5), D(2))),
        ("Disputa de licitação", "Preço no limite: mostra o que a alçada pede", customers[1], products[2:5], "LICIT",
         (D(8),)),
        ("Renovação do contrato da frota", "Desconto de gerente sobre a tabela", customers[3], products[:3], "",
         (D(12),)),
    )  # fmt: skip
    for name, note, party, sold, scenario, discounts in wanted:
        request = SaleRequest(
            company_id=actor.company_id,
            establishment_id=actor.establishment_id,
            on=today,
            ordered_at=datetime(today.year, today.month, today.day, 10),  # noqa: DTZ001  (local to the establishment)
            party_id=party.pk,
            nature="VENDA",
            scenario=scenario,
            lines=tuple(
                RequestedLine(number, product.pk, D(4 * number), discounts=discounts)
                for number, product in enumerate(sold, start=1)
            ),
        )
        SimulatedCase.objects.create(
            company_id=actor.company_id,
            party_id=request.party_id,
            name=name,
            note=note,
            typed=sale_as_data(request),
            reference=figures_of(compose(request, surroundings(actor, request))),
            lines=len(sold),
            kept_at=now,
            kept_by_id=actor.user_id,
        )
