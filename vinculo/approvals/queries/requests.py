"""Requests: whose they are, who is waited for, and whether a document as it is now is approved."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Q, QuerySet

from vinculo.approvals.models import ApprovalRequest, Delegation, RequestQuerySet
from vinculo.approvals.permissions import Permission
from vinculo.approvals.queries.authority import answerable_at
from vinculo.approvals.subjects import subject_of
from vinculo.customers.queries import about_readable
from vinculo.engines.approval import beyond, seal, told_of
from vinculo.foundation.access import Actor
from vinculo.organization.models import Membership


class Standing(StrEnum):
    """How a document, as it is now, stands with those who must agree."""

    NONE = "none"
    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    STALE = "stale"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """`request` is the latest about the document, or None. Only `APPROVED` lets it go on. `why` a request is without
    effect."""

    standing: Standing
    request: ApprovalRequest | None
    why: str = ""


def standing(company_id: int, subject_type: str, subject_id: int, *, now: datetime) -> DocumentStanding:
    """Whether the document's content of this moment is what was approved. Raises `UnknownSubject`.

    Call it inside the transaction that relies on the answer: the subject locks its content there.
    """
    request = (
        ApprovalRequest.objects.filter(company_id=company_id, subject_type=subject_type, subject_id=subject_id)
        .exclude(status=ApprovalRequest.Status.CANCELLED)
        .order_by("-id")
        .first()
    )
    if request is None:
        return DocumentStanding(Standing.NONE, None)
    with transaction.atomic():
        content = subject_of(subject_type).content(company_id, subject_id)
    if content is None or seal(handle(subject_type, subject_id), content) != request.seal:
        return DocumentStanding(
            Standing.STALE, request, request.closing_note or "O documento já não é o que foi pedido."
        )
    live = request.status in (ApprovalRequest.Status.APPROVED, ApprovalRequest.Status.PENDING)
    if live and (why := what_changed(request)):
        return DocumentStanding(Standing.STALE, request, why)
    match request.status:
        case ApprovalRequest.Status.APPROVED:
            lasts = request.valid_until is not None and request.valid_until > now
            return DocumentStanding(Standing.APPROVED if lasts else Standing.EXPIRED, request)
        case ApprovalRequest.Status.PENDING:
            return DocumentStanding(Standing.PENDING if request.expires_at > now else Standing.EXPIRED, request)
        case ApprovalRequest.Status.REFUSED:
            return DocumentStanding(Standing.REFUSED, request)
        case ApprovalRequest.Status.EXPIRED:
            return DocumentStanding(Standing.EXPIRED, request)
    return DocumentStanding(Standing.STALE, request, request.closing_note)


def what_changed(request: ApprovalRequest) -> str:
    """Why the document would not be asked about today as it was, in a sentence; empty when it would. The levels that
    must agree are others, whoever covered it no longer does, it goes beyond what was told to them, or what it gives by
    the rules of today is not what was judged: limits, levels and rules may have changed.

    Empty for a kind of document that cannot be judged again. Raises `UnknownSubject`.
    """
    judge = subject_of(request.subject_type).judge
    if judge is None:
        return ""
    found = judge(request.company_id, request.subject_id)
    if found is None:
        return "Os valores que o documento dá hoje já não são os que foram pedidos."
    if list(found.path) != request.path or not set(request.able) <= set(found.able):
        return "As alçadas mudaram depois do pedido: os níveis que precisam concordar são outros."
    further = beyond(told_of(request.judgement), [(need.measure.criterion, need.measure.value) for need in found.needs])
    return f"{further.label}: o documento vai hoje além do que foi pedido." if further else ""


def handle(subject_type: str, subject_id: int) -> str:
    """How a seal names a document."""
    return f"{subject_type}:{subject_id}"


def readable_requests(actor: Actor, *, on: date) -> RequestQuerySet:
    """Those one asked for or may answer, and those of one's scope for who sees all: of these, not the ones of customers
    whose contents one may not read."""
    mine = Q(owner_id=actor.user_id) | Q(decisions__user_id=actor.user_id)
    found = ApprovalRequest.objects.filter(company_id=actor.company_id)
    reach = mine | _answerable_condition(actor, on)
    if actor.may(Permission.SEE_ALL):
        scope = ApprovalRequest.objects.visible_to(actor).filter(about_readable(actor))
        reach |= Q(pk__in=scope.values("pk"))
    return found.filter(Q(pk__in=found.filter(reach).values("pk")))


def awaiting(actor: Actor, *, on: date) -> RequestQuerySet:
    """The pending requests that wait for the actor, oldest first: of their levels, not their own, not yet answered."""
    return (
        ApprovalRequest.objects.filter(_answerable_condition(actor, on), company_id=actor.company_id)
        .exclude(makers__contains=[actor.user_id])
        .exclude(decisions__user_id=actor.user_id)
        .select_related("owner", "establishment")
        .order_by("id")
    )


def _answerable_condition(actor: Actor, on: date) -> Q:
    """Pending at a level the actor answers for, at each establishment where they work or is delegated to them."""
    if not actor.may(Permission.DECIDE):
        return Q(pk__in=())
    givers = Delegation.objects.filter(company_id=actor.company_id, receiver_id=actor.user_id).standing(on)
    places = Membership.objects.filter(
        Q(user_id=actor.user_id) | Q(user_id__in=givers.values("giver_id")), user__is_active=True
    ).values_list("establishment_id", flat=True)
    condition = Q(pk__in=())
    for place, authority in answerable_at(actor, sorted(set(places)), on=on).items():
        levels = sorted(authority.levels)
        if levels:
            able = Q(path__len=1, able__overlap=levels)
            condition |= Q(status="pending", establishment_id=place) & (Q(pending_level__in=levels) | able)
    return condition


def requests_about(subject_type: str, subject_id: int, company_id: int) -> QuerySet[ApprovalRequest]:
    """Every request about a document, newest first."""
    return (
        ApprovalRequest.objects.filter(company_id=company_id, subject_type=subject_type, subject_id=subject_id)
        .select_related("owner")
        .order_by("-id")
    )


def delegations(actor: Actor) -> QuerySet[Delegation]:
    """Those one gave or received, newest first."""
    return Delegation.objects.visible_to(actor).select_related("giver", "receiver").order_by("-id")
