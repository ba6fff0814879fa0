from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from vinculo.cases import actions, queries
from vinculo.cases.answers import ask, done
from vinculo.cases.conflicts import case_conflicts, last_editor, merged
from vinculo.cases.forms import CloseCaseForm, EditCaseForm, NatureForm, NewCaseForm, ReopenForm, StartForm
from vinculo.cases.lists import CASES
from vinculo.cases.models import ServiceCase
from vinculo.cases.moments import moments_for
from vinculo.cases.permissions import Permission
from vinculo.cases.reading import case_page, starting_values
from vinculo.cases.refusals import CaseRefused
from vinculo.customers.queries import readable_parties
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.lists.page import render
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.refusals import accepted
from vinculo.kernel.text import row_number
from vinculo.organization.queries import people_for_choice


@requires(Permission.VIEW)
def index(request: Request) -> HttpResponse:
    return render(request, CASES, "cases/list.html")


@requires(Permission.VIEW)
def case(request: Request, pk: int) -> HttpResponse:
    found = get_or_404(queries.cases_for_reading(request.actor), pk)
    return page(request, "cases/case.html", case_page(request.actor, found, clock.now()))


@requires(Permission.OPEN)
def new(request: Request, party_id: int) -> HttpResponse:
    """A new case for a customer; the form starts with what this person used last."""
    party = get_or_404(readable_parties(request.actor).active(), party_id)
    form = NewCaseForm(request.actor, request.POST or None, initial=starting_values(request.actor))
    opened: list[ServiceCase] = []

    def act() -> None:
        opened.append(actions.open_case(request.actor, party.pk, form.wanted(), now=clock.now()))

    if accepted(request, form, act):
        toast(request, f"Atendimento {opened[0].protocol} aberto.")
        return redirect(request, opened[0])
    context = {
        "party": party,
        "moments": moments_for(request.actor),
        "open_cases": queries.open_cases_of_party(request.actor, party.pk).select_related("subject", "owner")[:5],
    }
    return ask(request, "cases/new.html", form, context)


@requires(Permission.OPEN)
def start(request: Request) -> HttpResponse:
    """Who is the case for? The search comes first, so that nobody is registered twice."""
    form = StartForm(request.GET if "cliente" in request.GET else None)
    if form.is_valid():
        party = get_or_404(readable_parties(request.actor).active(), form.cleaned_data["cliente"])
        return redirect(request, "cases:new", party.pk)
    return page(request, "cases/start.html", {"form": form}, status=422 if form.is_bound else 200)


@requires(Permission.EDIT)
def edit(request: Request, pk: int) -> HttpResponse:
    found = get_or_404(queries.cases_for_reading(request.actor), pk)
    data = merged(request.POST, found) if request.method == "POST" else None
    initial = {name: getattr(found, f"{name}_id") for name in ("type", "subject", "media", "channel")}
    initial |= {"description": found.description, "perception": found.perception, "version": found.version}
    form = EditCaseForm(request.actor, data, case=found, initial=initial)
    readable = queries.text_reader(request.actor).may_read(found)
    if not readable:
        del form.fields["description"], form.fields["perception"]

    def act() -> None:
        actions.edit_case(request.actor, pk, form.facts_over(found), version=form.cleaned_data["version"])

    if accepted(request, form, act):
        toast(request, "Atendimento alterado.")
        return done(request, pk)
    conflicts = case_conflicts(form, found) if form.is_bound else []
    by, at = last_editor(found) if conflicts else ("", None)
    context = {"case": found, "readable": readable, "conflicts": conflicts, "by": by, "at": at}
    return ask(request, "cases/edit.html", form, context)


@requires(Permission.EDIT)
def nature(request: Request, pk: int) -> HttpResponse:
    found = get_or_404(queries.cases_for_reading(request.actor), pk)
    form = NatureForm(request.actor, request.POST or None, case=found)

    def act() -> None:
        data = form.cleaned_data
        actions.change_nature(
            request.actor,
            pk,
            data["nature"],
            data["subject"],
            owner=data["owner"],
            reason=data["reason"],
            now=clock.now(),
        )

    if accepted(request, form, act):
        toast(request, "Natureza alterada; o atendimento seguiu para o novo destino.")
        return done(request, pk)
    return ask(request, "cases/nature.html", form, {"case": found})


@requires(Permission.CLOSE)
def close(request: Request, pk: int) -> HttpResponse:
    found = get_or_404(queries.cases_for_reading(request.actor), pk)
    form = CloseCaseForm(request.POST or None, case=found)

    def act() -> None:
        actions.close_case(request.actor, pk, form.cleaned_data["closing_reason"], now=clock.now())

    if accepted(request, form, act):
        toast(request, f"Atendimento {found.protocol} encerrado.")
        return done(request, pk)
    pending = found.contacts.filter(closed_at__isnull=True).count()
    return ask(request, "cases/close.html", form, {"case": found, "pending": pending})


@requires(Permission.REOPEN)
def reopen(request: Request, pk: int) -> HttpResponse:
    found = get_or_404(queries.cases_for_reading(request.actor), pk)
    form = ReopenForm(request.actor, request.POST or None)

    def act() -> None:
        actions.reopen_case(request.actor, pk, form.cleaned_data["reason"], form.wanted(), now=clock.now())

    if accepted(request, form, act):
        toast(request, f"Atendimento {found.protocol} reaberto.")
        return done(request, pk)
    return ask(request, "cases/reopen.html", form, {"case": found, "moments": moments_for(request.actor)})


@require_POST
@requires(Permission.EDIT)
def take(request: Request, pk: int) -> HttpResponse:
    try:
        taken = actions.take_from_queue(request.actor, pk, now=clock.now())
    except CaseRefused as refusal:
        toast(request, str(refusal), tone="warning")
    else:
        toast(request, f"O atendimento {taken.protocol} agora é seu.")
    return done(request, pk)


@requires(Permission.VIEW)
def subjects(request: Request) -> HttpResponse:
    """The options of the subject field for a nature."""
    offered = queries.offered_subjects(request.actor.company_id, row_number(request.GET.get("nature")))
    return page(request, "cases/subjects.html", {"subjects": offered})


@requires(Permission.VIEW)
def people(request: Request) -> JsonResponse:
    """The look-up of colleagues."""
    found = people_for_choice(request.actor, request.GET.get("q", "")[:80])
    return JsonResponse([{"value": user.pk, "label": user.name, "hint": user.email} for user in found], safe=False)
