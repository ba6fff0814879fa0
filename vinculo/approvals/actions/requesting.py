"""Asking for approval of a document as it is, taking the request back, and voiding it when the document changes."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from vinculo.approvals.models import ApprovalRequest
from vinculo.approvals.parameters import PENDING_DAYS
from vinculo.approvals.permissions import Permission
from vinculo.approvals.queries.authority import approvers_of
from vinculo.approvals.queries.requests import handle
from vinculo.approvals.refusals import ApprovalRefused, NotNeeded, OutOfReach
from vinculo.approvals.subjects import subject_of
from vinculo.engines.approval import Judgement, canonical, changes, seal
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.notifications.actions import notify
from vinculo.organization.queries import parameter_value

Status = ApprovalRequest.Status


def request_approval(
    actor: Actor,
    subject_type: str,
    subject_id: int,
    judgement: Judgement,
    *,
    reason: str,
    now: datetime,
    makers: Collection[int] = (),
    party_id: int | None = None,
) -> ApprovalRequest:
    """Ask the levels of the judgement to agree to the document as the database has it now.

    An earlier pending request about it becomes void. `makers` are others who made the document: like the actor, they
    cannot decide. `party_id` is the customer it speaks of. Raises `NotNeeded`, `OutOfReach`, `UnknownSubject`.
    """
    actor.require(Permission.REQUEST)
    if judgement.passes:
        raise NotNeeded
    if judgement.unreachable:
        raise OutOfReach(judgement.lines[-1])
    subject = subject_of(subject_type)
    with audit.writing(actor, "approvals.request.made", reason=reason):
        pending = _pending(actor.company_id, subject_type, subject_id)
        content = subject.content(actor.company_id, subject_id)
        if content is None:
            raise ApprovalRefused("O documento não existe mais.")
        if pending is not None:
            close(pending, Status.VOID, "Substituído por um novo pedido.", now=now)
        days = int(parameter_value(actor.company_id, PENDING_DAYS.key))
        request = ApprovalRequest(
            company_id=actor.company_id,
            establishment_id=actor.establishment_id,
            team_id=actor.team_id,
            owner_id=actor.user_id,
            subject_type=subject_type,
            subject_id=subject_id,
            party_id=party_id,
            title=subject.title(actor.company_id, subject_id)[:200],
            content=canonical(content),
            seal=seal(handle(subject_type, subject_id), content),
            judgement=judgement.as_data(),
            path=list(judgement.path),
            able=list(judgement.able),
            makers=sorted({actor.user_id, *makers}),
            reason=reason,
            pending_level=judgement.path[0],
            requested_at=now,
            expires_at=now + timedelta(days=days),
        )
        try:
            with transaction.atomic():
                request.save(force_insert=True)
        except IntegrityError as error:
            raise ApprovalRefused("Outra pessoa acabou de pedir esta alçada; recarregue a página.") from error
        tell_approvers(request, now=now)
    return request


def cancel(actor: Actor, request_id: int, *, now: datetime) -> None:
    """Take back one's own pending request. Raises `ApprovalRefused`."""
    with audit.writing(actor, "approvals.request.cancelled"):
        request = locked(actor.company_id, request_id)
        if request.owner_id != actor.user_id or not request.is_pending:
            raise ApprovalRefused("Só quem pediu cancela, e só enquanto o pedido está pendente.")
        close(request, Status.CANCELLED, "Cancelado por quem pediu.", now=now)


def void_if_changed(actor: Actor | None, company_id: int, subject_type: str, subject_id: int, *, now: datetime) -> bool:
    """After a document changed: void its pending or approved request when the seal is another. Whether one was voided.

    Rooms call it inside the transaction that changes the document; forgetting to is harmless, for the seal is compared
    again wherever an approval is given or relied on.
    """
    subject = subject_of(subject_type)
    with audit.writing(actor, "approvals.request.voided"):
        found = (
            ApprovalRequest.objects.select_for_update()
            .filter(company_id=company_id, subject_type=subject_type, subject_id=subject_id)
            .filter(status__in=(Status.PENDING, Status.APPROVED))
            .order_by("-id")
            .first()
        )
        content = subject.content(company_id, subject_id)
        if found is None or (content is not None and seal(handle(subject_type, subject_id), content) == found.seal):
            return False
        close(found, Status.VOID, note_of_changes(found, content), now=now)
        notify([found.owner_id], f"Alçada sem efeito: {found.title}", found.closing_note, found.get_absolute_url())
    return True


def close(request: ApprovalRequest, status: str, note: str, *, now: datetime) -> None:
    request.status, request.pending_level, request.closed_at, request.closing_note = status, None, now, note[:500]
    request.save(update_fields=["status", "pending_level", "closed_at", "closing_note", "valid_until"])


def note_of_changes(request: ApprovalRequest, content: Any) -> str:
    if content is None:
        return "O documento não existe mais."
    said = "; ".join(f"{path}: de {old} para {new}" for path, old, new in changes_of(request, content))
    return f"O conteúdo mudou: {said or 'as margens'}."


def changes_of(request: ApprovalRequest, content: Any) -> list[tuple[str, str, str]]:
    """What the document has become since it was asked about, in the words of its room, for anybody who may read the
    request: without what tells costs."""
    subject = subject_of(request.subject_type)
    words = subject.words
    after = canonical(content)
    found = changes(words(request.company_id, request.content), words(request.company_id, after))
    # Two records of one name differ by their numbers alone.
    found = found or changes(request.content, after)
    return [each for each in found if not subject.tells_cost(each[0])]


def locked(company_id: int, request_id: int) -> ApprovalRequest:
    """The request, locked until the transaction ends. Raises `ApprovalRefused` when there is none."""
    found = ApprovalRequest.objects.select_for_update().filter(company_id=company_id, pk=request_id).first()
    if found is None:
        raise ApprovalRefused("Este pedido não existe.")
    return found


def tell_approvers(request: ApprovalRequest, *, now: datetime) -> None:
    """Notify those who answer for the pending level today."""
    level = request.pending_level
    if level is None:
        return
    people = approvers_of(
        request.company_id,
        level,
        establishment_id=request.establishment_id,
        on=timezone.localdate(now),
    )
    waiting = [person.pk for person in people if person.pk not in request.makers]
    notify(waiting, f"Alçada: {request.title}", request.reason, request.get_absolute_url(), "approval")


def _pending(company_id: int, subject_type: str, subject_id: int) -> ApprovalRequest | None:
    return (
        ApprovalRequest.objects.select_for_update()
        .filter(company_id=company_id, subject_type=subject_type, subject_id=subject_id, status=Status.PENDING)
        .first()
    )
