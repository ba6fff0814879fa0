"""What waits for one, every request, one request with its derivation, and the answers to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from vinculo.approvals import actions, queries
from vinculo.approvals.forms import DecisionForm, OnTheSpotForm
from vinculo.approvals.lists import REQUESTS
from vinculo.approvals.models import ApprovalRequest
from vinculo.approvals.permissions import Permission
from vinculo.approvals.queries.levels import level_names
from vinculo.approvals.refusals import ApprovalRefused
from vinculo.approvals.spot import supervisor
from vinculo.approvals.subjects import Subject, known_subject
from vinculo.foundation import clock
from vinculo.foundation.access import Actor, NotAllowed, Request, get_or_404, requires
from vinculo.foundation.lists.page import render
from vinculo.foundation.ui import page, redirect, toast

_MOST_WAITING = 200
_MOST_EARLIER = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A request and what goes beyond the limit, as the reader may know it."""

    request: ApprovalRequest
    needs: list[dict[str, Any]]


@require_GET
@requires(Permission.DECIDE, Permission.REQUEST, Permission.SEE_ALL)
def awaiting(request: Request) -> HttpResponse:
    """What waits for the person, and what they asked for."""
    actor, today = request.actor, clock.today()
    mine = ApprovalRequest.objects.filter(company_id=actor.company_id, owner_id=actor.user_id, status="pending")
    context = {
        "waiting": _with_needs(actor, queries.awaiting(actor, on=today)[:_MOST_WAITING]),
        "mine": _with_needs(actor, mine.select_related("establishment").order_by("-id")[:50]),
        "names": level_names(actor.company_id),
        "may_decide": actor.may(Permission.DECIDE),
        "may_delegate": actor.may(Permission.DELEGATE),
        "today": today,
    }
    return page(request, "approvals/awaiting.html", context)


@require_GET
@requires(Permission.REQUEST)
def all_requests(request: Request) -> HttpResponse:
    return render(request, REQUESTS, template="approvals/all.html")


@require_GET
@requires(Permission.DECIDE, Permission.REQUEST, Permission.SEE_ALL)
def request_page(request: Request, pk: int) -> HttpResponse:
    return _page(request, _readable(request.actor, pk))


@require_POST
@requires(Permission.DECIDE)
def decide(request: Request, pk: int) -> HttpResponse:
    """Approve or refuse (`answer`), with the reason."""
    wanted = _readable(request.actor, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, wanted, form=form, status=422)
    approve = request.POST.get("answer") == "approve"
    try:
        actions.decide(
            request.actor,
            pk,
            approve=approve,
            reason=form.cleaned_data["reason"],
            today=clock.today(),
            now=clock.now(),
        )
    except ApprovalRefused as refusal:
        form.add_error("reason" if not approve and not form.cleaned_data["reason"] else None, str(refusal))
        return _page(request, _readable(request.actor, pk), form=form, status=422)
    toast(request, "Pedido aprovado." if approve else "Pedido recusado.")
    return redirect(request, "approvals:awaiting")


@require_POST
@requires(Permission.REQUEST)
def authorise(request: Request, pk: int) -> HttpResponse:
    """A supervisor signs at this screen and approves."""
    wanted = _readable(request.actor, pk)
    form = OnTheSpotForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            approver = supervisor(
                request, email=typed["email"], password=typed["password"], code=typed["code"], at=request.actor
            )
            actions.decide(
                approver,
                pk,
                approve=True,
                reason=typed["reason"],
                today=clock.today(),
                now=clock.now(),
                witness=request.actor,
            )
            toast(request, f"Autorizado por {approver.name}.")
            return redirect(request, "approvals:request", pk)
        except ApprovalRefused as refusal:
            form.add_error(None, str(refusal))
        except NotAllowed:
            form.add_error(None, "O perfil desta pessoa não decide alçadas.")
    return _page(request, _readable(request.actor, wanted.pk), spot_form=form, status=422)


