"""What could serve a line that stock cannot: other lots, other warehouses, similar products, what is to come."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from vinculo.catalogue.models import Product, Unit
from vinculo.catalogue.queries import substitutes
from vinculo.foundation.access import Actor
from vinculo.stock import rules
from vinculo.stock.inputs import Wanted
from vinculo.stock.models import Balance, ScheduledReceipt, Warehouse
from vinculo.stock.queries.availability import availability
from vinculo.stock.refusals import Alternative
from vinculo.stock.rules import ZERO, LotDemand, LotStock

_OF_EACH = 3


def alternatives_for(actor: Actor, wanted: Wanted, *, on: date, demand: LotDemand) -> tuple[Alternative, ...]:
    """At most three of each kind, within what the actor sees: other lots here (when one was asked for), other
    warehouses, similar products in the same warehouse, the next receipts. A constant number of queries.

    A kit sold as one line is offered in the other warehouses that have all its components; its receipts are its
    components', which nobody reserves a kit from.
    """
    if _is_kit(actor, wanted):
        return (*_kits_elsewhere(actor, wanted, on), *_similar_products(actor, wanted, on))
    return (
        *_other_lots(actor, wanted, on, demand),
        *_other_warehouses(actor, wanted, on, demand),
        *_similar_products(actor, wanted, on),
        *_receipts(actor, wanted),
    )


def _is_kit(actor: Actor, wanted: Wanted) -> bool:
    products = Product.objects.visible_to(actor).filter(pk=wanted.product_id)
    return products.filter(kit_mode=Product.KitMode.SINGLE).exists()


def _kits_elsewhere(actor: Actor, wanted: Wanted, on: date) -> Iterator[Alternative]:
    """The other warehouses within reach whose components make kits."""
    places = Warehouse.objects.visible_to(actor).filter(sells=True, is_active=True).in_bulk()
    found = availability(actor.company_id, [wanted.product_id], on=on, warehouse_ids=list(places))[wanted.product_id]
    unit = Unit.objects.get(pk=found.unit_id).code
    others = [each for each in found.by_warehouse if each.warehouse_id != wanted.warehouse_id]
    for each in sorted(others, key=lambda each: -each.available)[:_OF_EACH]:
        place = places[each.warehouse_id]
        yield Alternative("warehouse", str(place), each.available, unit, warehouse_id=place.pk)


def _usable(balance: Balance, on: date, demand: LotDemand) -> bool:
    lot = balance.lot
    if lot is None:
        return bool(balance.available > ZERO)
    stock = LotStock(balance.pk, balance.available, lot.expires_on, lot.received_on, lot.is_released)
    return rules.objection(stock, on=on, demand=demand) is None


def _balances(actor: Actor, wanted: Wanted) -> list[Balance]:
    return list(
        Balance.objects.visible_to(actor)
        .filter(product_id=wanted.product_id, available__gt=0, warehouse__sells=True, warehouse__is_active=True)
        .select_related("lot", "warehouse", "unit")
        .order_by("warehouse_id", "lot__expires_on", "id")
    )


def _other_lots(actor: Actor, wanted: Wanted, on: date, demand: LotDemand) -> Iterator[Alternative]:
    if wanted.lot_id is None:
        return
    here = [
        balance
        for balance in _balances(actor, wanted)
        if balance.warehouse_id == wanted.warehouse_id
        and balance.lot_id not in (None, wanted.lot_id)
        and _usable(balance, on, demand)
    ]
    for balance in here[:_OF_EACH]:
        assert balance.lot is not None
        until = f", vence em {balance.lot.expires_on:%d/%m/%Y}" if balance.lot.expires_on else ""
        yield Alternative(
            "lot",
            f"Lote {balance.lot.number}{until}",
            balance.available,
            balance.unit.code,
            warehouse_id=balance.warehouse_id,
            lot_id=balance.lot_id,
        )


def _other_warehouses(actor: Actor, wanted: Wanted, on: date, demand: LotDemand) -> Iterator[Alternative]:
    sums: dict[tuple[int, int], Decimal] = {}
    places: dict[tuple[int, int], tuple[Warehouse, str]] = {}
    for balance in _balances(actor, wanted):
        if balance.warehouse_id == wanted.warehouse_id or not _usable(balance, on, demand):
            continue
        key = (balance.warehouse_id, balance.unit_id)
        sums[key] = sums.get(key, ZERO) + balance.available
        places[key] = (balance.warehouse, balance.unit.code)
    for key, quantity in sorted(sums.items(), key=lambda each: -each[1])[:_OF_EACH]:
        warehouse, unit = places[key]
        yield Alternative("warehouse", str(warehouse), quantity, unit, warehouse_id=warehouse.pk)


def _similar_products(actor: Actor, wanted: Wanted, on: date) -> Iterator[Alternative]:
    """Products that may replace this one, best first, and are free in the same warehouse."""
    products = {product.pk: product for product in substitutes(actor.company_id, wanted.product_id)}
    found = availability(actor.company_id, list(products), on=on, warehouse_ids=[wanted.warehouse_id])
    free = [(product, found[pk].available) for pk, product in products.items() if found[pk].available > ZERO]
    for product, quantity in free[:_OF_EACH]:
        words = f"{product.code} {product.description}"
        yield Alternative("similar", words, quantity, product.unit.code, product_id=product.pk)


def _receipts(actor: Actor, wanted: Wanted) -> Iterator[Alternative]:
    rows = ScheduledReceipt.objects.visible_to(actor).open().filter(product_id=wanted.product_id, free__gt=0)
    rows = rows.filter(warehouse__sells=True, warehouse__is_active=True)
    for receipt in rows.select_related("unit", "warehouse").order_by("expected_on", "id")[:_OF_EACH]:
        words = f"Chega em {receipt.expected_on:%d/%m/%Y}, em {receipt.warehouse.name}"
        yield Alternative(
            "receipt",
            words,
            receipt.free,
            receipt.unit.code,
            warehouse_id=receipt.warehouse_id,
            receipt_id=receipt.pk,
        )
