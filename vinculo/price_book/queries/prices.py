"""The prices that might apply to some products for a buyer on a day, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from vinculo.catalogue.models import Product, Unit
from vinculo.catalogue.queries import conversions
from vinculo.catalogue.rules import Conversions
from vinculo.engines.pricing import Precedence, PriceCandidate, PromotionBand, UnitFactor
from vinculo.kernel.exact import ONE, ZERO
from vinculo.price_book.models import PriceTable
from vinculo.price_book.queries.market import Market

# Rows that may apply to the buyer at the place. A table in force by a sales table (of two of one key, the newer) is 4
# near for being the customer's, 2 for naming the place and 1 the warehouse; by none, nothing (null).
_LIST_PRICES = """
    select price.product_id, price.id, price.party_id is not null, chosen.nearness >= 4, chosen.nearness %% 4,
        tables.kind, price.price,
        unit.code, tables.name, price.from_quantity, price.valid_from, price.valid_until,
        price.establishment_id is not null, price.state_id is not null, tables.places, tables.code
    from price_book_listprice price
    join price_book_pricetable tables on tables.id = price.table_id and tables.is_active
    join catalogue_unit unit on unit.id = price.unit_id
    left join (
        select table_id, max(nearness) as nearness from (
            select distinct on (party_id, establishment_id, warehouse_id) table_id,
                4 * (party_id is not null)::int + 2 * (establishment_id is not null)::int
                    + (warehouse_id is not null)::int as nearness
            from price_book_salestable
            where company_id = %(company)s and valid_from <= %(on)s and (valid_until is null or valid_until >= %(on)s)
                and (party_id is null or party_id = %(party)s)
                and (establishment_id is null or establishment_id = %(establishment)s)
                and (warehouse_id is null or warehouse_id in (
                    select id from stock_warehouse where establishment_id = %(establishment)s))
            order by party_id, establishment_id, warehouse_id, valid_from desc
        ) latest group by table_id
    ) chosen on chosen.table_id = price.table_id
    where price.product_id = any(%(products)s::bigint[]) and price.company_id = %(company)s
        and price.valid_from <= %(on)s and (price.valid_until is null or price.valid_until >= %(on)s)
        and (price.establishment_id is null or price.establishment_id = %(establishment)s)
        and (price.state_id is null or price.state_id = %(uf)s)
        and (price.party_id is null or price.party_id = %(party)s)
        and tables.valid_from <= %(on)s and (tables.valid_until is null or tables.valid_until >= %(on)s)
        and (tables.establishment_id is null or tables.establishment_id = %(establishment)s)
        and (tables.state_id is null or tables.state_id = %(uf)s)
"""
_BANDS = """
    select band.id, band.product_id, band.line_id, band.brand_id, unit.code, band.from_quantity, band.percent,
        band.price, promotion.name, promotion.most, promotion.is_cumulative, promotion.valid_from, promotion.valid_until
    from price_book_promotion promotion
    join price_book_promotionband band on band.promotion_id = promotion.id
    left join catalogue_unit unit on unit.id = band.unit_id
    where promotion.company_id = %(company)s and promotion.is_active
        and promotion.valid_from <= %(on)s and (promotion.valid_until is null or promotion.valid_until >= %(on)s)
        and (promotion.establishment_id is null or promotion.establishment_id = %(establishment)s)
        and (promotion.state_id is null or promotion.state_id = %(uf)s)
        and (not exists (select from price_book_promotion_parties parties where parties.promotion_id = promotion.id)
            or exists (select from price_book_promotion_parties parties
                where parties.promotion_id = promotion.id and parties.party_id = %(party)s))
        and (band.product_id = any(%(products)s::bigint[]) or band.line_id = any(%(lines)s::bigint[])
            or band.brand_id = any(%(brands)s::bigint[]))
