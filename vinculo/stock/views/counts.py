"""A count that waits for approval: what it found, and the decision."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinculo.catalogue.permissions import Permission as CataloguePermission
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.refusals import accepted
from vinculo.stock.actions.count_requests import approve_count, refuse_count
from vinculo.stock.forms import ReasonForm
from vinculo.stock.models import CountRequest
from vinculo.stock.permissions import Permission
from vinculo.stock.queries.counts import differences_of
from vinculo.stock.refusals import StockRefused


def _found(request: Request, pk: int) -> CountRequest:
    rows = CountRequest.objects.visible_to(request.actor)
    return get_or_404(rows.select_related("warehouse", "by", "decided_by", "posting"), pk)


@requires(Permission.VIEW)
def count_request(request: Request, pk: int) -> HttpResponse:
    found = _found(request, pk)
    differences = differences_of(found)
    context = {
        "count": found,
        "lines": differences,
        "may_decide": found.is_waiting
        and found.by_id != request.actor.user_id
        and request.actor.may(Permission.ADJUST_ANY),
        "sees_costs": request.actor.may(CataloguePermission.SEE_COSTS),
        "total": sum((each.value for each in differences if each.value is not None), start=0),
        "without_cost": sum(each.value is None for each in differences),
    }
    return page(request, "stock/count_request.html", context)


@require_POST
@requires(Permission.ADJUST_ANY)
def approve(request: Request, pk: int) -> HttpResponse:
    _found(request, pk)
    try:
        posting = approve_count(request.actor, pk, now=clock.now())
    except StockRefused as refusal:
        toast(request, str(refusal), tone="warning")
        return redirect(request, "stock:count_request", pk)
    toast(request, "Contagem aprovada: as diferenças foram lançadas.")
    return redirect(request, "stock:posting", posting.pk)


@requires(Permission.ADJUST_ANY)
def refuse(request: Request, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = ReasonForm(request.POST or None)
    if accepted(request, form, lambda: refuse_count(request.actor, pk, form.cleaned_data["reason"], now=clock.now())):
        toast(request, "Contagem recusada: os saldos ficam como estão.")
        return redirect(request, "stock:count_request", pk)
    context = {
        "form": form,
        "title": f"Recusar: {found}",
        "back": reverse("stock:count_request", args=[pk]),
        "button": "Recusar",
        "hint": "Quem contou recebe o motivo. Os saldos ficam como estão.",
    }
    return page(request, "stock/form.html", context, status=422 if form.errors else 200)
