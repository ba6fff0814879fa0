from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinculo.cases import actions, queries
from vinculo.cases.actions.transfers import TransferScope, open_cases_to_transfer, open_contacts_to_transfer
from vinculo.cases.answers import ask, done
from vinculo.cases.forms import ForwardForm, TransferForm
from vinculo.cases.models import Handover, Transfer
from vinculo.cases.permissions import Permission
from vinculo.cases.reading import last_transfers
from vinculo.cases.refusals import CaseRefused
from vinculo.cases.reversals import offer_take_back
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import redirect, toast
from vinculo.foundation.ui.refusals import accepted


@requires(Permission.FORWARD)
def forward(request: Request, pk: int) -> HttpResponse:
    case = get_or_404(queries.cases_for_reading(request.actor), pk)
    form = ForwardForm(request.actor, request.POST or None)

    went: list[Handover] = []

    def act() -> None:
        data = form.cleaned_data
        went.append(actions.forward_case(request.actor, pk, data["to_user"], data["reason"], now=clock.now()))

    if accepted(request, form, act):
        undo = offer_take_back(request.actor, went[0].pk, now=clock.now())
        toast(request, f"Encaminhado para {form.cleaned_data['to_user'].name}, que já o tem na agenda.", undo_url=undo)
        return done(request, pk)
    return ask(request, "cases/forward.html", form, {"case": case})


@requires(Permission.TRANSFER)
def transfer(request: Request) -> HttpResponse:
    """Everything open of one person to another: first what would move, then the move."""
    confirmed = request.POST.get("step") == "confirm"
    form = TransferForm(request.actor, request.POST or None)
    moved: list[Transfer] = []

    def act() -> None:
        data = form.cleaned_data
        moved.append(
            actions.transfer_open_cases(request.actor, _scope(form), data["to_user"], data["reason"], now=clock.now())
        )

    if confirmed and accepted(request, form, act):
        undo = reverse("cases:undo_transfer", args=[moved[0].pk])
        cases, contacts = len(moved[0].case_ids), len(moved[0].contact_ids)
        toast(request, f"Transferidos: atendimentos, {cases}; contatos, {contacts}.", undo_url=undo)
        return redirect(request, "cases:transfer")
    preview = _preview(request, form) if form.is_bound and form.is_valid() else None
    return ask(request, "cases/transfer.html", form, {"preview": preview, "transfers": last_transfers(request.actor)})


@require_POST
@requires(Permission.TRANSFER)
def undo_transfer(request: Request, pk: int) -> HttpResponse:
    try:
        transfer = actions.undo_transfer(request.actor, pk, now=clock.now())
    except CaseRefused as refusal:
        toast(request, str(refusal), tone="warning")
    else:
        toast(request, f"O que continuava em aberto voltou para {transfer.from_user.name}.", tone="info")
    return redirect(request, "cases:transfer")


def _scope(form: TransferForm) -> TransferScope:
    data = form.cleaned_data
    return TransferScope(data["from_user"], data["nature"], data["opened_from"], data["opened_to"])


def _preview(request: Request, form: TransferForm) -> dict[str, int]:
    scope = _scope(form)
    return {
        "cases": open_cases_to_transfer(request.actor, scope).count(),
        "contacts": open_contacts_to_transfer(request.actor, scope).count(),
    }
