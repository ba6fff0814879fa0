"""What becomes of a reservation: released, given more time, expired, served.

Reservations are locked first, in the order of their ids, then balances, receipts and quotas.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.notifications.actions import notify
from vinculo.stock.actions.movements import lot_stock
from vinculo.stock.actions.posting import Change, key_of, lock_stock_of, write_posting
from vinculo.stock.actions.quota_use import give_back
from vinculo.stock.inputs import Why
from vinculo.stock.models import Allocation, Posting, Reservation, ScheduledReceipt
from vinculo.stock.permissions import Permission
from vinculo.stock.refusals import NotActive, NotEnough, ReasonNeeded, StockRefused
from vinculo.stock.rules import objection
from vinculo.stock.verbs import Verb
from vinculo.stock.words import amount

EXPIRED_AT_ONCE = 200


def release(actor: Actor, reservation_ids: Collection[int], reason: str, *, now: datetime) -> list[Reservation]:
    """Let go of reservations, their stock and their quotas. Those already ended are left alone; the ones released.

    Other people's need `Permission.RELEASE_OTHERS`.
    """
    actor.require(Permission.RESERVE)
    if not reason.strip():
        raise ReasonNeeded
    with audit.writing(actor, Verb.RELEASED, reason=reason):
        mine = Reservation.objects.visible_to(actor)
        found = [each for each in _locked(mine.filter(pk__in=reservation_ids).order_by("id")) if each.is_active]
        if any(each.owner_id != actor.user_id for each in found):
            actor.require(Permission.RELEASE_OTHERS)
        _end(found, Reservation.Status.RELEASED, reason.strip(), by=actor.user_id, now=now)
    return found


def extend(actor: Actor, reservation_id: int, until: datetime, *, now: datetime) -> Reservation:
    """Another end for an active reservation. Raises `NotActive`, or `StockRefused` for an end that has passed.

    Other people's need `Permission.RELEASE_OTHERS`: an end a minute away lets go of them.
    """
    actor.require(Permission.RESERVE)
    if until <= now:
        raise StockRefused("A reserva precisa vencer no futuro.", field="expires_at")
    with audit.writing(actor, Verb.EXTENDED):
        reservation = _one(actor, reservation_id)
        if reservation.owner_id != actor.user_id:
            actor.require(Permission.RELEASE_OTHERS)
        reservation.expires_at = until
        reservation.save(update_fields=["expires_at"])
    return reservation


def expire(*, now: datetime) -> int:
    """Let go of what is past its end, some at a time, and tell the owners; how many. Harmless to repeat."""
    total = 0
    while True:
        with audit.writing(None, Verb.EXPIRED):
            due = Reservation.objects.active().filter(expires_at__lte=now)
            found = _locked(due.order_by("expires_at", "id")[:EXPIRED_AT_ONCE], skip=True)
            _end(found, Reservation.Status.EXPIRED, "Prazo vencido", by=None, now=now)
            for reservation in found:
                product = reservation.product
                notify(
                    [reservation.owner_id],
                    f"A reserva de {amount(reservation.quantity, reservation.unit.code)} de {product.code} venceu",
                    "O estoque voltou a ficar disponível.",
                    reservation.get_absolute_url(),
                    kind="stock",
                )
        total += len(found)
        if len(found) < EXPIRED_AT_ONCE:
            return total


def consume(actor: Actor, reservation_id: int, why: Why, *, now: datetime) -> Posting:
    """Serve a reservation: what it holds leaves the stock; its quotas stay used.

    Raises `NotActive`; `NotEnough` while part of it is still to come, or its lot was put in quarantine or expired.
    """
    actor.require(Permission.MOVE)
    with audit.writing(actor, Verb.CONSUMED):
        reservation = _one(actor, reservation_id)
        allocations = _lock_what_they_hold([reservation])
        if any(each.receipt_id is not None for each in allocations):
            raise NotEnough("Parte desta reserva ainda está por chegar.")
        today = timezone.localdate(now)
        changes = []
        for each in allocations:
            balance = each.balance
            assert balance is not None
            lot = balance.lot
            if lot is not None and objection(lot_stock(balance, each.held), on=today) is not None:
                raise NotEnough(f"O lote {lot.number} está em quarentena ou vencido: libere a reserva e reserve outro.")
            changes.append(Change(key_of(balance), -each.held))
        Allocation.objects.filter(pk__in=[each.pk for each in allocations]).update(held=0)
        posting = write_posting(
            actor,
            Posting.Kind.ISSUE,
            changes,
            Why(why.reason or f"Reserva nº {reservation.pk}: {reservation.reason}"[:200], why.document),
            company_id=reservation.company_id,
            establishment_id=reservation.establishment_id,
            now=now,
        )
        _close([reservation], Reservation.Status.CONSUMED, f"Lançamento nº {posting.pk}", by=actor.user_id, now=now)
        return posting


def _one(actor: Actor, reservation_id: int) -> Reservation:
    """The active reservation, locked. Raises `NotActive`."""
    found = _locked(Reservation.objects.visible_to(actor).filter(pk=reservation_id))
    if not found or not found[0].is_active:
        raise NotActive
    return found[0]


def _locked(rows: QuerySet[Reservation], *, skip: bool = False) -> list[Reservation]:
    """Found and locked in one statement: the database judges each row again by what it is when the lock is had."""
    return list(rows.select_for_update(no_key=True, of=("self",), skip_locked=skip).select_related("product", "unit"))


def _end(
    reservations: Sequence[Reservation], status: Reservation.Status, reason: str, *, by: int | None, now: datetime
) -> None:
    active = [each for each in reservations if each.is_active]
    allocations = _lock_what_they_hold(active)
    Allocation.objects.filter(pk__in=[each.pk for each in allocations]).update(held=0)
    give_back([each.pk for each in active])
    _close(active, status, reason, by=by, now=now)


def _lock_what_they_hold(reservations: Sequence[Reservation]) -> list[Allocation]:
    """The allocations that hold something, their balances and receipts locked in order."""
    rows = Allocation.objects.filter(reservation__in=reservations, held__gt=0)
    places = rows.filter(balance__isnull=False).values_list("balance__product_id", "balance__warehouse_id")
    lock_stock_of(set(places))
    receipts = list(rows.filter(receipt__isnull=False).values_list("receipt_id", flat=True))
    list(ScheduledReceipt.objects.select_for_update(no_key=True).filter(pk__in=receipts).order_by("id").values("pk"))
    return list(rows.select_related("balance__lot").order_by("balance_id", "receipt_id", "id"))


def _close(
    reservations: Sequence[Reservation], status: Reservation.Status, reason: str, *, by: int | None, now: datetime
) -> None:
    for reservation in reservations:
        reservation.status = status
        reservation.ended_at = now
        reservation.ended_by_id = by
        reservation.end_reason = reason[:200]
    Reservation.objects.bulk_update(reservations, ["status", "ended_at", "ended_by", "end_reason"])
