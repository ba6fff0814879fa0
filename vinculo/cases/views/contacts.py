from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from vinculo.cases import actions, queries
from vinculo.cases.actions.locking import contact_for_acting
from vinculo.cases.answers import ask, done
from vinculo.cases.forms import CloseContactForm, ContactForm, RescheduleForm
from vinculo.cases.models import Contact, Reschedule
from vinculo.cases.moments import moments_for
from vinculo.cases.permissions import Permission
from vinculo.cases.refusals import CaseRefused
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import toast
from vinculo.foundation.ui.refusals import accepted


@requires(Permission.OPEN)
def book(request: Request, pk: int) -> HttpResponse:
    """Book a contact in a case. `?quando=` proposes the moment (the calendar sends it)."""
    case = get_or_404(queries.cases_for_reading(request.actor), pk)
    initial = {"due_at": proposed_moment(request.GET.get("quando", ""))}
    form = ContactForm(request.actor, request.POST or None, initial=initial)
    if accepted(request, form, lambda: actions.book_contact(request.actor, pk, form.wanted(), now=clock.now())):
        toast(request, "Contato marcado.")
        return done(request, pk)
    return ask(request, "cases/book.html", form, {"case": case, "moments": moments_for(request.actor)})


@requires(Permission.CLOSE)
def close(request: Request, pk: int) -> HttpResponse:
    contact = _for_reading(request, pk)
    others = queries.other_open_contacts(contact).count() if contact.is_open else 0
    form = CloseContactForm(request.actor, request.POST or None, contact=contact, others=others)

    def act() -> None:
        version = form.cleaned_data["version"]
        actions.close_contact(request.actor, pk, form.outcome(), now=clock.now(), version=version)

    if accepted(request, form, act):
        ended = form.cleaned_data["then"] == CloseContactForm.END
        toast(request, "Contato e atendimento encerrados." if ended else "Contato encerrado.")
        return done(request, contact.case_id)
    context = {"contact": contact, "case": contact.case, "moments": moments_for(request.actor)}
    return ask(request, "cases/close_contact.html", form, context)


@requires(Permission.EDIT)
def reschedule(request: Request, pk: int) -> HttpResponse:
    """Move a contact. `?para=` proposes the moment (a drop on the calendar sends it)."""
    contact = _for_reading(request, pk)
    proposed = proposed_moment(request.GET.get("para", ""))
    form = RescheduleForm(request.POST or None, contact=contact, proposed=proposed)
    moves: list[Reschedule] = []

    def act() -> None:
        data = form.cleaned_data
        move = actions.reschedule(
            request.actor, pk, data["due_at"], data["reason"], now=clock.now(), version=data["version"]
        )
        moves.append(move)

    if accepted(request, form, act):
        new_day = timezone.localtime(moves[0].to_at)
        undo = reverse("cases:undo_reschedule", args=[moves[0].pk])
        toast(request, f"Reagendado para {new_day:%d/%m, %H:%M}.", undo_url=undo)
        return done(request, contact.case_id)
    context = {
        "contact": contact,
        "case": contact.case,
        "proposed": proposed,
        "moments": moments_for(request.actor),
        "reasons": RescheduleForm.REASONS,
    }
    return ask(request, "cases/reschedule.html", form, context)


@require_POST
@requires(Permission.EDIT)
def undo_reschedule(request: Request, pk: int) -> HttpResponse:
    move = get_or_404(Reschedule.objects.filter(company_id=request.actor.company_id).select_related("contact"), pk)
    contact = contact_for_acting(request.actor, move.contact_id)
    try:
        actions.undo_reschedule(request.actor, pk, now=clock.now())
    except CaseRefused as refusal:
        toast(request, str(refusal), tone="warning")
    else:
        toast(request, "O contato voltou para a data anterior.", tone="info")
    return done(request, contact.case_id)


def proposed_moment(text: str) -> datetime | None:
    """A local moment written as `2026-11-23T14:30`, or None."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None or not 1900 <= moment.year <= 2200:
        return None
    if moment.tzinfo is not None:
        return moment
    return timezone.make_aware(moment)


def _for_reading(request: Request, pk: int) -> Contact:
    contact_for_acting(request.actor, pk)
    contacts = Contact.objects.select_related("case", "case__nature", "case__subject", "party", "action", "owner")
    return get_or_404(contacts, pk)
