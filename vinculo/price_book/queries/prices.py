"""The prices that might apply to some products for a buyer on a day, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from vinculo.catalogue.models import Product, Unit
from vinculo.catalogue.queries import conversions
from vinculo.catalogue.rules import Conversions
from vinculo.engines.pricing import Precedence, PriceCandidate, PromotionBand, UnitFactor
from vinculo.kernel.exact import ZERO
from vinculo.price_book.models import ListPrice, PriceTable, SalesTable
from vinculo.price_book.models import PromotionBand as BandRow
from vinculo.price_book.queries.market import Market


@dataclass(frozen=True, slots=True)
class PriceShelf:
    """What the book says of each product: candidates, percentages by band, and how its units convert."""

    products: dict[int, Product]
    units: dict[int, Unit]
    candidates: dict[int, tuple[PriceCandidate, ...]]
    promotions: dict[int, tuple[PromotionBand, ...]]
    conversions: Conversions

    def factors(self, product: Product, unit: Unit) -> tuple[UnitFactor, ...]:
        """How many stock units the units in play of a product hold; a unit without a factor is left out."""
        codes = {unit.code, *(each.unit for each in self.candidates.get(product.pk, ()))}
        codes |= {band.unit for band in self.promotions.get(product.pk, ()) if band.unit}
        by_code = {each.code: each.pk for each in self.units.values()}
        found = []
        for code in sorted(codes):
            ratio = self.conversions.factor(product.pk, by_code[code], product.unit_id)
            if ratio is not None:
                found.append(UnitFactor(code, Decimal(ratio.numerator), Decimal(ratio.denominator)))
        return tuple(found)


def price_shelf(market: Market, product_ids: Collection[int], *, on: date) -> PriceShelf:
    """The book for some products of the company, for a buyer on a day."""
    ids = list(set(product_ids))
    rows = Product.objects.filter(company_id=market.company_id, pk__in=ids)
    products = {
        product.pk: product
        for product in rows.select_related("unit", "sale_unit", "line", "brand").defer(
            "technical_text", "search_vector"
        )
    }
    tables = _tables_of(market, on)
    bands = _bands(market, products.values(), on)
    candidates: dict[int, list[PriceCandidate]] = defaultdict(list)
    for row in _list_prices(market, ids, on):
        candidate = _candidate(row, market, tables)
        if candidate is not None:
            candidates[row.product_id].append(candidate)
    promotions: dict[int, list[PromotionBand]] = defaultdict(list)
    for product in products.values():
        for band in bands:
            if _is_for(band, product):
                if band.price is not None:
                    candidates[product.pk].append(_promotional(band))
                else:
                    promotions[product.pk].append(_percentage(band))
    return PriceShelf(
        products=products,
        units={unit.pk: unit for unit in Unit.objects.filter(company_id=market.company_id)},
        candidates={key: tuple(found) for key, found in candidates.items()},
        promotions={key: tuple(found) for key, found in promotions.items()},
        conversions=conversions(market.company_id, ids, on=on),
    )


def _tables_of(market: Market, on: date) -> dict[int, Precedence]:
    """The tables that the sales tables give this buyer at this site: the customer's own, or the site's."""
    rows = (
        SalesTable.objects.filter(company_id=market.company_id)
        .in_force(on)
        .filter(Q(party__isnull=True) | Q(party_id=market.party_id))
        .filter(Q(establishment__isnull=True) | Q(establishment_id=market.establishment_id))
        .order_by(F("party_id").asc(nulls_first=True), F("establishment_id").asc(nulls_first=True), "valid_from")
    )
    found: dict[int, Precedence] = {}
    for table_id, party_id in rows.values_list("table_id", "party_id"):
        found[table_id] = Precedence.CUSTOMER_LIST if party_id else Precedence.REGION_LIST
    return found


def _list_prices(market: Market, ids: list[int], on: date) -> Iterable[ListPrice]:
    rows = ListPrice.objects.filter(product_id__in=ids, company_id=market.company_id, table__is_active=True)
    return (
        rows.in_force(on)
        .filter(Q(table__valid_until__isnull=True) | Q(table__valid_until__gte=on), table__valid_from__lte=on)
        .filter(_here("establishment", market.establishment_id), _here("state", market.uf))
        .filter(_here("table__establishment", market.establishment_id), _here("table__state", market.uf))
        .filter(_here("party", market.party_id))
        .select_related("table", "unit")
    )


def _here(name: str, value: Any) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}_id": value})


def _candidate(row: ListPrice, market: Market, tables: dict[int, Precedence]) -> PriceCandidate | None:
    precedence = _precedence(row, market, tables)
    if precedence is None:
        return None
    return PriceCandidate(
        precedence=precedence,
        price=row.price.normalize() + ZERO,
        unit=row.unit.code,
        name=row.table.name,
        row=f"linha {row.pk}",
        from_quantity=row.from_quantity,
        valid_from=row.valid_from,
        valid_until=row.valid_until or date.max,
        specificity=2 * (row.establishment_id is not None) + (row.state_id is not None),
        places=row.table.places,
    )


def _precedence(row: ListPrice, market: Market, tables: dict[int, Precedence]) -> Precedence | None:
    if row.party_id is not None:
        return Precedence.CUSTOMER_PRODUCT if row.party_id == market.party_id else None
    if row.table_id in tables:
        return tables[row.table_id]
    if row.table.kind == PriceTable.Kind.CUSTOMER:
        return None
    return Precedence.REGION_LIST if row.table.kind == PriceTable.Kind.REGION else Precedence.BASE_LIST


def _bands(market: Market, products: Iterable[Product], on: date) -> list[BandRow]:
    """The bands of promotions in force that are for this buyer and touch any of the products."""
    known = list(products)
    lines = {product.line_id for product in known if product.line_id}
    brands = {product.brand_id for product in known if product.brand_id}
    return list(
        BandRow.objects.filter(company_id=market.company_id, promotion__is_active=True)
        .filter(Q(promotion__valid_until__isnull=True) | Q(promotion__valid_until__gte=on))
        .filter(promotion__valid_from__lte=on)
        .filter(_here("promotion__establishment", market.establishment_id), _here("promotion__state", market.uf))
        .filter(Q(promotion__parties__isnull=True) | Q(promotion__parties=market.party_id))
        .filter(Q(product__in=known) | Q(line__in=lines) | Q(brand__in=brands))
        .select_related("promotion", "unit")
    )


def _is_for(band: BandRow, product: Product) -> bool:
    if band.product_id is not None:
        return band.product_id == product.pk
    if band.line_id is not None:
        return band.line_id == product.line_id
    return band.brand_id == product.brand_id


def _promotional(band: BandRow) -> PriceCandidate:
    assert band.price is not None
    assert band.unit is not None
    return PriceCandidate(
        precedence=Precedence.PROMOTION,
        price=band.price.normalize() + ZERO,
        unit=band.unit.code,
        name=band.promotion.name,
        row=f"faixa {band.pk}",
        from_quantity=band.from_quantity,
        valid_from=band.promotion.valid_from,
        valid_until=band.promotion.valid_until or date.max,
    )


def _percentage(band: BandRow) -> PromotionBand:
    assert band.percent is not None
    return PromotionBand(
        promotion=band.promotion.name,
        percent=band.percent.normalize() + ZERO,
        from_quantity=band.from_quantity,
        unit=band.unit.code if band.unit else "",
        most=band.promotion.most,
        is_cumulative=band.promotion.is_cumulative,
        valid_from=band.promotion.valid_from,
        valid_until=band.promotion.valid_until or date.max,
        row=f"faixa {band.pk}",
    )
