"""The indicators of stock: what it is worth, how long it lasts, what expires, what is missing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone

from vinculo.foundation.access import Actor
from vinculo.stock.models.rows import sees_every_place


@dataclass(frozen=True, slots=True)
class WarehouseValue:
    """`value` at average cost (BRL); what has no known cost is counted in `without_cost` (balances) and left out."""

    warehouse_id: int
    code: str
    name: str
    value: Decimal
    without_cost: int


# Balances in the stock unit alone: what is kept in another unit is valued once it is converted.
_VALUE: Final = """
    select warehouse.id, warehouse.code, warehouse.name,
        coalesce(sum(balance.on_hand * coalesce(here.average_cost, here.replacement_cost, here.last_cost)), 0),
        count(*) filter (where coalesce(here.average_cost, here.replacement_cost, here.last_cost) is null)
    from stock_balance balance
    join stock_warehouse warehouse on warehouse.id = balance.warehouse_id
    join catalogue_product product on product.id = balance.product_id and product.unit_id = balance.unit_id
    left join catalogue_productestablishment here
        on here.product_id = balance.product_id and here.establishment_id = balance.establishment_id
    where balance.company_id = %(company)s and balance.on_hand > 0
      and (%(places)s::bigint[] is null or balance.establishment_id = any (%(places)s))
    group by warehouse.id order by 4 desc
"""

# Each active product that has stock to sell or left in the period, with how long it lasts.
_LASTING: Final = """
    with free as (
        select balance.product_id, balance.unit_id, coalesce(sum(balance.available) filter (where lot.id is null
            or lot.status <> 'quarantine' and (lot.expires_on is null or lot.expires_on >= %(today)s::date)), 0)
            as available
        from stock_balance balance
        join stock_warehouse warehouse on warehouse.id = balance.warehouse_id
            and warehouse.sells and warehouse.is_active
        left join stock_lot lot on lot.id = balance.lot_id
        join catalogue_product product on product.id = balance.product_id and product.unit_id = balance.unit_id
            and product.status = 'active'
        where balance.company_id = %(company)s
          and (%(places)s::bigint[] is null or balance.establishment_id = any (%(places)s))
        group by balance.product_id, balance.unit_id
    ), pace as (
        select product_id, unit_id, -sum(quantity) as issued
        from stock_movement
        where company_id = %(company)s and at >= %(since)s and kind in ('issue', 'reversal')
          and (%(places)s::bigint[] is null or establishment_id = any (%(places)s))
        group by product_id, unit_id
    ), lasting as (
        select product_id, available, coalesce(issued, 0) as issued, case
                when coalesce(issued, 0) <= 0 then 'still'
                when available <= 0 then 'none'
                when available * %(days)s / issued < 15 then 'short'
                when available * %(days)s / issued < 30 then 'month'
                when available * %(days)s / issued < 90 then 'quarter'
                else 'long' end as bucket
        from free left join pace using (product_id, unit_id)
        where available > 0 or coalesce(issued, 0) > 0
    )
"""
_BY_BUCKET: Final = f"{_LASTING} select bucket, count(*) from lasting group by 1"  # noqa: S608  (constants of this file)
_OF_BUCKET: Final = f"{_LASTING} select product_id from lasting where bucket = %(bucket)s"  # noqa: S608  (the same)


@dataclass(frozen=True, slots=True)
class Expiring:
    """Lots with stock whose days of life left are in a range: how many, and what they are worth (BRL) at cost."""

    key: str
    lots: int
    value: Decimal


_EXPIRING: Final = """
    select case
            when lot.expires_on < %(today)s::date then 'expired'
            when lot.expires_on < %(today)s::date + 30 then '30'
            when lot.expires_on < %(today)s::date + 60 then '60'
            else '90' end as bucket,
        count(distinct lot.id),
        coalesce(sum(balance.on_hand * coalesce(here.average_cost, here.replacement_cost, here.last_cost)), 0)
    from stock_lot lot
    join stock_balance balance on balance.lot_id = lot.id and balance.on_hand > 0
    left join catalogue_productestablishment here
        on here.product_id = balance.product_id and here.establishment_id = balance.establishment_id
    where lot.company_id = %(company)s and lot.expires_on < %(today)s::date + 90
      and (%(places)s::bigint[] is null or balance.establishment_id = any (%(places)s))
    group by 1
