"""Writing a posting: the balances are locked in one order, the movements added in the same order.

The order is (product, warehouse, unit, lot), everywhere in this app: acts that cross each other wait in turn, and never
embrace. Reservations are locked before balances, receipts and quotas after them, each in the order of their ids.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import DataError, connection
from django.db.models import F
from django.utils import timezone

from vinculo.foundation.access import Actor
from vinculo.stock.inputs import Why
from vinculo.stock.models import Balance, Lot, Posting
from vinculo.stock.refusals import ReasonNeeded, StockRefused

Key = tuple[int, int, int, int | None]

_ORDER = ("product_id", "warehouse_id", "unit_id", F("lot_id").asc(nulls_first=True))
_INSERT = """
    insert into stock_movement (posting_id, kind, product_id, warehouse_id, unit_id, lot_id, quantity, at)
    select %(posting)s, %(kind)s, line.product, line.warehouse, line.unit, line.lot, line.quantity, %(at)s
    from unnest(%(products)s::bigint[], %(warehouses)s::bigint[], %(units)s::bigint[], %(lots)s::bigint[],
                %(quantities)s::numeric[]) with ordinality as line (product, warehouse, unit, lot, quantity, position)
    order by line.product, line.warehouse, line.unit, line.lot nulls first, line.position
"""
_BORN = """
    insert into stock_balance
        (company_id, establishment_id, product_id, warehouse_id, unit_id, lot_id, on_hand, reserved)
    select warehouse.company_id, warehouse.establishment_id, line.product, line.warehouse, line.unit, line.lot, 0, 0
    from unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) as line (product, warehouse, unit, lot)
    join stock_warehouse warehouse on warehouse.id = line.warehouse
    order by line.product, line.warehouse, line.unit, line.lot nulls first
    on conflict (product_id, warehouse_id, unit_id, lot_id) do nothing
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A movement to be: so much more (negative: less) of a balance."""

    key: Key
    quantity: Decimal


def write_posting(
    actor: Actor | None,
    kind: Posting.Kind,
    changes: Sequence[Change],
    why: Why,
    *,
    company_id: int,
    establishment_id: int,
    now: datetime,
    to_establishment_id: int | None = None,
    reverses: Posting | None = None,
    source: str = "",
) -> Posting:
    """Add a posting and its movements, inside the caller's `audit.writing`.

    Raises `ReasonNeeded`, `StockRefused` beyond what a balance can hold, and `IntegrityError` when a balance would fall
    below zero or below what is reserved.
    """
    if kind in (Posting.Kind.COUNT, Posting.Kind.ISSUE, Posting.Kind.REVERSAL) and not why.reason.strip():
        raise ReasonNeeded
    posting = Posting.objects.create(
        company_id=company_id,
        establishment_id=establishment_id,
        to_establishment_id=to_establishment_id,
        kind=kind,
        reason=why.reason.strip(),
        document=why.document.strip(),
        by_id=actor.user_id if actor else None,
        at=now,
        reverses=reverses,
        source=source,
    )
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                _INSERT,
                {
                    "posting": posting.pk,
                    "kind": kind.value,
                    "at": now,
                    "products": [change.key[0] for change in changes],
                    "warehouses": [change.key[1] for change in changes],
                    "units": [change.key[2] for change in changes],
                    "lots": [change.key[3] for change in changes],
                    "quantities": [change.quantity for change in changes],
                },
            )
    except DataError as error:
        raise StockRefused("A quantidade é grande demais: nenhum saldo a comporta.", field="quantity") from error
    _mark_first_arrival(changes, timezone.localdate(now))
    return posting


def _mark_first_arrival(changes: Sequence[Change], on: date) -> None:
    """A lot that comes in for the first time, by whatever posting, was received on this day."""
    coming = {change.key[3] for change in changes if change.key[3] is not None and change.quantity > 0}
    if coming:
        new = Lot.objects.filter(pk__in=coming, received_on__isnull=True)
        Lot.objects.filter(pk__in=[lot.pk for lot in new.select_for_update(no_key=True).order_by("pk")]).update(
            received_on=on
        )


def locked_balances(keys: Collection[Key]) -> dict[Key, Balance]:
    """The balances of the keys, locked in order; those that did not exist are born empty first."""
    with connection.cursor() as cursor:
        cursor.execute(_BORN, [[key[part] for key in keys] for part in range(4)])
    products, warehouses = {key[0] for key in keys}, {key[1] for key in keys}
    rows = (
        Balance.objects.select_for_update(no_key=True, of=("self",))
        .filter(product_id__in=products, warehouse_id__in=warehouses)
        .order_by(*_ORDER)
    )
    wanted = set(keys)
    return {key: row for row in rows if (key := key_of(row)) in wanted}


def lock_stock_of(pairs: Collection[tuple[int, int]]) -> list[Balance]:
    """Every balance of the (product, warehouse) pairs, with its lot, locked in order."""
    products, warehouses = {product for product, _ in pairs}, {warehouse for _, warehouse in pairs}
    rows = (
        Balance.objects.select_for_update(no_key=True, of=("self",))
        .select_related("lot")
        .filter(product_id__in=products, warehouse_id__in=warehouses)
        .order_by(*_ORDER)
    )
    wanted = set(pairs)
    return [row for row in rows if (row.product_id, row.warehouse_id) in wanted]


def key_of(balance: Balance) -> Key:
    return (balance.product_id, balance.warehouse_id, balance.unit_id, balance.lot_id)
