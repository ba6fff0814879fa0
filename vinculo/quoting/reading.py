"""What the books and the stock know of a sale on its day, read in a constant number of queries."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

from vinculo.approvals.kinds import LIMITS
from vinculo.approvals.parameters import STYLE
from vinculo.approvals.queries import Authority, authority_of
from vinculo.catalogue.models import Product, ProductEstablishment, PromiseRule, PromiseTransit, Unit
from vinculo.engines import pricing
from vinculo.engines.decision import Table
from vinculo.engines.promise import Place, Route
from vinculo.engines.promise.calendars import EVERY_DAY
from vinculo.engines.tax import Buyer
from vinculo.foundation import clock
from vinculo.foundation.access import Actor, get_or_404
from vinculo.identity.buyers import RegisteredBuyer, registered_buyer
from vinculo.kernel.exact import Rounding
from vinculo.matrices.queries import tables
from vinculo.organization.models import Establishment
from vinculo.organization.queries import calendars_between, parameter_values
from vinculo.price_book.kinds import KINDS
from vinculo.price_book.models import FreightType, PaymentMethod, PaymentTerm
from vinculo.price_book.parameters import COST, FINANCIAL_RATE, SHARE_TIES
from vinculo.price_book.queries import (
    Market,
    PriceShelf,
    engine_route,
    market_of,
    route_for,
    shelf_of,
)
from vinculo.price_book.terms import engine_term
from vinculo.quoting.holidays import AnyYear
from vinculo.quoting.requests import SaleRequest
from vinculo.stock.queries import Availability, availability
from vinculo.tax_book.kinds import PASS_THROUGH
from vinculo.tax_book.queries import CODES as TAX_CODES
from vinculo.tax_book.queries import NoBook, customer_of, edition, goods_from, seller_of
from vinculo.tax_book.rules import Customer, Goods

CODES = (*(kind.code for kind in KINDS), PASS_THROUGH.code, *TAX_CODES, LIMITS.code)


@dataclass(frozen=True, slots=True)
class Cost:
    """Reais for one stock unit, by the cost the company chose, and its day in words."""

    amount: Decimal
    name: str
    row: ProductEstablishment


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything a quote looks at besides what was typed. `term` is None for a sale paid at once; `tables` are the
    matrices of every engine; a receipt expected before `today` is late; `rounding` is how the seller rounds money, in
    prices as in taxes; `stamp` the edition of the tax book."""

    market: Market
    customer: Customer | None
    customer_problem: str
    shelf: PriceShelf
    tables: Mapping[str, Table]
    term: pricing.PaymentTerm | None
    term_code: str
    methods: frozenset[int]
    method: PaymentMethod | None
    freight_type: FreightType | None
    costs: Mapping[int, Cost]
    blocked: Mapping[int, str]
    stock: Mapping[int, Availability]
    goods: Mapping[int, Goods]
    authority: Authority
    promises: Mapping[int, PromiseRule]
    transits: Mapping[int, int]
    origin: Place
    town: str
    destination: Place
    route: Route
    route_days: int | None
    today: date
    financial_rate: Decimal
    ties: str
    rounding: Rounding
    stamp: UUID

    def with_table(self, code: str, table: Table) -> Self:
        """The same, with one matrix as `table` has it."""
        return replace(self, tables={**self.tables, code: table})

    def product(self, product_id: int) -> Product | None:
        return self.shelf.products.get(product_id)


def surroundings(actor: Actor, request: SaleRequest) -> Surroundings:
    """Read for a sale of the actor's company. 404 for an establishment, term or method that is not the company's."""
    return surroundings_of(replace(request, company_id=actor.company_id))


