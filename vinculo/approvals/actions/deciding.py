"""Answering a request: approving or refusing at one's level, with the document compared once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from vinculo.approvals.actions.requesting import changes_of, close, locked, note_of_changes, tell_approvers
from vinculo.approvals.models import ApprovalDecision, ApprovalRequest
from vinculo.approvals.parameters import VALID_DAYS
from vinculo.approvals.permissions import Permission
from vinculo.approvals.queries.authority import Answerable, answerable
from vinculo.approvals.queries.requests import handle, what_changed
from vinculo.approvals.refusals import ApprovalRefused, ContentChanged, Expired
from vinculo.approvals.subjects import subject_of
from vinculo.engines.approval import Approver, Decision, progress, seal, why_not
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.notifications.actions import notify
from vinculo.organization.queries import parameter_value

Status = ApprovalRequest.Status


def decide(
    actor: Actor,
    request_id: int,
    *,
    approve: bool,
    reason: str,
    today: date,
    now: datetime,
    witness: Actor | None = None,
) -> ApprovalRequest:
    """Give one's answer. `witness` is whose screen it is, when the approver signs in on the spot.

    The request is locked, and the document's present content is sealed again: when it is not what was asked, the
    request becomes void. Raises `ApprovalRefused` (`ContentChanged`, `Expired`), `NotAllowed`.
    """
    actor.require(Permission.DECIDE)
    if not approve and not reason.strip():
        raise ApprovalRefused("Diga por que recusa.")
    verb = "approvals.request.approved" if approve else "approvals.request.refused"
    with transaction.atomic():
        request = locked(actor.company_id, request_id)
        stale = _stale(request, now)
        if stale is not None:
            _close_stale(actor, request, stale, now=now)
        else:
            with audit.writing(actor, verb, reason=reason):
                _answer(actor, request, approve=approve, reason=reason, today=today, now=now, witness=witness)
    # Raised only now: the request must stay closed, not be rolled back.
    if stale is not None:
        raise stale.refusal
    return request


@dataclass(frozen=True, slots=True)
class _Stale:
    """Why a pending request no longer stands: what it becomes, what its owner reads, what is said to who answers."""

    status: str
    note: str
    refusal: ApprovalRefused


OVERDUE: Final = _Stale(Status.EXPIRED, "Venceu sem decisão.", Expired())


def _stale(request: ApprovalRequest, now: datetime) -> _Stale | None:
    """None when it stands, or was closed before."""
    if not request.is_pending:
        return None
    if request.expires_at <= now:
        return OVERDUE
    content = subject_of(request.subject_type).content(request.company_id, request.subject_id)
    if content is None:
        gone = ApprovalRefused("O documento não existe mais; o pedido fica sem efeito.")
        return _Stale(Status.VOID, note_of_changes(request, content), gone)
    if seal(handle(request.subject_type, request.subject_id), content) != request.seal:
        return _Stale(Status.VOID, note_of_changes(request, content), ContentChanged(changes_of(request, content)))
    note = what_changed(request)
    if not note:
        return None
    return _Stale(Status.VOID, note, ApprovalRefused(f"{note} O pedido fica sem efeito; peça de novo."))


def _close_stale(actor: Actor | None, request: ApprovalRequest, stale: _Stale, *, now: datetime) -> None:
    """Close it under a verb of its own: nobody approved nor refused it."""
    is_late = stale.status == Status.EXPIRED
    with audit.writing(actor, "approvals.request.expired" if is_late else "approvals.request.voided"):
        close(request, stale.status, stale.note, now=now)
        title = f"Alçada {'vencida' if is_late else 'sem efeito'}: {request.title}"
        notify([request.owner_id], title, stale.note, request.get_absolute_url())


def _answer(
    actor: Actor,
    request: ApprovalRequest,
    *,
    approve: bool,
    reason: str,
    today: date,
    now: datetime,
    witness: Actor | None,
) -> None:
    given = [
        Decision(each.user_id, each.level, approved=each.approved, holder_id=each.holder_id)
        for each in request.decisions.all()
    ]
    authority = answerable(actor, establishment_id=request.establishment_id, on=today)
    refusal = why_not(
        Approver(actor.user_id, authority.levels),
        makers=frozenset(request.makers),
        path=request.path,
        able=request.able,
        decisions=given,
    )
    level = request.pending_level
    if not request.is_pending or level is None:
        raise ApprovalRefused(f"Este pedido já está {request.get_status_display().lower()}.")
    if refusal is not None:
        raise ApprovalRefused(refusal.value)
    holder = _holder(authority, level, request, given)
    ApprovalDecision.objects.create(
        request=request,
        level=level,
        user_id=actor.user_id,
        holder_id=holder,
        approved=approve,
        reason=reason.strip(),
        decided_at=now,
        on_the_spot=witness is not None,
        witness_id=witness.user_id if witness else None,
    )
    _go_on(request, [*given, Decision(actor.user_id, level, approved=approve, holder_id=holder)], reason, now)


def _holder(authority: Answerable, level: int, request: ApprovalRequest, given: Sequence[Decision]) -> int | None:
    """Whose authority is used: one's own for the level asked or one that is able in its place, else that of somebody
    who delegated theirs, did not make the document and has not answered yet. Raises `ApprovalRefused`."""
    usable = {level, *(request.able if len(request.path) == 1 else ())}
    if authority.own & usable:
        return None
    delegated = [holder for held, holders in authority.holders.items() if held in usable for holder in holders]
    others = [holder for holder in delegated if holder not in request.makers]
    if not others:
        raise ApprovalRefused("A alçada delegada é de quem fez o documento; ninguém aprova o que fez.")
    used = {person for each in given for person in (each.user_id, each.holder_id)}
    free = [holder for holder in others if holder not in used]
    if not free:
        raise ApprovalRefused("A alçada delegada é de quem já deu o seu visto; o próximo nível é de outra pessoa.")
    return free[0]


def _go_on(request: ApprovalRequest, decisions: list[Decision], reason: str, now: datetime) -> None:
    """The request after an answer: refused, approved, or waiting for the next level."""
    state = progress(request.path, decisions)
    if state.refused:
        close(request, Status.REFUSED, reason, now=now)
        notify([request.owner_id], f"Alçada recusada: {request.title}", reason, request.get_absolute_url(), "refused")
    elif state.approved:
        days = int(parameter_value(request.company_id, VALID_DAYS.key))
        request.valid_until = now + timedelta(days=days)
        close(request, Status.APPROVED, reason, now=now)
        notify([request.owner_id], f"Alçada aprovada: {request.title}", reason, request.get_absolute_url(), "approved")
    else:
        request.pending_level = state.pending
        request.save(update_fields=["pending_level"])
        tell_approvers(request, now=now)


def expire(*, now: datetime) -> int:
    """Close the pending requests whose time is over; how many."""
    overdue = ApprovalRequest.objects.filter(status=Status.PENDING, expires_at__lte=now).values_list("pk", "company_id")
    count = 0
    for pk, company_id in list(overdue):
        with transaction.atomic():
            request = locked(company_id, pk)
            if request.is_pending and request.expires_at <= now:
                _close_stale(None, request, OVERDUE, now=now)
                count += 1
    return count
