"""The simulator: a sale composed without saving, its answer while one types, the cases that were kept."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from vinculo.approvals.actions import standing_told
from vinculo.approvals.permissions import Permission as ApprovalPermission
from vinculo.catalogue.permissions import Permission as CataloguePermission
from vinculo.engines.derivation import Derivation
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.jobs.actions import enqueue
from vinculo.foundation.lists.page import render
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.marks import skeleton
from vinculo.kernel.text import row_number
from vinculo.quoting import Quote, derivation_of_sale, derivation_of_taxes
from vinculo.simulator import actions, approval, presentation, ways
from vinculo.simulator.forms import MOST_LINES, ApprovalForm, CaseForm, RunForm
from vinculo.simulator.kept import moved
from vinculo.simulator.lists import CASES
from vinculo.simulator.models import SUBJECT, SimulatedCase
from vinculo.simulator.pasted import as_data, pasted_lines
from vinculo.simulator.permissions import Permission
from vinculo.simulator.refusals import Refused
from vinculo.simulator.sales import next_year_of
from vinculo.simulator.typed import TypedSale

# More than so many cases are run in the background.
AT_ONCE = 10


@requires(Permission.USE)
def compose(request: Request) -> HttpResponse:
    """An empty sale to fill in."""
    return _composer(request, TypedSale(request.actor, None, clock.now()))


@requires(Permission.USE)
def case(request: Request, pk: int) -> HttpResponse:
    """A kept sale, ready to be changed, with what moved in its last run."""
    return _kept(request, get_or_404(SimulatedCase.objects.visible_to(request.actor), pk))


def _kept(
    request: Request, found: SimulatedCase, *, approval_form: ApprovalForm | None = None, status: int = 200
) -> HttpResponse:
    kept = found.sale()
    typed = TypedSale(request.actor, None, clock.now(), kept=kept)
    changes = moved(found.reference, found.latest, with_costs=_sees_costs(request)) if found.latest else []
    return _composer(request, typed, case=found, changes=changes, approval_form=approval_form, status=status)


@require_POST
@requires(Permission.USE)
def answer(request: Request) -> HttpResponse:
    """The answer to what is typed now, in one scenario or two."""
    typed = TypedSale(request.actor, request.POST, clock.now())
    if not typed.is_valid():
        return page(request, "simulator/answer.html", {"faults": typed.faults()}, status=422)
    if typed.is_empty:
        return page(request, "simulator/answer.html", {"empty": True})
    first = typed.answer()
    second = typed.other_answer(first) if typed.comparing else None
    told, other = _told(request, first.quote), _told(request, second.quote) if second else None
    context = {
        "quote": told,
        "other": other,
        "lines": presentation.line_views(told, with_costs=_sees_costs(request)),
        "rows": presentation.rows(told, other, with_costs=_sees_costs(request)),
        "with_costs": _sees_costs(request),
        "margins": presentation.margins_in_brief(told),
        "waiting": skeleton(3),
        "customer_missing": first.request.party_id is None and first.around.customer is None,
    }
    return page(request, "simulator/answer.html", context)


@require_POST
@requires(Permission.USE)
def pasted(request: Request) -> JsonResponse:
    """The lines of a spreadsheet (`text`), as the fields of the grid take them, with a sentence on how it went."""
    lines, sentence = pasted_lines(request.actor, request.POST.get("text", ""), most=MOST_LINES)
    return JsonResponse({"lines": as_data(lines), "sentence": sentence})


@require_POST
@requires(Permission.USE)
def why(request: Request) -> HttpResponse:
    """The steps behind a part (`parte`) of a line (`linha`), in both scenarios; without a line, of the whole sale or
    who must agree to it (`parte=alcada`), in the first or (`cenario=b`) the second."""
    typed = TypedSale(request.actor, request.POST, clock.now())
    if not typed.is_valid() or typed.is_empty:
        return page(request, "simulator/answer.html", {"faults": typed.faults()}, status=422)
    first = typed.answer()
    number, part = row_number(request.GET.get("linha")), request.GET.get("parte", "")
    second = typed.other_answer(first) if typed.comparing else None
    if number is None:
        asked = _told(request, (second if second and request.GET.get("cenario") == "b" else first).quote)
        if part == presentation.AUTHORITY:
            lines = asked.authority.lines if asked.authority else ()
            return page(request, "simulator/reasons.html", {"lines": lines})
        return page(request, "simulator/steps.html", {"steps": derivation_of_sale(asked)})
    steps, others = (_steps_of(request, each.quote, number, part) if each else () for each in (first, second))
    return page(request, "simulator/steps.html", {"steps": steps, "others": others})


def _steps_of(request: Request, quote: Quote, number: int, part: str) -> Derivation:
    """The steps behind a part of a line of the quote, for who may know them."""
    told = _told(request, quote)
    line = told.line(number)
    if line is None or part not in presentation.parts_for(with_costs=_sees_costs(request)):
        return ()
    return derivation_of_taxes(told, line) if part == presentation.TAXES else presentation.derivation_of(line, part)


def _sees_costs(request: Request) -> bool:
    return request.actor.may(CataloguePermission.SEE_COSTS)


def _told(request: Request, quote: Quote) -> Quote:
    """The quote as whoever asks may know it: a margin tells what the goods cost."""
    return quote if _sees_costs(request) else quote.without_costs()


@require_POST
@requires(Permission.USE)
def alternatives(request: Request) -> HttpResponse:
    """What would have to change: each payment term, the next bands, the limits."""
    typed = TypedSale(request.actor, request.POST, clock.now())
    if not typed.is_valid() or typed.is_empty:
        return page(request, "simulator/answer.html", {"faults": typed.faults()}, status=422)
    first = typed.answer()
    context = {
        "terms": ways.by_term(first.request, first.around),
        "sentences": ways.sentences(
            first.request, first.around, _told(request, first.quote), with_margins=_sees_costs(request)
        ),
        "with_costs": _sees_costs(request),
    }
    return page(request, "simulator/ways.html", context)


@require_POST
@requires(Permission.SAVE)
def keep(request: Request) -> HttpResponse:
    """Keep the sale that is typed under a name."""
    typed = TypedSale(request.actor, request.POST, clock.now())
    form = CaseForm(request.actor, request.POST)
    if not all([typed.is_valid(), form.is_valid()]) or typed.is_empty:
        if typed.is_valid() and typed.is_empty:
            form.add_error(None, "Não há item a guardar: inclua ao menos um produto.")
        return _composer(request, typed, form=form, status=422)
    first = typed.answer()
    try:
        kept = actions.keep_case(
            request.actor, **form.cleaned_data, request=first.request, quote=first.quote, now=clock.now()
        )
    except Refused as refusal:
        form.add_error("name", refusal.sentence)
        return _composer(request, typed, form=form, status=422)
    toast(request, f"Caso “{kept.name}” guardado.")
    return redirect(request, "simulator:case", kept.pk)


@requires(Permission.USE)
def cases(request: Request) -> HttpResponse:
    extra = {"may_save": request.actor.may(Permission.SAVE), "run_form": RunForm()}
    return render(request, CASES, template="simulator/cases.html", extra=extra)


@require_POST
@requires(Permission.SAVE)
def run(request: Request) -> HttpResponse:
    """Run every case again, on its own day or on the one given; many of them in the background."""
    form = RunForm(request.POST)
    if not form.is_valid():
        toast(request, "A data não é válida.", tone="warning")
        return redirect(request, "simulator:cases")
    on = form.cleaned_data["on"]
    found = SimulatedCase.objects.visible_to(request.actor).order_by("pk")
    if found.count() > AT_ONCE:
        enqueue(
            request.actor,
            "simulator.run_cases",
            "Reexecução dos casos do simulador",
            {"on": on.isoformat() if on else None},
        )
        toast(request, "Os casos estão sendo reexecutados em segundo plano.", tone="info")
        return redirect(request, "simulator:cases")
    changed = actions.run_cases(request.actor, list(found), on=on, now=clock.now())
    words = "Nenhum valor mudou." if not changed else "1 caso mudou." if changed == 1 else f"{changed} casos mudaram."
    toast(request, words, tone="warning" if changed else "success")
    return redirect(request, "simulator:cases")


@require_POST
@requires(Permission.SAVE)
def accept(request: Request, pk: int) -> HttpResponse:
    """Take what the last run gave as the new reference."""
    found = get_or_404(SimulatedCase.objects.visible_to(request.actor), pk)
    try:
        actions.accept(request.actor, found, seen=request.POST.get("seen"), now=clock.now())
    except Refused as refusal:
        toast(request, refusal.sentence, tone="warning")
    else:
        toast(request, "Os novos valores são a referência do caso.")
    return redirect(request, "simulator:case", pk)


@require_POST
@requires(Permission.USE)
def ask_approval(request: Request, pk: int) -> HttpResponse:
    """Put a kept sale before those who may let it pass, with the reason."""
    found = get_or_404(SimulatedCase.objects.visible_to(request.actor), pk)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return _kept(request, found, approval_form=form, status=422)
    try:
        asked = approval.ask(request.actor, found, reason=form.cleaned_data["reason"], now=clock.now())
    except Refused as refusal:
        toast(request, refusal.sentence, tone="warning")
        return redirect(request, "simulator:case", pk)
    return redirect(request, asked)


@require_POST
@requires(Permission.SAVE)
def delete(request: Request, pk: int) -> HttpResponse:
    found = get_or_404(SimulatedCase.objects.visible_to(request.actor), pk)
    actions.delete_case(request.actor, found, now=clock.now())
    toast(request, f"Caso “{found.name}” excluído.")
    return redirect(request, "simulator:cases")


def _composer(
    request: Request,
    typed: TypedSale,
    *,
    case: SimulatedCase | None = None,
    changes: Any = (),
    form: CaseForm | None = None,
    approval_form: ApprovalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "typed": typed,
        "case": case,
        "changes": changes,
        "form": form or CaseForm(request.actor),
        "may_save": request.actor.may(Permission.SAVE),
        "standing": standing_told(case.company_id, SUBJECT, case.pk, now=clock.now()) if case else None,
        "approval_form": (approval_form or ApprovalForm()) if request.actor.may(ApprovalPermission.REQUEST) else None,
        "next_year": next_year_of(case.sale().on if case else clock.today()),
    }
    return page(request, "simulator/compose.html", context, status=status)