"""


_LOW: Final = """
    with free as (
        select balance.product_id, balance.establishment_id, balance.unit_id, sum(balance.available) as available
        from stock_balance balance
        join stock_warehouse warehouse on warehouse.id = balance.warehouse_id
            and warehouse.sells and warehouse.is_active
        left join stock_lot lot on lot.id = balance.lot_id
        where balance.company_id = %(company)s
          and (lot.id is null
            or lot.status = 'released' and (lot.expires_on is null or lot.expires_on >= %(today)s::date))
        group by balance.product_id, balance.establishment_id, balance.unit_id
    )
    select count(*), count(*) filter (where coalesce(free.available, 0) <= 0)
    from catalogue_productestablishment here
    join catalogue_product product on product.id = here.product_id
        and product.status = 'active' and product.kit_mode <> 'single'
    left join free on free.product_id = here.product_id and free.establishment_id = here.establishment_id
        and free.unit_id = product.unit_id
    where here.company_id = %(company)s and here.is_active and here.minimum > 0
      and (%(places)s::bigint[] is null or here.establishment_id = any (%(places)s))
      and coalesce(free.available, 0) < here.minimum
"""


def _places(actor: Actor) -> list[int] | None:
    return None if sees_every_place(actor) else list(actor.establishment_ids)


def _rows(statement: str, parameters: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def values_by_warehouse(actor: Actor) -> list[WarehouseValue]:
    rows = _rows(_VALUE, {"company": actor.company_id, "places": _places(actor)})
    return [WarehouseValue(*row) for row in rows]


def _period(actor: Actor, now: datetime, days: int) -> dict[str, Any]:
    return {
        "company": actor.company_id,
        "places": _places(actor),
        "since": now - timedelta(days=days),
        "days": days,
        "today": timezone.localdate(now),
    }


def products_by_coverage(actor: Actor, *, now: datetime, days: int) -> dict[str, int]:
    """How many active products last so long at the pace of the last days (what is in quarantine or expired does not
    count, as in the list of low stock): none (nothing available, though it left in the period), short
    (< 15 days), month (< 30), quarter (< 90), long, still (nothing left by an issue)."""
    return dict(_rows(_BY_BUCKET, _period(actor, now, days)))


def products_lasting(actor: Actor, bucket: str, *, now: datetime, days: int) -> RawSQL:
    """The ids of the products that `products_by_coverage` counts under a bucket, for `pk__in`."""

    statement, inputs = _positional(_OF_BUCKET, _period(actor, now, days) | {"bucket": bucket})
    return RawSQL(statement, inputs)  # noqa: S611  (inputs are bound)


def _positional(statement: str, named: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
    """A statement with named inputs as Django's raw expressions take it."""
    names = re.findall(r"%\((\w+)\)s", statement)
    return re.sub(r"%\(\w+\)s", "%s", statement), tuple(named[name] for name in names)


def expiring(actor: Actor, *, today: date) -> dict[str, Expiring]:
    """By range: expired, or less than 30, 60, 90 days left."""
    rows = _rows(_EXPIRING, {"company": actor.company_id, "places": _places(actor), "today": today})
    return {key: Expiring(key, lots, value) for key, lots, value in rows}


def low_and_out(actor: Actor, *, today: date) -> tuple[int, int]:
    """How many rows the list of low stock has on the day, and how many of them have nothing free: what each branch may
    sell added up once, where the list asks row by row for its page."""
    [(low, out)] = _rows(_LOW, {"company": actor.company_id, "places": _places(actor), "today": today})
    return low, out