"""


class _PriceRow(NamedTuple):
    product_id: int
    pk: int
    is_of_party: bool
    of_theirs: bool | None
    nearness: int | None
    kind: str
    price: Decimal
    unit: str
    table: str
    from_quantity: Decimal
    valid_from: date
    valid_until: date | None
    has_place: bool
    has_state: bool
    places: int
    table_code: str


class _Band(NamedTuple):
    pk: int
    product_id: int | None
    line_id: int | None
    brand_id: int | None
    unit: str | None
    from_quantity: Decimal
    percent: Decimal | None
    price: Decimal | None
    name: str
    most: Decimal | None
    is_cumulative: bool
    valid_from: date
    valid_until: date | None

    def is_for(self, product: Product) -> bool:
        if self.product_id is not None:
            return self.product_id == product.pk
        if self.line_id is not None:
            return self.line_id == product.line_id
        return self.brand_id == product.brand_id


@dataclass(frozen=True)
class PriceShelf:
    """What the book says of each product: candidates, percentages by band, and how its units convert.

    Factors, and the units unless they were `known_units`, are read when a unit that is not the product's own comes into
    play. `listed` are the general prices of every table by product and code, also of tables that are not the buyer's.
    """

    company_id: int
    on: date
    products: dict[int, Product]
    candidates: dict[int, tuple[PriceCandidate, ...]]
    promotions: dict[int, tuple[PromotionBand, ...]]
    listed: dict[tuple[int, str], list[_PriceRow]]
    known_units: Mapping[int, Unit] | None = None

    @cached_property
    def units(self) -> Mapping[int, Unit]:
        if self.known_units is not None:
            return self.known_units
        return {unit.pk: unit for unit in Unit.objects.filter(company_id=self.company_id)}

    @cached_property
    def conversions(self) -> Conversions:
        return conversions(self.company_id, list(self.products), on=self.on)

    def of_table(self, product_id: int, code: str) -> tuple[PriceCandidate, ...]:
        """The general prices of a product in a table that a negotiation names, whosever the table is."""
        return tuple(_candidate(row, Precedence.CUSTOMER_LIST) for row in self.listed.get((product_id, code), ()))

    def factors(
        self, product: Product, unit: Unit, candidates: Iterable[PriceCandidate] = ()
    ) -> tuple[UnitFactor, ...]:
        """How many stock units the units in play of a product hold; a unit without a factor is left out.

        `candidates` are prices besides the shelf's own.
        """
        codes = {unit.code, *(each.unit for each in (*self.candidates.get(product.pk, ()), *candidates))}
        codes |= {band.unit for band in self.promotions.get(product.pk, ()) if band.unit}
        if codes == {product.unit.code}:
            return (UnitFactor(product.unit.code, ONE, ONE),)
        by_code = {each.code: each.pk for each in self.units.values()}
        found = []
        for code in sorted(codes):
            ratio = self.conversions.factor(product.pk, by_code[code], product.unit_id)
            if ratio is not None:
                found.append(UnitFactor(code, Decimal(ratio.numerator), Decimal(ratio.denominator)))
        return tuple(found)


def price_shelf(market: Market, product_ids: Collection[int], *, on: date) -> PriceShelf:
    """The book for some products of the company, for a buyer on a day."""
    rows = Product.objects.filter(company_id=market.company_id, pk__in=set(product_ids))
    rows = rows.select_related("unit", "sale_unit", "line", "brand").defer("technical_text", "search_vector")
    return shelf_of(market, rows, on=on)


def shelf_of(
    market: Market, rows: Iterable[Product], *, on: date, units: Mapping[int, Unit] | None = None
) -> PriceShelf:
    """The book for products at hand, whose units are loaded. Two queries. `units` are all of the company's, for who has
    read them."""
    products = {product.pk: product for product in rows}
    inputs = {
        "company": market.company_id,
        "establishment": market.establishment_id,
        "party": market.party_id,
        "uf": market.uf,
        "on": on,
        "products": list(products),
        "lines": list({product.line_id for product in products.values() if product.line_id}),
        "brands": list({product.brand_id for product in products.values() if product.brand_id}),
    }
    candidates: dict[int, list[PriceCandidate]] = defaultdict(list)
    listed: dict[tuple[int, str], list[_PriceRow]] = defaultdict(list)
    promotions: dict[int, list[PromotionBand]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_LIST_PRICES, inputs)
        for row in map(_PriceRow._make, cursor.fetchall()):
            if not row.is_of_party:
                listed[row.product_id, row.table_code].append(row)
            precedence = _precedence(row)
            if precedence is not None:
                candidates[row.product_id].append(_candidate(row, precedence))
        cursor.execute(_BANDS, inputs)
        bands = [_Band._make(row) for row in cursor.fetchall()]
    for product in products.values():
        for band in bands:
            if not band.is_for(product):
                continue
            if band.price is not None:
                candidates[product.pk].append(_promotional(band, band.price))
            else:
                promotions[product.pk].append(_percentage(band))
    return PriceShelf(
        company_id=market.company_id,
        on=on,
        products=products,
        candidates={key: tuple(found) for key, found in candidates.items()},
        promotions={key: tuple(found) for key, found in promotions.items()},
        listed=listed,
        known_units=units,
    )


def _candidate(row: _PriceRow, precedence: Precedence) -> PriceCandidate:
    return PriceCandidate(
        precedence=precedence,
        price=row.price.normalize() + ZERO,
        unit=row.unit,
        name=row.table,
        row=f"linha {row.pk}",
        from_quantity=row.from_quantity,
        valid_from=row.valid_from,
        valid_until=row.valid_until or date.max,
        specificity=2 * row.has_place + row.has_state,
        nearness=0 if row.is_of_party else row.nearness or 0,
        places=row.places,
    )


def _precedence(row: _PriceRow) -> Precedence | None:
    """A customer's table is for those it was given to: without a sales table that says so, its rows are for nobody."""
    if row.is_of_party:
        return Precedence.CUSTOMER_PRODUCT
    if row.of_theirs is not None:
        return Precedence.CUSTOMER_LIST if row.of_theirs else Precedence.REGION_LIST
    if row.kind == PriceTable.Kind.CUSTOMER:
        return None
    return Precedence.REGION_LIST if row.kind == PriceTable.Kind.REGION else Precedence.BASE_LIST


def _promotional(band: _Band, price: Decimal) -> PriceCandidate:
    assert band.unit is not None
    return PriceCandidate(
        precedence=Precedence.PROMOTION,
        price=price.normalize() + ZERO,
        unit=band.unit,
        name=band.name,
        row=f"faixa {band.pk}",
        from_quantity=band.from_quantity,
        valid_from=band.valid_from,
        valid_until=band.valid_until or date.max,
        most=band.most,
    )


def _percentage(band: _Band) -> PromotionBand:
    assert band.percent is not None
    return PromotionBand(
        promotion=band.name,
        percent=band.percent.normalize() + ZERO,
        from_quantity=band.from_quantity,
        unit=band.unit or "",
        most=band.most,
        is_cumulative=band.is_cumulative,
        valid_from=band.valid_from,
        valid_until=band.valid_until or date.max,
        row=f"faixa {band.pk}",
    )
