"""Counts beyond one's authority: sent to whoever may adjust as much, and applied or refused later.

What is applied is the difference found at the moment of the count, not the figure counted: what came and went while it
waited stays.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.notifications.actions import notify
from vinculo.organization.models import Membership
from vinculo.stock.actions.counts import differing, read_count
from vinculo.stock.actions.posting import Change, Key, key_of, locked_balances, write_posting
from vinculo.stock.inputs import Line, Why
from vinculo.stock.models import CountRequest, CountRequestLine, Movement, Posting
from vinculo.stock.permissions import Permission
from vinculo.stock.refusals import BelowReserved, ReasonNeeded, StockRefused
from vinculo.stock.rules import ZERO
from vinculo.stock.verbs import Verb
from vinculo.stock.words import amount

_COUNTS = (Posting.Kind.COUNT, Posting.Kind.IMPORT)


def request_count(
    actor: Actor, warehouse_id: int, lines: Sequence[Line], why: Why, *, now: datetime
) -> CountRequest | None:
    """Send a count to whoever may adjust any value at its establishment, and tell them. None when nothing differed.

    Raises `StockRefused` as `count` does, and when one of the balances is already in a count that waits.
    """
    counted = read_count(actor, warehouse_id, lines, why, now=now)
    warehouse = counted.warehouse
    with audit.writing(actor, Verb.COUNT_REQUESTED, reason=why.reason):
        changes = differing(counted)
        if not changes:
            return None
        _require_no_other(changes, counted.first)
        request = CountRequest.objects.create(
            company_id=warehouse.company_id,
            establishment_id=warehouse.establishment_id,
            warehouse=warehouse,
            reason=why.reason.strip(),
            document=why.document.strip(),
            by_id=actor.user_id,
            at=now,
        )
        CountRequestLine.objects.bulk_create(
            CountRequestLine(
                company_id=warehouse.company_id,
                request=request,
                product_id=change.key[0],
                unit_id=change.key[2],
                lot_id=change.key[3],
                expected=counted.quantities[change.key] - change.quantity,
                counted=counted.quantities[change.key],
            )
            for change in changes
        )
        notify(
            _deciders(request),
            f"Contagem de {warehouse.name} à espera de aprovação",
            f"{actor.name}: {request.reason}",
            request.get_absolute_url(),
            kind="stock",
        )
    return request


def approve_count(actor: Actor, request_id: int, *, now: datetime) -> Posting:
    """Post the differences found by the count. Raises `StockRefused` when it was decided, when a balance was counted
    again since, or `BelowReserved`."""
    actor.require(Permission.ADJUST_ANY)
    with audit.writing(actor, Verb.COUNT_APPROVED):
        request = _waiting(actor, request_id)
        lines = list(request.lines.select_related("product", "unit"))
        differences = {_key(request, line): line.difference for line in lines}
        balances = locked_balances(differences)
        again = _counted_since(request, lines)
        for line in lines:
            balance = balances[_key(request, line)]
            if key_of(balance) in again:
                raise StockRefused(f"{line.product.code} foi contado de novo depois deste pedido: recuse-o.")
            if balance.on_hand + line.difference < max(balance.reserved, ZERO):
                raise BelowReserved(
                    f"{line.product.code}: com esta diferença ficariam "
                    f"{amount(balance.on_hand + line.difference, line.unit.code)}, e há "
                    f"{amount(balance.reserved, line.unit.code)} reservado. Libere as reservas antes."
                )
        posting = write_posting(
            actor,
            Posting.Kind.COUNT,
            [Change(key, difference) for key, difference in differences.items()],
            Why(request.reason, request.document),
            company_id=request.company_id,
            establishment_id=request.establishment_id,
            now=now,
        )
        request.posting = posting
        _decide(actor, request, CountRequest.Status.APPROVED, "", now=now)
    return posting


def refuse_count(actor: Actor, request_id: int, reason: str, *, now: datetime) -> CountRequest:
    """Leave the balances as they are, and tell the author why."""
    actor.require(Permission.ADJUST_ANY)
    if not reason.strip():
        raise ReasonNeeded
    with audit.writing(actor, Verb.COUNT_REFUSED, reason=reason):
        request = _waiting(actor, request_id)
        _decide(actor, request, CountRequest.Status.REFUSED, reason.strip(), now=now)
    return request


def _waiting(actor: Actor, request_id: int) -> CountRequest:
    """The request, locked. Raises `StockRefused` when it was decided, or when it is the actor's own."""
    get_or_404(CountRequest.objects.visible_to(actor), request_id)
    request = CountRequest.objects.select_for_update(no_key=True, of=("self",)).get(pk=request_id)
    if not request.is_waiting:
        raise StockRefused(f"Esta contagem já foi decidida: {request.get_status_display().lower()}.")
    if request.by_id == actor.user_id:
        raise StockRefused("Quem contou não aprova a própria contagem.")
    return request


def _decide(actor: Actor, request: CountRequest, status: CountRequest.Status, reason: str, *, now: datetime) -> None:
    request.status = status
    request.decided_by_id, request.decided_at, request.decision_reason = actor.user_id, now, reason
    request.save(update_fields=["status", "decided_by", "decided_at", "decision_reason", "posting"])
    words = "aprovada" if status == CountRequest.Status.APPROVED else "recusada"
    notify([request.by_id], f"Sua contagem foi {words}", reason, request.get_absolute_url(), kind="stock")


def _key(request: CountRequest, line: CountRequestLine) -> Key:
    return (line.product_id, request.warehouse_id, line.unit_id, line.lot_id)


def _require_no_other(changes: Sequence[Change], first: Mapping[Key, int]) -> None:
    """Two counts of one balance would take the same difference twice. The balances are locked."""
    keys = {change.key for change in changes}
    waiting = CountRequestLine.objects.filter(
        product_id__in={key[0] for key in keys}, request__status=CountRequest.Status.WAITING
    ).select_related("request", "product")
    for line in waiting:
        key = _key(line.request, line)
        if key in keys:
            raise StockRefused(
                f"{line.product.code} já está em uma contagem à espera de aprovação (nº {line.request_id}).",
                line=first[key],
            )


def _counted_since(request: CountRequest, lines: Sequence[CountRequestLine]) -> set[Key]:
    rows = Movement.objects.filter(
        product_id__in={line.product_id for line in lines},
        warehouse_id=request.warehouse_id,
        kind__in=_COUNTS,
        at__gte=request.at,
    )
    return set(rows.values_list("product_id", "warehouse_id", "unit_id", "lot_id"))


def _deciders(request: CountRequest) -> list[int]:
    """Who may adjust any value there, but for the author."""
    members = Membership.objects.filter(
        user__company_id=request.company_id,
        user__is_active=True,
        establishment_id=request.establishment_id,
        role__permissions__contains=[str(Permission.ADJUST_ANY)],
    )
    return list(members.exclude(user_id=request.by_id).values_list("user_id", flat=True).distinct())
