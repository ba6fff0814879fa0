"""Asking for approval of a document as it is, taking the request back, and voiding it when the document changes."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from vinculo.approvals.models import ApprovalRequest
from vinculo.approvals.parameters import PENDING_DAYS
from vinculo.approvals.permissions import Permission
from vinculo.approvals.queries.authority import approvers_of
from vinculo.approvals.queries.requests import DocumentStanding, Standing, handle, standing, what_changed
from vinculo.approvals.refusals import ApprovalRefused, NotNeeded, OutOfReach
from vinculo.approvals.subjects import known_subject, subject_of
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
    establishment_id: int | None = None,
) -> ApprovalRequest:
    """Ask the levels of the judgement to agree to the document as the database has it now.

    An earlier pending request about it becomes void. `makers` are others who made the document: like the actor, they
    cannot decide. `party_id` is the customer it speaks of, `establishment_id` the place whose people answer (the
    actor's when None). Raises `NotNeeded`, `OutOfReach`, `UnknownSubject`.
    """
    actor.require(Permission.REQUEST)
    if judgement.passes:
        raise NotNeeded
    if judgement.unreachable:
        raise OutOfReach(judgement.conclusion)
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
            establishment_id=establishment_id or actor.establishment_id,
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
    """Void the pending or approved request about a document that is no longer what was judged: another content, other
    figures or other levels by the rules of today. For good: it does not stand again when they come back. Whether one
    was voided.

    Rooms call it inside the transaction that changes the document; forgetting to is harmless, for the document is
    compared again wherever an approval is given or relied on.
    """
    subject = subject_of(subject_type)
    with audit.writing(actor, "approvals.request.voided"):
        rows = ApprovalRequest.objects.select_for_update().filter(
            company_id=company_id, subject_type=subject_type, subject_id=subject_id
        )
        live = list(rows.filter(status__in=(Status.PENDING, Status.APPROVED)).order_by("id"))
        content = subject.content(company_id, subject_id)
        void = [(each, note) for each in live if (note := _why_void(each, content))]
        for each, note in void:
            close(each, Status.VOID, note, now=now)
            notify([each.owner_id], f"Alçada sem efeito: {each.title}", each.closing_note, each.get_absolute_url())
    return bool(void)


def standing_told(company_id: int, subject_type: str, subject_id: int, *, now: datetime) -> DocumentStanding:
    """How a document stands, for a page that tells it: what it finds without effect is void from then on, so that
    nobody reads later that it stands again."""
    found = standing(company_id, subject_type, subject_id, now=now)
    live = found.request is not None and found.request.status in (Status.PENDING, Status.APPROVED)
    if found.standing is not Standing.STALE or not live:
        return found
    void_if_changed(None, company_id, subject_type, subject_id, now=now)
    return standing(company_id, subject_type, subject_id, now=now)


def void_changed(*, now: datetime) -> int:
    """Void every request and approval in force whose document is no longer what was judged; how many."""
    live = Q(status=Status.PENDING, expires_at__gt=now) | Q(status=Status.APPROVED, valid_until__gt=now)
    rows = ApprovalRequest.objects.filter(live).order_by("id")
    documents = dict.fromkeys(rows.values_list("company_id", "subject_type", "subject_id"))
    known = [each for each in documents if known_subject(each[1]) is not None]
    return sum(void_if_changed(None, *document, now=now) for document in known)


def _why_void(request: ApprovalRequest, content: Any) -> str:
    """Why a document is no longer what was judged; empty when it is."""
    if content is None or seal(handle(request.subject_type, request.subject_id), content) != request.seal:
        return note_of_changes(request, content)
    return what_changed(request)


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
