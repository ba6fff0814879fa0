"""What stock does by the clock."""

from datetime import datetime

from vinculo.foundation.jobs import periodic
from vinculo.stock import actions
from vinculo.stock.actions.partitions import make_partitions
from vinculo.stock.actions.reconciliation import reconcile


@periodic("*/5 * * * *", key="stock.expire_reservations")
def expire_reservations(now: datetime) -> None:
    actions.expire(now=now)


@periodic("20 4 1 * *", key="stock.make_partitions")
def make_partitions_ahead(now: datetime) -> None:
    make_partitions(now=now)


@periodic("50 3 * * *", key="stock.reconcile")
def reconcile_by_night(now: datetime) -> None:  # noqa: ARG001  (the signature of jobs)
    reconcile()
