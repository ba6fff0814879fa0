"""What may be promised of many products at once: balances by warehouse and what is still to come."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from vinculo.catalogue.rules import assembled
from vinculo.stock.queries.demands import demands_of
from vinculo.stock.queries.kits import Kit, single_kits
from vinculo.stock.queries.units import Factors, NotExact, factors_of
from vinculo.stock.rules import ZERO


class WarehouseStock(NamedTuple):
    """Quantities in the product's stock unit. `available` = on hand − reserved − `blocked`, never negative.

    `blocked` is what is free in lots in quarantine, expired or too near their expiry.
    """

    warehouse_id: int
    on_hand: Decimal
    reserved: Decimal
    blocked: Decimal
    available: Decimal


@dataclass(frozen=True, slots=True)
class ScheduledStock:
    """What a receipt still to come leaves free, in the product's stock unit."""

    receipt_id: int
    warehouse_id: int
    expected_on: date
    free: Decimal


@dataclass(frozen=True, slots=True)
class Availability:
    """Of one product in all the places asked for. `unit_id` is its stock unit; `scheduled` is in order of date."""

    product_id: int
    unit_id: int
    on_hand: Decimal
    reserved: Decimal
    blocked: Decimal
    available: Decimal
    by_warehouse: tuple[WarehouseStock, ...]
    scheduled: tuple[ScheduledStock, ...]


# The places are found first: what remains is one index look-up a product. A lot is looked at only where there is one;
# one that may not be sold counts as blocked. Most figures are zero, and nothing is quicker to read than nothing.
_PLACES = """
    select id from stock_warehouse
    where company_id = %(company)s and sells and is_active
      and (%(warehouses)s::bigint[] is null or id = any (%(warehouses)s))
      and (%(establishments)s::bigint[] is null or establishment_id = any (%(establishments)s))
"""
_BALANCES = """
    select balance.product_id, balance.warehouse_id, balance.unit_id, balance.on_hand, nullif(balance.reserved, 0),
        case when balance.lot_id is not null and exists (
            select from stock_lot lot where lot.id = balance.lot_id
            and (lot.status = 'quarantine' or lot.expires_on < %(on)s::date + greatest(wanted.days, 0))
        ) then nullif(balance.available, 0) end
    from unnest(%(products)s::bigint[], %(days)s::integer[]) as wanted (id, days)
    join stock_balance balance on balance.product_id = wanted.id and balance.on_hand > 0
    where balance.warehouse_id = any (%(places)s::bigint[])
"""
_SCHEDULED = """
    select receipt.product_id, receipt.warehouse_id, receipt.unit_id, receipt.id, receipt.expected_on, receipt.free
    from unnest(%(products)s::bigint[]) as wanted (id)
    join stock_scheduledreceipt receipt
        on receipt.product_id = wanted.id and receipt.closed_at is null and receipt.free > 0
    where receipt.warehouse_id = any (%(places)s::bigint[])
    order by receipt.expected_on, receipt.id
"""
_UNITS = (
    "select id, unit_id, minimum_shelf_life, kit_mode = 'single' "
    "from catalogue_product where company_id = %s and id = any (%s::bigint[])"
)


