"""The "Cadastro" tab: everything the record holds, and the dialogs of what is not a belonging."""

from functools import partial

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse, reverse_lazy

from vinculo.customers import actions, queries
from vinculo.customers.actions.reads import BANK_ACCOUNTS, note_full_document, note_read
from vinculo.customers.ficha import ficha as paper_of
from vinculo.customers.forms import ReasonForm, ResponsibleForm
from vinculo.customers.panels import may_edit
from vinculo.customers.permissions import Permission
from vinculo.customers.profile_page import head_context
from vinculo.customers.record_page import line_of, record_page
from vinculo.customers.views.belongings import dialog
from vinculo.customers.views.profile import restricted
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.audit.actions import log_export
from vinculo.foundation.custom_fields.forms import CustomFieldsForm
from vinculo.foundation.custom_fields.rules import AnswersCollide
from vinculo.foundation.papers import pdf_response
from vinculo.foundation.ui import page, refresh, toast, widgets
from vinculo.kernel.brazil import banks, cnae
from vinculo.organization.models import User
from vinculo.organization.queries import person_label


@requires(Permission.VIEW)
def record(request: Request, pk: int) -> HttpResponse:
    """Everything the record holds, each part with its own way to change it."""
    party = queries.profile(request.actor, pk)
    if party is None:
        return restricted(request, pk)
    context = head_context(request, party, tab="record")
    context |= {"record": record_page(request, party), "may_edit": may_edit(request, party)}
    context["may_see_documents"] = request.actor.may(Permission.SEE_DOCUMENTS)
    return page(request, "customers/record.html", context)


@requires(Permission.VIEW)
def ficha(request: Request, pk: int) -> HttpResponse:
    """The Ficha do Cliente as PDF. What leaves the product is logged."""
    party = queries.profile(request.actor, pk)
    if party is None:
        raise Http404("Registro não encontrado.")
    now = clock.now()
    answer = pdf_response(paper_of(request, party, now=now), name=f"ficha {party.name}", now=now)
    reason = "Ficha do cliente"
    note_full_document(request.actor, party, reason, now=now)
    log_export(request.actor, "customers.ficha", f"Ficha do cliente nº {pk}", {"party": pk}, 1, reason=reason)
    return answer


@requires(Permission.EDIT)
def custom_values(request: Request, pk: int) -> HttpResponse:
    """The answers to the company's own fields, all in one form."""
    party = get_or_404(queries.editable_parties(request.actor), pk)
    form = CustomFieldsForm(
        request.POST if request.method == "POST" else None,
        fields=queries.custom_fields_of(party),
        values=queries.custom_values(party),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_custom_values(request.actor, party, form.answers(), original=form.original)
        except AnswersCollide as collision:
            context = {"party": party, "form": form, "conflicts": form.conflicts(collision)}
            context["last"] = queries.last_edit(party, "customers_partycustomvalue")
            return page(request, "customers/custom_values.html", context, status=422 if request.htmx else 409)
        toast(request, "Informações adicionais salvas.")
        return refresh(request, reverse("customers:record", args=[pk]))
    context = {"party": party, "form": form}
    return page(request, "customers/custom_values.html", context, status=422 if form.errors else 200)


@requires(Permission.EDIT)
def responsible(request: Request, pk: int) -> HttpResponse:
    """Who answers for the party in one matter."""
    party = get_or_404(queries.editable_parties(request.actor), pk)
    lookup = widgets.Lookup(reverse_lazy("customers:owners"), label_for=partial(person_label, request.actor))
    form = ResponsibleForm(request.POST or None, lookup=lookup)

    def save() -> None:
        chosen = User.objects.filter(company_id=request.actor.company_id, pk=form.cleaned_data["user"] or 0).first()
        actions.set_responsible(request.actor, party, form.cleaned_data["matter"], chosen)

    return dialog(
        request,
        party,
        form,
        title="Responsável na empresa",
        done="Responsável salvo.",
        save=save,
        tab="customers:record",
    )


@requires(Permission.SEE_DOCUMENTS)
def accounts(request: Request, pk: int) -> HttpResponse:
    """The bank accounts in full, after saying why; who saw them is logged."""
    party = get_or_404(queries.readable_parties(request.actor), pk)
    form = ReasonForm(request.POST or None)
    lines = []
    if request.method == "POST" and form.is_valid():
        note_read(request.actor, party, BANK_ACCOUNTS, form.cleaned_data["reason"], now=clock.now())
        lines = [line_of(row, in_full=True) for row in party.bank_references.order_by("id")]
    context = {"party": party, "form": form, "lines": lines}
    return page(request, "customers/accounts.html", context, status=422 if form.errors else 200)


@requires(Permission.VIEW)
def consent_history(request: Request, pk: int) -> HttpResponse:
    """Every answer to every channel, as a fragment."""
    party = get_or_404(queries.readable_parties(request.actor), pk)
    return page(request, "customers/consent_history.html", {"decisions": queries.consent_decisions(party)})


@requires(Permission.VIEW)
def bank_options(request: Request) -> JsonResponse:
    """Look-up of banks by COMPE code or words."""
    found = banks.suggest_banks(request.GET.get("q", "")[:60])
    return JsonResponse(
        [{"value": each.code, "label": str(each), "hint": each.short_name} for each in found], safe=False
    )


@requires(Permission.VIEW)
def activity_options(request: Request) -> JsonResponse:
    """Look-up of the CNAE by code or words."""
    found = cnae.suggest_activities(request.GET.get("q", "")[:60])
    options = [{"value": each.code, "label": each.description, "hint": cnae.mask(each.code)} for each in found]
    return JsonResponse(options, safe=False)