def surroundings_of(request: SaleRequest) -> Surroundings:
    """The same for whoever asks on behalf of the company that the request names."""
    company_id = request.company_id
    company = {"company_id": company_id}
    places = Establishment.objects.filter(**company).select_related("municipality__state")
    establishment = get_or_404(places, request.establishment_id)
    buyer = registered_buyer(company_id, request.party_id) if request.party_id else None
    market = market_of(establishment, buyer, request.uf)
    ids = [line.product_id for line in request.lines]
    term = get_or_404(PaymentTerm.objects.filter(**company), request.term_id) if request.term_id else None
    customer, problem = _customer(buyer, request.uf)
    here, there = calendars_between(establishment, market.uf, int(market.municipality) if market.municipality else None)
    keys = (COST.key, FINANCIAL_RATE.key, SHARE_TIES.key, STYLE.key)
    chosen = parameter_values(company_id, keys, establishment_id=establishment.pk)
    own = {row.product_id: row for row in _at(establishment, ids)}
    stamp = edition()
    route = route_for(market, on=request.on)
    matrices = tables(company_id, CODES, on=request.on)
    units = {unit.pk: unit for unit in Unit.objects.filter(**company)}
    shelf = shelf_of(market, _products(company_id, ids, units), on=request.on, units=units)
    return Surroundings(
        market=market,
        customer=customer,
        customer_problem=problem,
        shelf=shelf,
        tables=matrices,
        term=engine_term(term) if term else None,
        term_code=term.code if term else "",
        methods=frozenset(term.methods.values_list("pk", flat=True)) if term else frozenset(),
        method=PaymentMethod.objects.filter(**company, pk=request.method_id).first() if request.method_id else None,
        freight_type=FreightType.objects.filter(**company, pk=request.freight_type_id).first()
        if request.freight_type_id
        else None,
        costs=_costs(own.values(), str(chosen[COST.key])),
        blocked={key: row.block_reason for key, row in own.items() if row.is_blocked or not row.is_active},
        stock=availability(
            company_id, ids, on=request.on, establishment_ids=[establishment.pk], party_id=request.party_id
        ),
        goods=goods_from(shelf.products.values(), own),
        authority=authority_of(company_id, establishment.code, matrices[LIMITS.code], str(chosen[STYLE.key])),
        promises={rule.product_id: rule for rule in PromiseRule.objects.filter(product_id__in=ids, **company)},
        transits=dict(
            PromiseTransit.objects.filter(product_id__in=ids, state_id=market.uf, **company).values_list(
                "product_id", "days"
            )
        ),
        town=str(establishment.municipality_id),
        origin=Place(here.uf, AnyYear(here), str(establishment.municipality)),
        # Of other countries the holidays are not known: the national ones count until the border.
        destination=Place(name="outro país") if market.is_abroad else Place(there.uf, AnyYear(there), there.uf),
        route=engine_route(route) if route else EVERY_DAY,
        route_days=route.transit_days if route else None,
        today=min(clock.today(), request.on),
        financial_rate=Decimal(int(chosen[FINANCIAL_RATE.key])) / 100,
        ties=str(chosen[SHARE_TIES.key]),
        rounding=_rounding(company_id, establishment.pk, request.on, stamp),
        stamp=stamp,
    )


def _rounding(company_id: int, establishment_id: int, on: date, stamp: UUID) -> Rounding:
    """As the establishment's regime says; without one the sale has no taxes, and its prices round as usual."""
    try:
        return seller_of(company_id, establishment_id, on=on, stamp=stamp).policy.rounding
    except NoBook:
        return Rounding.HALF_UP


def _customer(buyer: RegisteredBuyer | None, uf: str) -> tuple[Customer | None, str]:
    """The buyer as the taxes see it, or why it cannot be taxed. With a state and no customer: a contributor there."""
    if buyer is None:
        return (Customer(uf=uf, buyer=Buyer.CONTRIBUTOR) if uf else None), ""
    try:
        return customer_of(buyer), ""
    except NoBook as refusal:
        return None, refusal.sentence


def _products(company_id: int, ids: Collection[int], units: Mapping[int, Unit]) -> Iterator[Product]:
    """The products with everything that prices and taxes look at. Their units are those at hand: joined twice more, the
    planner would take longer to order the tables than to read them."""
    rows = Product.objects.filter(company_id=company_id, pk__in=set(ids))
    related = ("line", "brand", "fiscal_group", "fiscal_category", "type")
    for product in rows.select_related(*related).defer("technical_text", "search_vector"):
        product.unit = units[product.unit_id]
        product.sale_unit = units[product.sale_unit_id] if product.sale_unit_id else None
        yield product


def _at(establishment: Establishment, ids: list[int]) -> Iterable[ProductEstablishment]:
    rows = ProductEstablishment.objects.filter(establishment=establishment, product_id__in=ids)
    return rows.select_related("fiscal_group")


_COSTS = {
    "average": ("average_cost", "custo médio"),
    "replacement": ("replacement_cost", "custo de reposição"),
    "last": ("last_cost", "último custo"),
}


def _costs(rows: Iterable[ProductEstablishment], choice: str) -> dict[int, Cost]:
    column, name = _COSTS[choice]
    found = {}
    for row in rows:
        amount = getattr(row, column)
        if amount is not None:
            found[row.product_id] = Cost(amount, name, row)
    return found
