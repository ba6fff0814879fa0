"""What is to come: scheduled, moved, arrived, closed."""

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.refusals import accepted
from vinculo.stock import actions
from vinculo.stock.actions.places import lot_for
from vinculo.stock.forms import ArrivalForm, ReceiptChangeForm, ReceiptForm
from vinculo.stock.forms.fields import first_warehouse
from vinculo.stock.inputs import NewLot, Why
from vinculo.stock.models import ScheduledReceipt
from vinculo.stock.permissions import Permission
from vinculo.stock.refusals import StockRefused


def _found(request: Request, pk: int) -> ScheduledReceipt:
    rows = ScheduledReceipt.objects.visible_to(request.actor)
    return get_or_404(rows.select_related("product", "unit", "warehouse", "establishment"), pk)


@requires(Permission.MOVE)
def new(request: Request) -> HttpResponse:
    initial = {"warehouse": first_warehouse(request.actor), "product": request.GET.get("produto", "")}
    form = ReceiptForm(request.actor, request.POST or None, initial=initial)
    made: list[ScheduledReceipt] = []
    if accepted(request, form, lambda: made.append(actions.schedule(request.actor, form.coming(), now=clock.now()))):
        toast(request, "Recebimento programado.")
        return redirect(request, "stock:receipt", made[0].pk)
    return page(request, "stock/new_receipt.html", {"form": form}, status=422 if form.errors else 200)


@requires(Permission.VIEW)
def receipt(request: Request, pk: int) -> HttpResponse:
    found = _found(request, pk)
    promises = found.allocations.filter(held__gt=0).select_related("reservation__owner", "reservation__party")
    context = {
        "receipt": found,
        "promises": promises.order_by("id")[:50],
        "late": found.closed_at is None and found.expected_on < clock.today(),
    }
    return page(request, "stock/receipt.html", context)


@requires(Permission.MOVE)
def change(request: Request, pk: int) -> HttpResponse:
    found = _found(request, pk)
    initial = {"expected_on": found.expected_on, "quantity": found.quantity.normalize()}
    form = ReceiptChangeForm(request.POST or None, initial=initial)

    def act() -> None:
        data = form.cleaned_data
        actions.reschedule(request.actor, pk, data["expected_on"], data["quantity"], now=clock.now())

    if accepted(request, form, act):
        toast(request, "Recebimento alterado.")
        return redirect(request, "stock:receipt", pk)
    return _ask(request, form, "Alterar o recebimento", "Salvar", pk)


@requires(Permission.MOVE)
def arrive(request: Request, pk: int) -> HttpResponse:
    found = _found(request, pk)
    initial = {"quantity": (found.quantity - found.received).normalize(), "document": found.document}
    form = ArrivalForm(request.POST or None, tracks_lots=found.product.tracks_lots, initial=initial)

    def act() -> None:
        data = form.cleaned_data
        with transaction.atomic():
            lot = None
            if data.get("lot"):
                new_lot = NewLot(found.product_id, data["lot"], data.get("manufactured_on"), data.get("expires_on"))
                lot = lot_for(request.actor, new_lot)
            why = Why(document=data["document"])
            actions.arrive(request.actor, pk, data["quantity"], lot.pk if lot else None, why, now=clock.now())

    if accepted(request, form, act):
        toast(request, "Chegada lançada: o estoque já pode ser usado.")
        return redirect(request, "stock:receipt", pk)
    return _ask(request, form, f"Lançar a chegada: {found.product.code}", "Lançar chegada", pk)


@require_POST
@requires(Permission.MOVE)
def close(request: Request, pk: int) -> HttpResponse:
    _found(request, pk)
    try:
        actions.close_receipt(request.actor, pk, now=clock.now())
        toast(request, "Recebimento encerrado: o que faltava não é mais esperado.")
    except StockRefused as refusal:
        toast(request, str(refusal), tone="warning")
    return redirect(request, "stock:receipt", pk)


def _ask(request: Request, form: Form, title: str, button: str, pk: int) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "back": reverse("stock:receipt", args=[pk])}
    return page(request, "stock/form.html", context, status=422 if form.errors else 200)
