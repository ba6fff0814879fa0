"""What is held about one person: the report, and erasure."""

import json

from django.http import HttpResponse
from django.utils.text import slugify

from vinculo.customers import queries as customers
from vinculo.customers.actions.reads import SUBJECT_REPORT, note_read
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.audit.actions import log_export
from vinculo.foundation.papers import pdf_response
from vinculo.foundation.ui import page, redirect, toast
from vinculo.organization.letterhead import letterhead_of
from vinculo.privacy import actions, lists
from vinculo.privacy.erasure_plan import plan_of
from vinculo.privacy.forms import ErasureForm, ReportForm
from vinculo.privacy.permissions import Permission
from vinculo.privacy.refusals import Refused
from vinculo.privacy.report import paper, subject_report


@requires(Permission.ATTEND)
def report(request: Request, pk: int) -> HttpResponse:
    """Everything held about a person, as PDF or JSON. The reason is logged with the export."""
    party = get_or_404(customers.readable_parties(request.actor), pk)
    form = ReportForm(request.POST or None, initial={"shape": "pdf", "reason": request.GET.get("motivo", "")})
    if request.method != "POST" or not form.is_valid():
        context = {"party": party, "form": form}
        return page(request, "privacy/report.html", context, status=422 if form.errors else 200)
    now, reason = clock.now(), form.cleaned_data["reason"]
    note_read(request.actor, party, SUBJECT_REPORT, reason, now=now)
    made = subject_report(party, now=now)
    rows = sum(len(section.rows) for section in made.sections)
    title = f"Relatório do titular, cadastro nº {pk}"
    log_export(request.actor, "privacy.subject", title, {"party": pk, **form.cleaned_data}, rows, reason=reason)
    name = f"titular-{slugify(party.name)}"
    if form.cleaned_data["shape"] == "json":
        answer = HttpResponse(
            json.dumps(made.as_data(), ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
        answer["Cache-Control"] = "private, no-store"
        return answer
    letterhead = letterhead_of(request.actor.company_id, request.actor.establishment_id)
    return pdf_response(paper(made, letterhead, issuer=request.actor.name), name=name, now=now, download=True)


@requires(Permission.ERASE)
def erase(request: Request, pk: int) -> HttpResponse:
    """What goes, what stays and why; then, on purpose, the erasure that a request asks for."""
    row = get_or_404(lists.requests(request.actor), pk)
    if row.party is None:
        toast(request, "Confira a identidade e indique o cadastro do titular antes.", tone="warning")
        return redirect(request, "privacy:request", pk)
    party = get_or_404(customers.readable_parties(request.actor), row.party.pk)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase(request.actor, party, request=row, now=clock.now())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            toast(request, "Dados anonimizados. Agora responda ao titular.")
            return redirect(request, "privacy:request", pk)
    context = {"row": row, "party": party, "plan": plan_of(party, now=clock.now()), "form": form}
    return page(request, "privacy/erase.html", context, status=422 if form.errors else 200)
