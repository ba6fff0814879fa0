"""Receipts still to come: scheduled, moved to another day, arrived in parts or whole, closed."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.stock.actions.expecting import source_of
from vinculo.stock.actions.kits import refuse_kit
from vinculo.stock.actions.posting import Change, locked_balances, write_posting
from vinculo.stock.actions.reach import check_quantity, named, warehouse_of
from vinculo.stock.inputs import Coming, Line, Why
from vinculo.stock.models import Allocation, Posting, Reservation, ScheduledReceipt
from vinculo.stock.permissions import Permission
from vinculo.stock.refusals import NotKnown, ReceiptClosed, StockRefused
from vinculo.stock.rules import ZERO
from vinculo.stock.verbs import Verb
from vinculo.stock.words import amount


def schedule(actor: Actor, coming: Coming, *, now: datetime) -> ScheduledReceipt:
    """Raises `StockRefused` for a line that makes no sense or a day that has passed."""
    actor.require(Permission.MOVE)
    today = timezone.localdate(now)
    if coming.expected_on < today:
        raise StockRefused("A previsão precisa ser hoje ou depois.", field="expected_on")
    warehouse = warehouse_of(actor, coming.warehouse_id)
    line = Line(coming.product_id, coming.unit_id, coming.quantity)
    known = named(actor, [line], on=today)
    if coming.quantity <= ZERO:
        raise StockRefused("A quantidade precisa ser maior que zero.", field="quantity")
    known.check(line, 0, needs_lot=False)
    refuse_kit(known.products[coming.product_id])
    with audit.writing(actor, Verb.SCHEDULED):
        return ScheduledReceipt.objects.create(
            company_id=actor.company_id,
            establishment_id=warehouse.establishment_id,
            warehouse=warehouse,
            product_id=coming.product_id,
            unit_id=coming.unit_id,
            quantity=coming.quantity,
            expected_on=coming.expected_on,
            document=coming.document.strip(),
            supplier=coming.supplier.strip(),
            created_by_id=actor.user_id,
            created_at=now,
        )


def reschedule(
    actor: Actor, receipt_id: int, expected_on: date, quantity: Decimal, *, now: datetime
) -> ScheduledReceipt:
    """Another day or quantity; never less than has arrived and is promised. Raises `ReceiptClosed`, `StockRefused`."""
    actor.require(Permission.MOVE)
    if expected_on < timezone.localdate(now):
        raise StockRefused("A previsão precisa ser hoje ou depois.", field="expected_on")
    with audit.writing(actor, Verb.RESCHEDULED):
        receipt = _open(actor, receipt_id)
        check_quantity(quantity, receipt.unit)
        least = receipt.received + receipt.committed
        if quantity < least or quantity <= ZERO:
            raise StockRefused(
                f"Já chegaram ou estão prometidas {amount(least, receipt.unit.code)} deste recebimento.",
                field="quantity",
            )
        receipt.expected_on, receipt.quantity = expected_on, quantity
        receipt.save(update_fields=["expected_on", "quantity"])
    return receipt


def arrive(actor: Actor, receipt_id: int, quantity: Decimal, lot_id: int | None, why: Why, *, now: datetime) -> Posting:
    """So much of a receipt came in: it enters the stock, and the oldest promises made on it now hold what arrived.

    The receipt closes when all of it has come. Raises `StockRefused`.
    """
    actor.require(Permission.MOVE)
    seen = get_or_404(ScheduledReceipt.objects.visible_to(actor), receipt_id)
    today = timezone.localdate(now)
    line = Line(seen.product_id, seen.unit_id, quantity, lot_id)
    known = named(actor, [line], on=today)
    if quantity <= ZERO:
        raise StockRefused("A quantidade precisa ser maior que zero.", field="quantity", line=0)
    known.check(line, 0, needs_lot=True)
    warehouse = warehouse_of(actor, seen.warehouse_id)
    key = (seen.product_id, seen.warehouse_id, seen.unit_id, lot_id)
    with audit.writing(actor, Verb.ARRIVED):
        promised = Reservation.objects.filter(allocations__receipt=seen, allocations__held__gt=0)
        ids = list(promised.values_list("pk", flat=True))
        list(Reservation.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("id").values("pk"))
        balance = locked_balances([key])[key]
        receipt = _open(actor, receipt_id)
        left = receipt.quantity - receipt.received
        if quantity > left:
            raise StockRefused(
                f"Deste recebimento faltam {amount(left, receipt.unit.code)}. O que vier a mais entra por uma entrada.",
                field="quantity",
            )
        promises = list(Allocation.objects.select_for_update().filter(receipt=receipt, held__gt=0).order_by("id"))
        kept = _shift(promises, quantity)
        ScheduledReceipt.objects.filter(pk=receipt.pk).update(
            received=receipt.received + quantity, closed_at=now if quantity == left else None
        )
        posting = write_posting(
            actor,
            Posting.Kind.RECEIPT,
            [Change(key, quantity)],
            Why(why.reason, why.document or receipt.document),
            company_id=warehouse.company_id,
            establishment_id=warehouse.establishment_id,
            source=source_of(receipt),
            now=now,
        )
        Allocation.objects.bulk_create(
            Allocation(
                company_id=promise.company_id,
                reservation_id=promise.reservation_id,
                balance=balance,
                quantity=taken,
                held=taken,
            )
            for promise, taken in kept
        )
    return posting


def close_receipt(actor: Actor, receipt_id: int, *, now: datetime) -> ScheduledReceipt:
    """No more of it will come. Refused while somebody was promised what is missing."""
    actor.require(Permission.MOVE)
    with audit.writing(actor, Verb.RECEIPT_CLOSED):
        receipt = _open(actor, receipt_id)
        if receipt.committed:
            promised = amount(receipt.committed, receipt.unit.code)
            raise StockRefused(f"Há {promised} prometidas deste recebimento: libere as reservas antes.")
        receipt.closed_at = now
        receipt.save(update_fields=["closed_at"])
    return receipt


def _open(actor: Actor, receipt_id: int) -> ScheduledReceipt:
    """The receipt, locked. Raises `ReceiptClosed`."""
    rows = ScheduledReceipt.objects.visible_to(actor).select_for_update(no_key=True, of=("self",))
    receipt = rows.select_related("unit").filter(pk=receipt_id).first()
    if receipt is None:
        raise NotKnown("O recebimento não existe ou não está ao seu alcance.")
    if receipt.closed_at is not None:
        raise ReceiptClosed
    return receipt


def _shift(promises: Sequence[Allocation], quantity: Decimal) -> list[tuple[Allocation, Decimal]]:
    """Take what arrived off the promises, the oldest first; each promise and how much of it is now served."""
    kept = []
    for promise in promises:
        taken = min(promise.held, quantity)
        if taken <= ZERO:
            break
        quantity -= taken
        promise.held -= taken
        promise.save(update_fields=["held"])
        kept.append((promise, taken))
    return kept
