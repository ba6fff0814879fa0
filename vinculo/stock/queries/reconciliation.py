"""The ledger added up again and compared with what the balances, receipts and quotas say."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import connection

from vinculo.stock.words import amount

_NAMES: Final = {
    "stock_balance": "Saldo",
    "stock_movement": "Movimento",
    "stock_scheduledreceipt": "Recebimento programado",
    "stock_quota": "Cota",
    "stock_reservation": "Reserva",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one company: `kept` is what a row of `table` says, `summed` what its parts add up to."""

    company_id: int
    table: str
    row_id: int
    what: str
    kept: Decimal
    summed: Decimal

    def __str__(self) -> str:
        return f"{_NAMES[self.table]} nº {self.row_id}: {self.what} {amount(self.kept)}, soma {amount(self.summed)}"


_CHECKS = (
    """
    with sums as (
        select product_id, warehouse_id, unit_id, lot_id, sum(quantity) as total
        from stock_movement group by product_id, warehouse_id, unit_id, lot_id)
    select balance.company_id, 'stock_balance', balance.id, 'em mãos', balance.on_hand, coalesce(sums.total, 0)
    from stock_balance balance left join sums
        on sums.product_id = balance.product_id and sums.warehouse_id = balance.warehouse_id
        and sums.unit_id = balance.unit_id and coalesce(sums.lot_id, 0) = coalesce(balance.lot_id, 0)
    where balance.on_hand <> coalesce(sums.total, 0)
    """,
    """
    select min(movement.company_id), 'stock_movement', min(movement.id), 'movimentos sem saldo', 0,
        sum(movement.quantity)
    from stock_movement movement
    where not exists (
        select from stock_balance balance
        where balance.product_id = movement.product_id and balance.warehouse_id = movement.warehouse_id
        and balance.unit_id = movement.unit_id and balance.lot_id is not distinct from movement.lot_id)
    group by product_id, warehouse_id, unit_id, lot_id
    """,
    """
    select company_id, 'stock_movement', id, 'saldo depois', balance_after, expected from (
        select company_id, id, balance_after, sum(quantity) over (
            partition by product_id, warehouse_id, unit_id, lot_id order by id) as expected
        from stock_movement) as chained
    where balance_after <> expected
    """,
    """
    select balance.company_id, 'stock_balance', balance.id, 'reservado', balance.reserved,
        coalesce(sum(allocation.held), 0)
    from stock_balance balance left join stock_allocation allocation on allocation.balance_id = balance.id
    group by balance.id having balance.reserved <> coalesce(sum(allocation.held), 0)
    """,
    """
    select receipt.company_id, 'stock_scheduledreceipt', receipt.id, 'comprometido', receipt.committed,
        coalesce(sum(allocation.held), 0)
    from stock_scheduledreceipt receipt left join stock_allocation allocation on allocation.receipt_id = receipt.id
    group by receipt.id having receipt.committed <> coalesce(sum(allocation.held), 0)
    """,
    """
    select quota.company_id, 'stock_quota', quota.id, 'usado', quota.used, coalesce(sum(uses.held), 0)
    from stock_quota quota left join stock_quotause uses on uses.quota_id = quota.id
    group by quota.id having quota.used <> coalesce(sum(uses.held), 0)
    """,
    """
    select reservation.company_id, 'stock_reservation', reservation.id, 'retido depois do fim', 0, sum(allocation.held)
    from stock_reservation reservation join stock_allocation allocation on allocation.reservation_id = reservation.id
    where reservation.status <> 'active' and allocation.held > 0 group by reservation.id
    """,
)


def differences() -> list[Difference]:
    """Everything that does not add up, in one snapshot of the database; nothing, unless somebody wrote around it."""
    found: list[Difference] = []
    with connection.cursor() as cursor:
        for statement in _CHECKS:
            cursor.execute(statement)
            found.extend(Difference(*row) for row in cursor.fetchall())
    return found