@require_POST
@requires(Permission.REQUEST)
def cancel(request: Request, pk: int) -> HttpResponse:
    _readable(request.actor, pk)
    try:
        actions.cancel(request.actor, pk, now=clock.now())
        toast(request, "Pedido cancelado.")
    except ApprovalRefused as refusal:
        toast(request, str(refusal), tone="warning")
    return redirect(request, "approvals:request", pk)


def _with_needs(actor: Actor, rows: Iterable[ApprovalRequest]) -> list[Asked]:
    with_costs = queries.sees_costs(actor)
    return [Asked(each, queries.needs_told(each.judgement, with_costs=with_costs)) for each in rows]


def _readable(actor: Actor, pk: int) -> ApprovalRequest:
    rows = queries.readable_requests(actor, on=clock.today()).select_related("owner", "establishment")
    return get_or_404(rows, pk)


def _page(
    request: Request,
    wanted: ApprovalRequest,
    *,
    form: DecisionForm | None = None,
    spot_form: OnTheSpotForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, names = request.actor, level_names(request.actor.company_id)
    subject = known_subject(wanted.subject_type)
    no_longer = _no_longer(wanted) if subject else ""
    awaits_me = queries.awaiting(actor, on=clock.today()).filter(pk=wanted.pk).exists()
    decisions = list(wanted.decisions.select_related("user", "holder", "witness").order_by("id"))
    decides = awaits_me or any(each.user_id == actor.user_id for each in decisions)
    context = {
        "wanted": wanted,
        "subject": subject,
        "subject_url": _document_url(actor, wanted, subject),
        "no_longer": no_longer,
        "needs": queries.needs_told(wanted.judgement, with_costs=queries.sees_costs(actor)),
        "lines": queries.lines_told(actor, wanted.judgement),
        "content": queries.content_told(actor, wanted, subject, decides=decides),
        "decisions": decisions,
        "earlier": queries.requests_about(wanted.subject_type, wanted.subject_id, actor.company_id).filter(
            pk__lt=wanted.pk
        )[:_MOST_EARLIER],
        "path": [(number, names.get(number, "")) for number in wanted.path],
        "awaits_me": awaits_me,
        "is_mine": wanted.owner_id == actor.user_id,
        "approvers": _approvers(wanted),
        "form": form or DecisionForm(),
        "spot_form": spot_form or OnTheSpotForm(),
    }
    return page(request, "approvals/request.html", context, status=status)


def _document_url(actor: Actor, wanted: ApprovalRequest, subject: Subject | None) -> str:
    """The page of the document; empty when it is gone, or of a customer that is not the reader's to read."""
    if subject is None or not queries.reads_customer(actor, wanted):
        return ""
    with transaction.atomic():
        is_there = subject.content(wanted.company_id, wanted.subject_id) is not None
    return subject.url(wanted.subject_id) if is_there else ""


def _no_longer(wanted: ApprovalRequest) -> str:
    """Why an approval or a pending request holds no more for the document as it is, in a sentence; empty for one that
    is closed, whose note tells it. One found without effect is void from now on."""
    if wanted.status not in (ApprovalRequest.Status.APPROVED, ApprovalRequest.Status.PENDING):
        return ""
    found = actions.standing_told(wanted.company_id, wanted.subject_type, wanted.subject_id, now=clock.now())
    if found.request != wanted:
        return "Há um pedido mais novo deste documento."
    match found.standing:
        case queries.Standing.STALE:
            wanted.refresh_from_db(fields=["status", "pending_level", "closed_at", "closing_note"])
            return ""
        case queries.Standing.EXPIRED:
            return "A validade desta aprovação acabou." if wanted.valid_until else "O prazo para decidir acabou."
        case _:
            return ""


def _approvers(wanted: ApprovalRequest) -> list[str]:
    """The names of who may answer now."""
    if wanted.pending_level is None:
        return []
    people = queries.approvers_of(
        wanted.company_id, wanted.pending_level, establishment_id=wanted.establishment_id, on=clock.today()
    )
    return [person.name for person in people if person.pk not in wanted.makers]
