"""Quotas: added, looked into, their limits changed, balance moved between them."""

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.refusals import accepted
from vinculo.stock.actions import quotas as actions
from vinculo.stock.forms import QuotaForm, QuotaLimitForm, QuotaMoveForm
from vinculo.stock.models import Quota, QuotaTransfer
from vinculo.stock.permissions import Permission
from vinculo.stock.refusals import StockRefused

_SHOWN = 50


def _found(request: Request, pk: int) -> Quota:
    rows = Quota.objects.visible_to(request.actor)
    return get_or_404(rows.select_related("product", "line", "unit", "establishment", "representative", "party"), pk)


@requires(Permission.QUOTAS)
def new(request: Request) -> HttpResponse:
    form = QuotaForm(request.actor, request.POST or None, initial={"product": request.GET.get("produto", "")})
    made: list[Quota] = []
    if accepted(request, form, lambda: made.append(actions.add_quota(request.actor, form.new()))):
        toast(request, "Cota incluída.")
        return redirect(request, "stock:quota", made[0].pk)
    return page(request, "stock/new_quota.html", {"form": form}, status=422 if form.errors else 200)


@requires(Permission.VIEW)
def quota(request: Request, pk: int) -> HttpResponse:
    found = _found(request, pk)
    uses = found.uses.select_related("reservation__owner", "reservation__party").order_by("-id")
    moves = (
        QuotaTransfer.objects.filter(from_quota=found) | QuotaTransfer.objects.filter(to_quota=found)
    ).select_related("by", "from_quota__establishment", "to_quota__establishment", "from_quota__representative",
                     "to_quota__representative", "from_quota__party", "to_quota__party")  # fmt: skip
    context = {"quota": found, "uses": uses[:_SHOWN], "moves": moves.order_by("-id")[:_SHOWN]}
    return page(request, "stock/quota.html", context)


@requires(Permission.QUOTAS)
def limit(request: Request, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = QuotaLimitForm(request.POST or None, initial={"limit": found.limit.normalize()})
    if accepted(request, form, lambda: actions.change_limit(request.actor, pk, form.cleaned_data["limit"])):
        toast(request, "Limite da cota alterado.")
        return redirect(request, "stock:quota", pk)
    return _ask(request, form, "Mudar o limite da cota", "Salvar", pk)


@requires(Permission.QUOTAS)
def move(request: Request, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = QuotaMoveForm(request.actor, found, request.POST or None)

    def act() -> None:
        data = form.cleaned_data
        actions.move_balance(request.actor, pk, data["to_quota"].pk, data["quantity"], data["reason"], now=clock.now())

    if accepted(request, form, act):
        toast(request, "Saldo transferido.")
        return redirect(request, "stock:quota", pk)
    return _ask(request, form, "Transferir saldo da cota", "Transferir", pk)


@require_POST
@requires(Permission.QUOTAS)
def delete(request: Request, pk: int) -> HttpResponse:
    _found(request, pk)
    try:
        actions.delete_quota(request.actor, pk)
    except StockRefused as refusal:
        toast(request, str(refusal), tone="warning")
        return redirect(request, "stock:quota", pk)
    toast(request, "Cota excluída.")
    return redirect(request, "stock:quotas")


def _ask(request: Request, form: Form, title: str, button: str, pk: int) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "back": reverse("stock:quota", args=[pk])}
    return page(request, "stock/form.html", context, status=422 if form.errors else 200)
