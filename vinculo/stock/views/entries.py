"""Entering receipts, issues, transfers and counts line by line; the posting, and its reversal."""

import json
from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse

from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.refusals import accepted, refuse
from vinculo.foundation.undo.actions import offer
from vinculo.kernel.text import row_number
from vinculo.stock import actions
from vinculo.stock.actions.entries import post_entry, request_entered_count
from vinculo.stock.forms import ConversionForm, EntryForm, LineForm, ReasonForm, read_lines, write_line
from vinculo.stock.forms.entry import MOST_LINES, REASONS
from vinculo.stock.forms.fields import first_warehouse
from vinculo.stock.inputs import Why
from vinculo.stock.models import CountRequest, Movement, Posting
from vinculo.stock.permissions import Permission
from vinculo.stock.queries.entry import EnteredLine, shown_lines
from vinculo.stock.refusals import BeyondAuthority, StockRefused
from vinculo.stock.reversals import POSTING

_TITLES = {
    Posting.Kind.RECEIPT: "Lançar entrada",
    Posting.Kind.ISSUE: "Lançar saída",
    Posting.Kind.TRANSFER: "Transferir estoque",
    Posting.Kind.COUNT: "Lançar contagem",
}
_DONE = {
    Posting.Kind.RECEIPT: "Entrada lançada.",
    Posting.Kind.ISSUE: "Saída lançada.",
    Posting.Kind.TRANSFER: "Transferência lançada.",
    Posting.Kind.COUNT: "Contagem lançada.",
}


@requires(Permission.MOVE)
def receive(request: Request) -> HttpResponse:
    return _enter(request, Posting.Kind.RECEIPT)


@requires(Permission.MOVE)
def issue(request: Request) -> HttpResponse:
    return _enter(request, Posting.Kind.ISSUE)


@requires(Permission.MOVE)
def transfer(request: Request) -> HttpResponse:
    return _enter(request, Posting.Kind.TRANSFER)


@requires(Permission.COUNT)
def count(request: Request) -> HttpResponse:
    return _enter(request, Posting.Kind.COUNT)


def _enter(request: Request, kind: Posting.Kind) -> HttpResponse:
    """The grid. "Incluir" and the bin of a line post `add` or `remove` and get the grid back; "Gravar" posts all."""
    lines = read_lines(request.POST.getlist("line"))
    if "add" in request.POST or "remove" in request.POST:
        return _change_grid(request, kind, lines)
    initial = {"warehouse": first_warehouse(request.actor)}
    form = EntryForm(request.actor, kind, request.POST or None, initial=initial)
    faulty: int | None = None
    may_ask = False
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        to = data.get("to_warehouse")
        why = Why(data["reason"], data["document"])
        try:
            if kind == Posting.Kind.COUNT and "ask" in request.POST:
                return _asked(
                    request, request_entered_count(request.actor, data["warehouse"].pk, lines, why, now=clock.now())
                )
            posting = post_entry(
                request.actor,
                kind,
                data["warehouse"].pk,
                lines,
                why,
                now=clock.now(),
                to_warehouse_id=to.pk if to else None,
            )
            return _posted(request, kind, posting)
        except StockRefused as refusal:
            refuse(form, refusal)
            faulty, may_ask = refusal.line, isinstance(refusal, BeyondAuthority)
    status = 422 if request.method == "POST" else 200
    entry = LineForm(request.actor, kind)
    return _grid(request, kind, lines, form=form, entry=entry, faulty=faulty, may_ask=may_ask, status=status)


def _posted(request: Request, kind: Posting.Kind, posting: Posting | None) -> HttpResponse:
    if posting is None:
        toast(request, "Nada a lançar: tudo o que foi contado confere com o saldo.", tone="info")
        return redirect(request, "stock:count")
    way_back = offer(request.actor, POSTING, {"posting": posting.pk}, "Lançamento estornado.", now=clock.now())
    toast(request, _DONE[kind], undo_url=way_back)
    return redirect(request, "stock:posting", posting.pk)


def _asked(request: Request, asked: CountRequest | None) -> HttpResponse:
    if asked is None:
        return _posted(request, Posting.Kind.COUNT, None)
    toast(request, "Contagem enviada para aprovação: o saldo muda quando ela for aprovada.")
    return redirect(request, "stock:count_request", asked.pk)