def availability(
    company_id: int,
    product_ids: Collection[int],
    *,
    on: date,
    establishment_ids: Collection[int] | None = None,
    warehouse_ids: Collection[int] | None = None,
    party_id: int | None = None,
) -> dict[int, Availability]:
    """What of each known product may be promised on the day `on`; a product that never had stock is there with zeros.

    Without `establishment_ids` and `warehouse_ids`, the whole company. With `party_id`, lots too near their expiry for
    that customer count as blocked; otherwise the product's own minimum life decides. What is kept in another unit
    counts when a factor converts it exactly. A kit sold as one line is on hand as often as the free components of one
    warehouse make it, and to come as often as what their receipts bring completes it; nothing of it is reserved or
    blocked by itself.

    A constant number of queries, however many products.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, [company_id, _array(set(product_ids))])
        rows = cursor.fetchall()
        products: dict[int, tuple[int, int]] = {pk: (unit, days) for pk, unit, days, _ in rows}
        demands = demands_of(company_id, party_id, {pk: days for pk, (_, days) in products.items()})
        parameters: dict[str, Any] = {
            "company": company_id,
            "on": on,
            "products": _array(products),
            "days": _array(demands[pk].minimum_days for pk in products),
            "warehouses": None if warehouse_ids is None else list(warehouse_ids),
            "establishments": None if establishment_ids is None else list(establishment_ids),
        }
        cursor.execute(_PLACES, parameters)
        parameters["places"] = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(_BALANCES, parameters)
        balances = cursor.fetchall()
        cursor.execute(_SCHEDULED, parameters)
        scheduled = cursor.fetchall()
    units = {pk: unit for pk, (unit, _) in products.items()}
    foreign = {row[0] for row in (*balances, *scheduled) if row[2] != units[row[0]]}
    factors = factors_of(company_id, foreign, on=on)
    places = _by_warehouse(balances, units, factors)
    coming = _coming(scheduled, units, factors)
    found = {pk: _sum(pk, unit, places.get(pk, ()), coming.get(pk, ())) for pk, unit in units.items()}
    single = [pk for pk, _, _, is_single in rows if is_single]
    if single:
        kits = single_kits(company_id, single)
        parts = availability(
            company_id,
            {component for kit in kits.values() for component, _ in kit.items},
            on=on,
            establishment_ids=establishment_ids,
            warehouse_ids=warehouse_ids,
            party_id=party_id,
        )
        for pk in single:
            made, to_come = (_kits(kits[pk], parts), _kits_to_come(kits[pk], parts)) if pk in kits else ((), ())
            found[pk] = _sum(pk, units[pk], made, to_come)
    return found


def _kits(kit: Kit, parts: Mapping[int, Availability]) -> tuple[WarehouseStock, ...]:
    """How many kits the components of each warehouse make; they are not put together from several."""
    free: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for component, _ in kit.items:
        for place in parts[component].by_warehouse:
            free[place.warehouse_id][component] = place.available
    made = {place: assembled(free[place], kit.items, kit.decimals) for place in sorted(free)}
    return tuple(WarehouseStock(place, many, ZERO, ZERO, many) for place, many in made.items() if many)


def _kits_to_come(kit: Kit, parts: Mapping[int, Availability]) -> tuple[ScheduledStock, ...]:
    """The kits that what is to come makes possible, warehouse by warehouse, each at the receipt that completes it."""
    free: dict[int, dict[int, Decimal]] = defaultdict(dict)
    arriving: list[tuple[date, int, int, int, Decimal]] = []
    for component in {component for component, _ in kit.items}:
        for place in parts[component].by_warehouse:
            free[place.warehouse_id][component] = place.available
        arriving += [
            (each.expected_on, each.receipt_id, each.warehouse_id, component, each.free)
            for each in parts[component].scheduled
        ]
    made = {place: assembled(held, kit.items, kit.decimals) for place, held in free.items()}
    coming = []
    for expected_on, receipt, warehouse, component, quantity in sorted(arriving):
        there, before = free[warehouse], made.get(warehouse, ZERO)
        there[component] = there.get(component, ZERO) + quantity
        made[warehouse] = assembled(there, kit.items, kit.decimals)
        if made[warehouse] > before:
            coming.append(ScheduledStock(receipt, warehouse, expected_on, made[warehouse] - before))
    return tuple(coming)


def _by_warehouse(
    rows: Sequence[tuple[int, int, int, Decimal, Decimal | None, Decimal | None]],
    units: Mapping[int, int],
    factors: Factors,
) -> dict[int, tuple[WarehouseStock, ...]]:
    """The rows of each lot added up by warehouse; what is kept in another unit is added up first, then converted."""
    places: dict[int, dict[int, WarehouseStock]] = defaultdict(dict)
    foreign: dict[tuple[int, int], dict[int, WarehouseStock]] = defaultdict(dict)
    for product, warehouse, unit, on_hand, reserved, blocked in rows:
        there = places[product] if unit == units[product] else foreign[product, unit]
        _put(there, warehouse, on_hand, reserved, blocked)
    for (product, unit), kept in foreign.items():
        for each in kept.values():
            figures = (each.on_hand, each.reserved, each.blocked)
            converted = [_in_stock_unit(product, figure, unit, units[product], factors) for figure in figures]
            known = [figure for figure in converted if figure is not None]
            if len(known) == len(figures):
                _put(places[product], each.warehouse_id, *known)
    return {product: tuple(sorted(found.values())) for product, found in places.items()}


def _put(
    places: dict[int, WarehouseStock],
    warehouse: int,
    on_hand: Decimal,
    reserved: Decimal | None,
    blocked: Decimal | None,
) -> None:
    held, barred = reserved or ZERO, blocked or ZERO
    there = places.get(warehouse)
    if there is not None:
        on_hand, held, barred = on_hand + there.on_hand, held + there.reserved, barred + there.blocked
    free = on_hand - held - barred if held or barred else on_hand
    places[warehouse] = WarehouseStock(warehouse, on_hand, held, barred, free)


def _coming(
    rows: Sequence[tuple[int, int, int, int, date, Decimal]], units: Mapping[int, int], factors: Factors
) -> dict[int, tuple[ScheduledStock, ...]]:
    coming: dict[int, list[ScheduledStock]] = defaultdict(list)
    for product, warehouse, unit, receipt, expected_on, free in rows:
        quantity = _in_stock_unit(product, free, unit, units[product], factors)
        if quantity is not None:
            coming[product].append(ScheduledStock(receipt, warehouse, expected_on, quantity))
    return {product: tuple(found) for product, found in coming.items()}


def _in_stock_unit(product: int, figure: Decimal, unit: int, stock_unit: int, factors: Factors) -> Decimal | None:
    """None when no factor converts it exactly: what cannot be said in the stock unit is not promised in it."""
    if unit == stock_unit:
        return figure
    try:
        return factors.convert(product, figure, unit, stock_unit)
    except NotExact:
        return None


def _sum(
    product: int, unit: int, places: tuple[WarehouseStock, ...], coming: tuple[ScheduledStock, ...]
) -> Availability:
    if not places:
        return Availability(product, unit, ZERO, ZERO, ZERO, ZERO, places, coming)
    _, *figures = zip(*places, strict=True)
    on_hand, reserved, blocked, available = (sum(each, ZERO) for each in figures)
    return Availability(product, unit, on_hand, reserved, blocked, available, places, coming)


def _array(numbers: Iterable[int]) -> str:
    """As PostgreSQL writes an array: the driver looks for what to quote in every single number."""
    return f"{{{','.join(map(str, numbers))}}}"
