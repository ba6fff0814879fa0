"""Receipts, issues, transfers, changes of unit, and the reversal of any posting."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.stock import rules
from vinculo.stock.actions.expecting import expect_again
from vinculo.stock.actions.kits import components, kits_among, refuse_kit
from vinculo.stock.actions.posting import Change, Key, key_of, lock_stock_of, locked_balances, write_posting
from vinculo.stock.actions.reach import Named, named, warehouse_of
from vinculo.stock.inputs import Line, Why
from vinculo.stock.models import Balance, Movement, Posting, Warehouse
from vinculo.stock.permissions import Permission
from vinculo.stock.queries.units import NotExact
from vinculo.stock.refusals import (
    AlreadyReversed,
    CannotReverse,
    NoFactor,
    NotEnough,
    NothingToPost,
    ReasonNeeded,
    StockRefused,
)
from vinculo.stock.rules import ZERO, LotStock
from vinculo.stock.verbs import Verb
from vinculo.stock.words import amount


def receive(actor: Actor, warehouse_id: int, lines: Sequence[Line], why: Why, *, now: datetime) -> Posting:
    """Stock that comes in. Raises `StockRefused`; a product kept by lot needs one."""
    actor.require(Permission.MOVE)
    warehouse, known = _checked(actor, warehouse_id, lines, now=now, needs_lot=True)
    for number, line in enumerate(lines):
        refuse_kit(known.products[line.product_id], number)
    changes = [Change((line.product_id, warehouse.pk, line.unit_id, line.lot_id), line.quantity) for line in lines]
    with audit.writing(actor, Verb.RECEIVED, reason=why.reason):
        return _write(actor, Posting.Kind.RECEIPT, changes, why, warehouse, now=now)


def issue(actor: Actor, warehouse_id: int, lines: Sequence[Line], why: Why, *, now: datetime) -> Posting:
    """Stock that leaves without being sold: loss, own use. Raises `StockRefused`, `NotEnough` beyond what is free.

    A product kept by lot leaves first expired, first out unless the line names its lot; a kit sold as one line leaves
    as its components.
    """
    actor.require(Permission.MOVE)
    if not why.reason.strip():
        raise ReasonNeeded
    warehouse, known = _checked(actor, warehouse_id, lines, now=now)
    kits = kits_among(actor.company_id, known)
    if kits:
        lines = [part for number, line in enumerate(lines) for part in components(line, number, known, kits)]
        known = named(actor, lines, on=timezone.localdate(now))
    with audit.writing(actor, Verb.ISSUED, reason=why.reason):
        taken = _taken(warehouse, lines, known, on=timezone.localdate(now))
        changes = [Change(key, -quantity) for key, quantity in taken]
        return _write(actor, Posting.Kind.ISSUE, changes, why, warehouse, now=now)


def transfer(actor: Actor, from_id: int, to_id: int, lines: Sequence[Line], why: Why, *, now: datetime) -> Posting:
    """One act with both sides: out of one warehouse, into another of the company. Raises as `issue` does."""
    actor.require(Permission.MOVE)
    if from_id == to_id:
        raise StockRefused("Escolha um armazém de destino diferente do de origem.", field="to_warehouse")
    warehouse, known = _checked(actor, from_id, lines, now=now)
    target = warehouse_of(actor, to_id, anywhere=True)
    with audit.writing(actor, Verb.TRANSFERRED, reason=why.reason):
        _lock_both(lines, warehouse, target)
        taken = _taken(warehouse, lines, known, on=timezone.localdate(now))
        changes = []
        for (product, _, unit, lot), quantity in taken:
            changes.append(Change((product, warehouse.pk, unit, lot), -quantity))
            changes.append(Change((product, target.pk, unit, lot), quantity))
        return _write(actor, Posting.Kind.TRANSFER, changes, why, warehouse, now=now, to=target)


def convert(actor: Actor, warehouse_id: int, line: Line, to_unit_id: int, why: Why, *, now: datetime) -> Posting:
    """Open boxes into pieces, or pack pieces into boxes: out in one unit, in by the exact factor in the other."""
    actor.require(Permission.MOVE)
    lines = [line, Line(line.product_id, to_unit_id, line.quantity, line.lot_id)]
    warehouse, known = _checked(actor, warehouse_id, [line], now=now, also=lines)
    product = known.product(line.product_id, 0)
    try:
        quantity = known.factors.convert(product.pk, line.quantity, line.unit_id, to_unit_id)
    except NotExact as inexact:
        raise StockRefused(str(inexact), field="quantity", line=0) from inexact
    if quantity is None or line.unit_id == to_unit_id:
        raise NoFactor(f"{product.code}: não há fator de conversão entre estas unidades.", field="to_unit", line=0)
    with audit.writing(actor, Verb.CONVERTED, reason=why.reason):
        (key, taken), *more = _taken(warehouse, [line], known, on=timezone.localdate(now))
        if more:
            raise StockRefused("Escolha o lote: a quantidade está em mais de um.", field="lot", line=0)
        changes = [Change(key, -taken), Change((key[0], key[1], to_unit_id, key[3]), quantity)]
        return _write(actor, Posting.Kind.CONVERSION, changes, why, warehouse, now=now)


def reverse(actor: Actor, posting_id: int, reason: str, *, now: datetime) -> Posting:
    """Post the opposite of a posting, whole and once; what was scheduled and came by it is expected again.

    Raises `AlreadyReversed`, `CannotReverse`, or `NotEnough` when what came in has meanwhile left or been reserved.

    Who posted it may take it back; others need `Permission.REVERSE`.
    """
    posting = get_or_404(Posting.objects.visible_to(actor), posting_id)
    if posting.by_id != actor.user_id:
        actor.require(Permission.REVERSE)
    if posting.kind == Posting.Kind.REVERSAL:
        raise CannotReverse
    movements = Movement.objects.filter(posting=posting).order_by("id")
    changes = [
        Change((each.product_id, each.warehouse_id, each.unit_id, each.lot_id), -each.quantity) for each in movements
    ]
    with audit.writing(actor, Verb.REVERSED, reason=reason):
        Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
        if Posting.objects.filter(reverses=posting).exists():
            raise AlreadyReversed
        _require_room(locked_balances([change.key for change in changes]), changes)
        expect_again(posting)
        return write_posting(
            actor,
            Posting.Kind.REVERSAL,
            changes,
            Why(reason, posting.document),
            company_id=posting.company_id,
            establishment_id=posting.establishment_id,
            to_establishment_id=posting.to_establishment_id,
            reverses=posting,
            now=now,
        )


def _checked(
    actor: Actor,
    warehouse_id: int,
    lines: Sequence[Line],
    *,
    now: datetime,
    needs_lot: bool = False,
    also: Sequence[Line] = (),
) -> tuple[Warehouse, Named]:
    if not lines:
        raise NothingToPost
    warehouse = warehouse_of(actor, warehouse_id)
    known = named(actor, [*lines, *also], on=timezone.localdate(now))
    for number, line in enumerate(lines):
        if line.quantity <= ZERO:
            raise StockRefused("A quantidade precisa ser maior que zero.", field="quantity", line=number)
        known.check(line, number, needs_lot=needs_lot)
    return warehouse, known


def _write(
    actor: Actor,
    kind: Posting.Kind,
    changes: Sequence[Change],
    why: Why,
    warehouse: Warehouse,
    *,
    now: datetime,
    to: Warehouse | None = None,
) -> Posting:
    return write_posting(
        actor,
        kind,
        changes,
        why,
        company_id=warehouse.company_id,
        establishment_id=warehouse.establishment_id,
        to_establishment_id=to.establishment_id if to else None,
        now=now,
    )


def _lock_both(lines: Sequence[Line], warehouse: Warehouse, target: Warehouse) -> None:
    """Both sides in one statement, so that two transfers that cross each other wait instead of embracing."""
    lock_stock_of([(line.product_id, place.pk) for line in lines for place in (warehouse, target)])


def _taken(warehouse: Warehouse, lines: Sequence[Line], known: Named, *, on: date) -> list[tuple[Key, Decimal]]:
    """What leaves which balance, with the balances locked. Raises `NotEnough`."""
    balances = lock_stock_of([(line.product_id, warehouse.pk) for line in lines])
    free = {balance.pk: balance.on_hand - balance.reserved for balance in balances}
    taken: dict[Key, Decimal] = defaultdict(Decimal)
    for number, line in enumerate(lines):
        there = [each for each in balances if (each.product_id, each.unit_id) == (line.product_id, line.unit_id)]
        if line.lot_id is not None or not known.products[line.product_id].tracks_lots:
            there = [each for each in there if each.lot_id == line.lot_id]
            stocks = [LotStock(each.pk, free[each.pk]) for each in there]
        else:
            stocks = [lot_stock(each, free[each.pk]) for each in there]
        chosen = rules.allocate(line.quantity, stocks, on=on)
        if chosen.missing:
            raise NotEnough(_not_enough(line, known, warehouse, line.quantity - chosen.missing), line=number)
        by_id = {each.pk: each for each in there}
        for take in chosen.takes:
            free[take.key] -= take.quantity
            taken[key_of(by_id[take.key])] += take.quantity
    return list(taken.items())


def lot_stock(balance: Balance, free: Decimal) -> LotStock:
    """A balance as the rules of lots see it; `balance.lot` is loaded."""
    lot = balance.lot
    if lot is None:
        return LotStock(balance.pk, free)
    return LotStock(balance.pk, free, lot.expires_on, lot.received_on, lot.is_released)


def _not_enough(line: Line, known: Named, warehouse: Warehouse, free: Decimal) -> str:
    product, unit = known.products[line.product_id], known.units[line.unit_id]
    lot = f", lote {known.lots[line.lot_id].number}" if line.lot_id else ""
    return (
        f"{product.code}{lot}: pediu {amount(line.quantity, unit.code)}, e o saldo livre em "
        f"{warehouse.name} é de {amount(free, unit.code)}."
    )


def _require_room(balances: dict[Key, Balance], changes: Iterable[Change]) -> None:
    """Raises `NotEnough` when the changes would take more of a balance than it has free."""
    sums: dict[Key, Decimal] = defaultdict(Decimal)
    for change in changes:
        sums[change.key] += change.quantity
    short = next((key for key, change in sums.items() if balances[key].available + change < 0), None)
    if short is not None:
        balance = Balance.objects.select_related("product", "warehouse", "unit").get(pk=balances[short].pk)
        raise NotEnough(
            f"{balance.product.code}: o saldo livre em {balance.warehouse.name} é de só "
            f"{amount(balance.available, balance.unit.code)}; o resto já saiu ou está reservado."
        )
