"""Requests of people about their data, and the log of reads."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse

from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.lists.page import render
from vinculo.foundation.ui import page, redirect, toast
from vinculo.privacy import actions, lists
from vinculo.privacy.forms import AnswerForm, IdentityForm, RequestForm
from vinculo.privacy.models import Erasure, PrivacyRequest
from vinculo.privacy.permissions import Permission
from vinculo.privacy.refusals import Refused


@requires(Permission.ATTEND)
def requests(request: Request) -> HttpResponse:
    return render(request, lists.REQUESTS, template="privacy/requests.html")


@requires(Permission.READ_LOG)
def reads(request: Request) -> HttpResponse:
    return render(request, lists.READS)


@requires(Permission.ATTEND)
def new(request: Request) -> HttpResponse:
    initial = {"received_at": clock.now(), "party": request.GET.get("cliente", ""), "kind": "access"}
    form = RequestForm(request.POST or None, initial=initial, company_id=request.actor.company_id)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        party_id = typed.pop("party")
        try:
            opened = actions.open_request(request.actor, party_id=party_id, now=clock.now(), **typed)
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            toast(request, f"Pedido {opened.protocol} registrado. Responder até {opened.due_on:%d/%m/%Y}.")
            return redirect(request, "privacy:request", opened.pk)
    return page(request, "privacy/new.html", {"form": form}, status=422 if form.errors else 200)


@requires(Permission.ATTEND)
def one(request: Request, pk: int) -> HttpResponse:
    """A request with what may be done next."""
    row = _row(request, pk)
    identity = IdentityForm(initial={"party": row.party_id or ""}, company_id=request.actor.company_id)
    return _one(request, row, identity=identity, answer=AnswerForm())


@requires(Permission.ATTEND)
def identity(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk)
    form = IdentityForm(request.POST or None, company_id=request.actor.company_id)

    def run() -> None:
        typed = form.cleaned_data
        actions.check_identity(request.actor, row, typed["how"], party_id=typed["party"])

    done = _done(request, row, form, run, "Identidade conferida.")
    return done or _one(request, row, identity=form, answer=AnswerForm(), status=422)


@requires(Permission.ATTEND)
def answer(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk)
    form = AnswerForm(request.POST or None)

    def run() -> None:
        actions.close_request(request.actor, row, **form.cleaned_data, now=clock.now())

    identity = IdentityForm(initial={"party": row.party_id or ""}, company_id=request.actor.company_id)
    done = _done(request, row, form, run, "Resposta registrada.")
    return done or _one(request, row, identity=identity, answer=form, status=422)


def _done(
    request: Request, row: PrivacyRequest, form: forms.Form, run: Callable[[], None], words: str
) -> HttpResponse | None:
    """The redirect after what was asked was done; None when something is to be corrected."""
    if request.method != "POST":
        return redirect(request, "privacy:request", row.pk)
    if form.is_valid():
        try:
            run()
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            toast(request, words)
            return redirect(request, "privacy:request", row.pk)
    return None


def _one(
    request: Request, row: PrivacyRequest, *, identity: IdentityForm, answer: AnswerForm, status: int = 200
) -> HttpResponse:
    context = {
        "row": row,
        "deadline": lists.deadline(row),
        "identity": identity,
        "answer": answer,
        "is_open": row.outcome == PrivacyRequest.Outcome.OPEN,
        "may_erase": request.actor.may(Permission.ERASE),
        "erasure": Erasure.objects.filter(request=row).first(),
    }
    return page(request, "privacy/request.html", context, status=status)


def _row(request: Request, pk: int) -> PrivacyRequest:
    return get_or_404(lists.requests(request.actor).select_related("answered_by"), pk)
