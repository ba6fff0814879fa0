"""Answering a request: approving or refusing at one's level, with the document compared once more."""

from datetime import date, datetime, timedelta

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
    stale: ApprovalRefused | None = None
    with audit.writing(actor, verb, reason=reason):
        request = locked(actor.company_id, request_id)
        stale = _stale(request, now)
        if stale is None:
            _answer(actor, request, approve=approve, reason=reason, today=today, now=now, witness=witness)
    # Raised only now: the request must stay closed, not be rolled back.
    if stale is not None:
        raise stale
    return request


def _stale(request: ApprovalRequest, now: datetime) -> ApprovalRefused | None:
    """Close a request that no longer stands, and say why."""
    if not request.is_pending:
        return None
    if request.expires_at <= now:
        close(request, Status.EXPIRED, "Venceu sem decisão.", now=now)
        return Expired()
    content = subject_of(request.subject_type).content(request.company_id, request.subject_id)
    if content is not None and seal(handle(request.subject_type, request.subject_id), content) == request.seal:
        note = what_changed(request)
        if not note:
            return None
        close(request, Status.VOID, note, now=now)
        notify([request.owner_id], f"Alçada sem efeito: {request.title}", note, request.get_absolute_url())
        return ApprovalRefused(f"{note} O pedido fica sem efeito; peça de novo.")
    close(request, Status.VOID, note_of_changes(request, content), now=now)
    notify([request.owner_id], f"Alçada sem efeito: {request.title}", request.closing_note, request.get_absolute_url())
    if content is None:
        return ApprovalRefused("O documento não existe mais; o pedido fica sem efeito.")
    return ContentChanged(changes_of(request, content))


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
    holder = _holder(authority, level, request)
    if holder is not None and holder in request.makers:
        raise ApprovalRefused("A alçada delegada é de quem fez o documento; ninguém aprova o que fez.")
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


def _holder(authority: Answerable, level: int, request: ApprovalRequest) -> int | None:
    """Whose authority is used: one's own for the level asked or one that is able in its place, else a delegated one."""
    usable = {level, *(request.able if len(request.path) == 1 else ())}
    if authority.own & usable:
        return None
    return next(holder for held, holder in authority.holders.items() if held in usable)


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
        with audit.writing(None, "approvals.request.expired"):
            request = locked(company_id, pk)
            if request.is_pending and request.expires_at <= now:
                close(request, Status.EXPIRED, "Venceu sem decisão.", now=now)
                title = f"Alçada vencida: {request.title}"
                notify([request.owner_id], title, request.closing_note, request.get_absolute_url())
                count += 1
    return count
