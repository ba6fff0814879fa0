"""Warehouses, lots, and what customers ask of lots."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinculo.customers.queries import about_readable
from vinculo.foundation.access import Actor, Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.refusals import accepted
from vinculo.stock.actions import places as actions
from vinculo.stock.forms import LotForm, RequirementForm, WarehouseForm
from vinculo.stock.models import Balance, Lot, LotRequirement, Movement, Warehouse
from vinculo.stock.permissions import Permission
from vinculo.stock.refusals import StockRefused

_SHOWN = 50


@requires(Permission.CONFIGURE)
def new_warehouse(request: Request) -> HttpResponse:
    return _warehouse_form(request, Warehouse(company_id=request.actor.company_id))


@requires(Permission.VIEW)
def warehouse(request: Request, pk: int) -> HttpResponse:
    found = get_or_404(Warehouse.objects.visible_to(request.actor), pk)
    if request.method != "POST" and not request.actor.may(Permission.CONFIGURE):
        return redirect(request, f"{reverse('stock:balances')}?armazem={pk}")
    request.actor.require(Permission.CONFIGURE)
    return _warehouse_form(request, found)


def _warehouse_form(request: Request, found: Warehouse) -> HttpResponse:
    form = WarehouseForm(request.actor, found, request.POST or None)

    def act() -> None:
        for name, value in form.cleaned_data.items():
            setattr(found, name, value)
        actions.save_warehouse(request.actor, found)

    if accepted(request, form, act):
        toast(request, f"Armazém {found.code} salvo.")
        return redirect(request, "stock:warehouses")
    context = {"form": form, "warehouse": found}
    return page(request, "stock/warehouse.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.CONFIGURE)
def delete_warehouse(request: Request, pk: int) -> HttpResponse:
    found = get_or_404(Warehouse.objects.visible_to(request.actor), pk)
    try:
        actions.delete_warehouse(request.actor, found)
    except StockRefused as refusal:
        toast(request, str(refusal), tone="warning")
        return redirect(request, "stock:warehouse", pk)
    toast(request, f"Armazém {found.code} excluído.")
    return redirect(request, "stock:warehouses")


@requires(Permission.VIEW)
def lot(request: Request, pk: int) -> HttpResponse:
    rows = Lot.objects.filter(company_id=request.actor.company_id).select_related("product__unit")
    found = get_or_404(rows, pk)
    form = LotForm(found, request.POST or None)
    if request.method == "POST":
        request.actor.require(Permission.CONFIGURE)
    if accepted(request, form, lambda: actions.edit_lot(request.actor, found, actions.LotData(**form.cleaned_data))):
        toast(request, f"Lote {found.number} salvo.")
        return redirect(request, "stock:lot", pk)
    balances = Balance.objects.visible_to(request.actor).filter(lot=found).select_related("warehouse", "unit")
    movements = Movement.objects.visible_to(request.actor).filter(lot=found).select_related("warehouse", "unit", "lot")
    context = {
        "lot": found,
        "form": form,
        "balances": balances.order_by("warehouse__code"),
        "movements": movements.select_related("posting__by").order_by("-id")[:_SHOWN],
    }
    return page(request, "stock/lot.html", context, status=422 if form.errors else 200)


@requires(Permission.CONFIGURE)
def requirements(request: Request) -> HttpResponse:
    form = RequirementForm(request.actor, request.POST or None)
    if accepted(request, form, lambda: actions.save_requirement(request.actor, form.requirement())):
        toast(request, "Exigência incluída.")
        return redirect(request, "stock:requirements")
    rows = _requirements(request.actor).select_related("party", "product")
    context = {"form": form, "requirements": rows.order_by("-id")[:200], "tab": "stock.lots"}
    return page(request, "stock/requirements.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.CONFIGURE)
def delete_requirement(request: Request, pk: int) -> HttpResponse:
    actions.delete_requirement(request.actor, get_or_404(_requirements(request.actor), pk))
    toast(request, "Exigência excluída.")
    return redirect(request, "stock:requirements")


def _requirements(actor: Actor) -> QuerySet[LotRequirement]:
    """The company's, but for those of customers whose contents the actor may not read."""
    return LotRequirement.objects.filter(about_readable(actor), company_id=actor.company_id)
