"""Reserving, with the ways out when stock does not suffice; the reservation, given more time, released, served."""

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from vinculo.foundation import clock
from vinculo.foundation.access import Actor, Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.refusals import accepted, refuse
from vinculo.foundation.undo.actions import offer
from vinculo.kernel.text import row_number
from vinculo.stock import actions
from vinculo.stock.forms import ConsumeForm, ExtendForm, ReasonForm, ReserveForm
from vinculo.stock.forms.fields import first_warehouse
from vinculo.stock.inputs import Why
from vinculo.stock.models import Lot, Reservation
from vinculo.stock.models.reservations import ReservationQuerySet
from vinculo.stock.permissions import Permission
from vinculo.stock.refusals import Short, Shortage, StockRefused
from vinculo.stock.reversals import RESERVATION


@requires(Permission.RESERVE)
def reserve(request: Request) -> HttpResponse:
    """`take` is the way out that the person chose: the form again, with its warehouse, lot, product or receipt."""
    initial = {
        "warehouse": request.GET.get("armazem") or first_warehouse(request.actor),
        "product": request.GET.get("produto", ""),
        "party": request.GET.get("cliente", ""),
        "receipt": request.GET.get("recebimento", ""),
    }
    form = ReserveForm(request.actor, _taken(request.actor, request.POST) or None, initial=initial)
    shortages: tuple[Shortage, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.reserve(request.actor, [form.wanted()], form.purpose(), now=clock.now())
            taken_back = {"reservation": made[0].pk}
            undo_url = offer(request.actor, RESERVATION, taken_back, "Reserva desfeita.", now=clock.now())
            toast(request, "Estoque reservado.", undo_url=undo_url)
            return redirect(request, "stock:reservation", made[0].pk)
        except Short as short:
            shortages = short.shortages
        except StockRefused as refusal:
            refuse(form, refusal)
    status = 422 if request.method == "POST" else 200
    return page(request, "stock/reserve.html", {"form": form, "shortages": shortages}, status=status)


def _taken(actor: Actor, posted: QueryDict) -> QueryDict:
    kind, _, text = posted.get("take", "").partition(":")
    if not text:
        return posted
    data = posted.copy()
    where, _, what = text.partition(":")
    data["receipt"] = ""
    match kind:
        case "warehouse":
            data["warehouse"], data["lot"] = where, ""
        case "lot":
            lot = Lot.objects.filter(company_id=actor.company_id, pk=row_number(what) or 0).first()
            data["warehouse"], data["lot"] = where, lot.number if lot else ""
        case "similar":
            data["product"], data["lot"], data["unit"] = where, "", ""
        case "receipt":
            data["warehouse"], data["lot"], data["receipt"] = where, "", what
    return data


def _visible(request: Request) -> ReservationQuerySet:
    return Reservation.objects.visible_to(request.actor)


@requires(Permission.VIEW)
def reservation(request: Request, pk: int) -> HttpResponse:
    rows = _visible(request).select_related(
        "product", "unit", "warehouse", "owner", "party", "establishment", "ended_by"
    )
    found = get_or_404(rows, pk)
    mine = found.owner_id == request.actor.user_id
    context = {
        "reservation": found,
        "allocations": found.allocations.select_related(
            "balance__product", "balance__lot", "balance__unit", "receipt__unit"
        ).order_by("id"),
        "uses": found.quota_uses.select_related(
            "quota__unit", "quota__establishment", "quota__representative", "quota__party"
        ).order_by("id"),
        "may_release": request.actor.may(Permission.RESERVE) and (mine or request.actor.may(Permission.RELEASE_OTHERS)),
    }
    return page(request, "stock/reservation.html", context)


@requires(Permission.RESERVE)
def release(request: Request, pk: int) -> HttpResponse:
    get_or_404(_visible(request), pk)
    form = ReasonForm(request.POST or None)
    if accepted(
        request, form, lambda: actions.release(request.actor, [pk], form.cleaned_data["reason"], now=clock.now())
    ):
        toast(request, "Reserva liberada: o estoque voltou a ficar disponível.")
        return redirect(request, "stock:reservation", pk)
    return _ask(request, form, "Liberar a reserva", "Liberar", pk)


@requires(Permission.RESERVE)
def extend(request: Request, pk: int) -> HttpResponse:
    found = get_or_404(_visible(request), pk)
    form = ExtendForm(request.POST or None, initial={"expires_at": found.expires_at})
    if accepted(
        request, form, lambda: actions.extend(request.actor, pk, form.cleaned_data["expires_at"], now=clock.now())
    ):
        toast(request, "Prazo da reserva alterado.")
        return redirect(request, "stock:reservation", pk)
    return _ask(request, form, "Mudar o prazo da reserva", "Salvar", pk)


@requires(Permission.MOVE)
def consume(request: Request, pk: int) -> HttpResponse:
    get_or_404(_visible(request), pk)
    form = ConsumeForm(request.POST or None)

    def act() -> None:
        actions.consume(request.actor, pk, Why(document=form.cleaned_data["document"]), now=clock.now())

    if accepted(request, form, act):
        toast(request, "Saída lançada: a reserva foi atendida.")
        return redirect(request, "stock:reservation", pk)
    return _ask(request, form, "Dar saída à reserva", "Dar saída", pk, "O que a reserva segura sai do estoque.")


def _ask(request: Request, form: Form, title: str, button: str, pk: int, hint: str = "") -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": button,
        "hint": hint,
        "back": reverse("stock:reservation", args=[pk]),
    }
    return page(request, "stock/form.html", context, status=422 if form.errors else 200)
