"""The products, units, lots and warehouses that an act names, found at once and checked before anything is locked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vinculo.catalogue.models import Product, Unit
from vinculo.foundation.access import Actor
from vinculo.stock.inputs import Line
from vinculo.stock.models import Lot, Warehouse
from vinculo.stock.queries.units import Factors, factors_of
from vinculo.stock.refusals import LotNeeded, NoFactor, NotKnown, StockRefused
from vinculo.stock.rules import BadQuantity, exact


@dataclass(frozen=True, slots=True)
class Named:
    """What the lines of an act name; look-ups refuse with the line's number."""

    products: dict[int, Product]
    units: dict[int, Unit]
    lots: dict[int, Lot]
    factors: Factors

    def check(self, line: Line, number: int, *, needs_lot: bool) -> None:
        """Raises `StockRefused` for a line no balance can be kept of."""
        product, unit = self.product(line.product_id, number), self.unit(line.unit_id, number)
        if line.unit_id != product.unit_id and not self.factors.between(product.pk, line.unit_id, product.unit_id):
            raise NoFactor(
                f"{product.code}: não há fator de conversão de {unit.code} para {self.units[product.unit_id].code}.",
                line=number,
            )
        check_quantity(line.quantity, unit, number)
        if line.lot_id is not None:
            lot = self.lots.get(line.lot_id)
            if lot is None or lot.product_id != product.pk:
                raise NotKnown(f"{product.code}: o lote não existe ou é de outro produto.", line=number)
            # What was kept by lot once may still leave, or be counted away.
            if needs_lot and line.quantity > 0 and not product.tracks_lots:
                raise StockRefused(f"{product.code} não é controlado por lote: deixe o lote vazio.", line=number)
        elif needs_lot and product.tracks_lots:
            raise LotNeeded(f"{product.code} é controlado por lote: informe o lote.", line=number)

    def product(self, product_id: int, number: int | None = None) -> Product:
        product = self.products.get(product_id)
        if product is None:
            raise NotKnown("O produto não existe.", field="product", line=number)
        return product

    def unit(self, unit_id: int, number: int | None = None) -> Unit:
        unit = self.units.get(unit_id)
        if unit is None:
            raise NotKnown("A unidade não existe.", field="unit", line=number)
        return unit


def named(actor: Actor, lines: Sequence[Line], *, on: date) -> Named:
    """Four queries at most, whatever the number of lines."""
    products = {
        product.pk: product
        for product in Product.objects.visible_to(actor)
        .filter(pk__in={line.product_id for line in lines})
        .select_related("unit")
        .only(
            *("code", "description", "unit__code", "unit__decimals"),
            *("tracks_lots", "minimum_shelf_life", "status", "kit_mode", "line_id", "company_id"),
        )
    }
    units = {product.unit_id: product.unit for product in products.values()}
    foreign = {line.unit_id for line in lines} - set(units)
    if foreign:
        units |= Unit.objects.filter(company_id=actor.company_id).in_bulk(foreign)
    lot_ids = {line.lot_id for line in lines if line.lot_id is not None}
    lots = Lot.objects.filter(company_id=actor.company_id).in_bulk(lot_ids) if lot_ids else {}
    mixed = {line.product_id for line in lines if line.product_id in products} & {
        line.product_id
        for line in lines
        if line.product_id in products and line.unit_id != products[line.product_id].unit_id
    }
    factors = factors_of(actor.company_id, mixed, on=on)
    return Named(products, units, lots, factors)


def check_quantity(quantity: Decimal, unit: Unit, number: int | None = None) -> None:
    """Raises `StockRefused` when the unit is not divided as finely as the quantity."""
    try:
        kept = exact(quantity)
    except BadQuantity as bad:
        raise StockRefused(str(bad), field="quantity", line=number) from bad
    if kept != round(kept, unit.decimals):
        places = "não é dividida" if unit.decimals == 0 else f"tem {unit.decimals} casas decimais"
        raise StockRefused(f"A unidade {unit.code} {places}.", field="quantity", line=number)


def warehouse_of(actor: Actor, warehouse_id: int, *, anywhere: bool = False) -> Warehouse:
    """An active warehouse within the actor's reach (`anywhere`: of the company). Raises `NotKnown`."""
    return warehouses_of(actor, [warehouse_id], anywhere=anywhere)[warehouse_id]


def warehouses_of(actor: Actor, warehouse_ids: Iterable[int], *, anywhere: bool = False) -> dict[int, Warehouse]:
    wanted = set(warehouse_ids)
    rows = Warehouse.objects.filter(company_id=actor.company_id) if anywhere else Warehouse.objects.visible_to(actor)
    found = rows.offered().in_bulk(wanted)
    if wanted - set(found):
        raise NotKnown("O armazém não existe, está inativo ou não está ao seu alcance.", field="warehouse")
    return found