def _change_grid(request: Request, kind: Posting.Kind, lines: list[EnteredLine]) -> HttpResponse:
    form = EntryForm(request.actor, kind, initial=request.POST.dict())
    number = row_number(request.POST.get("remove"))
    if number is not None and number < len(lines):
        del lines[number]
        return _grid(request, kind, lines, form=form, entry=LineForm(request.actor, kind))
    entry = LineForm(request.actor, kind, request.POST)
    if not entry.is_valid():
        return _grid(request, kind, lines, form=form, entry=entry, status=422)
    if len(lines) >= MOST_LINES:
        entry.add_error(None, f"Um lançamento tem até {MOST_LINES} linhas: grave este e comece outro.")
        return _grid(request, kind, lines, form=form, entry=entry, status=422)
    number_added = _add(lines, entry.line())
    answer = _grid(request, kind, lines, form=form, entry=LineForm(request.actor, kind), added=number_added)
    answer["HX-Trigger-After-Settle"] = json.dumps({"line-added": None})
    return answer


def _add(lines: list[EnteredLine], new: EnteredLine) -> int:
    """Add a line, or its quantity to the line of the same product, unit and lot; the number of the line."""
    for number, line in enumerate(lines):
        if replace(line, quantity=new.quantity) == new:
            lines[number] = replace(line, quantity=line.quantity + new.quantity)
            return number
    lines.append(new)
    return len(lines) - 1


def _grid(
    request: Request,
    kind: Posting.Kind,
    lines: list[EnteredLine],
    *,
    form: EntryForm,
    entry: LineForm,
    faulty: int | None = None,
    added: int | None = None,
    may_ask: bool = False,
    status: int = 200,
) -> HttpResponse:
    shown = shown_lines(request.actor, lines, row_number(form["warehouse"].value()))
    return page(
        request,
        "stock/entry.html",
        {
            "kind": kind.value,
            "title": _TITLES[kind],
            "form": form,
            "entry": entry,
            "lines": [(write_line(each.line), each) for each in shown],
            "reasons": REASONS[kind],
            "faulty": faulty,
            "added": added,
            "may_ask": may_ask,
        },
        status=status,
    )


@requires(Permission.MOVE)
def convert(request: Request) -> HttpResponse:
    """Open boxes into pieces, or pack pieces into boxes."""
    initial = {"warehouse": first_warehouse(request.actor), "product": request.GET.get("produto", "")}
    form = ConversionForm(request.actor, request.POST or None, initial=initial)
    made: list[Posting] = []

    def act() -> None:
        data = form.cleaned_data
        made.append(
            actions.convert(
                request.actor,
                data["warehouse"].pk,
                form.line(),
                data["to_unit_id"],
                Why(data["reason"]),
                now=clock.now(),
            )
        )

    if accepted(request, form, act):
        toast(request, "Unidade trocada.")
        return redirect(request, "stock:posting", made[0].pk)
    return page(request, "stock/convert.html", {"form": form}, status=422 if form.errors else 200)


@requires(Permission.VIEW)
def posting(request: Request, pk: int) -> HttpResponse:
    rows = Posting.objects.visible_to(request.actor).select_related(
        "by", "establishment", "to_establishment", "reverses", "reversal"
    )
    found = get_or_404(rows, pk)
    movements = (
        Movement.objects.filter(posting=found)
        .select_related("product", "warehouse", "unit", "lot")
        .defer("product__technical_text", "product__search_vector")
        .order_by("id")
    )
    may_reverse = found.kind != Posting.Kind.REVERSAL and not hasattr(found, "reversal")
    mine = found.by_id == request.actor.user_id
    context = {
        "posting": found,
        "movements": movements[:MOST_LINES],
        "may_reverse": may_reverse and (mine or request.actor.may(Permission.REVERSE)),
    }
    return page(request, "stock/posting.html", context)


@requires(Permission.MOVE, Permission.COUNT, Permission.REVERSE)
def reverse_posting(request: Request, pk: int) -> HttpResponse:
    found = get_or_404(Posting.objects.visible_to(request.actor), pk)
    form = ReasonForm(request.POST or None)
    if accepted(
        request,
        form,
        lambda: actions.reverse(request.actor, pk, form.cleaned_data["reason"], now=clock.now()),
    ):
        toast(request, f"Estornado: {found}.")
        return redirect(request, "stock:posting", pk)
    context = {
        "form": form,
        "title": f"Estornar: {found}",
        "back": reverse("stock:posting", args=[pk]),
        "button": "Estornar",
        "hint": "O estorno lança o contrário de cada movimento. O lançamento continua no histórico.",
    }
    return page(request, "stock/form.html", context, status=422 if form.errors else 200)
