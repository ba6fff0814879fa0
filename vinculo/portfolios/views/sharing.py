"""The portfolios, their redistribution with a look before, and the dossier that is handed over."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.http import HttpResponse

from vinculo.customers import queries as customers
from vinculo.customers.models import Party
from vinculo.customers.refusals import Refused
from vinculo.customers.reversals import offer_owner_change
from vinculo.foundation import clock
from vinculo.foundation.access import Actor, Request, get_or_404, requires
from vinculo.foundation.audit.actions import log_export
from vinculo.foundation.papers import pdf_response
from vinculo.foundation.ui import page, redirect, toast
from vinculo.organization.models import User
from vinculo.portfolios import actions, queries
from vinculo.portfolios.dossier import MOST_LISTED, dossier, paper
from vinculo.portfolios.forms import RedistributionForm
from vinculo.portfolios.permissions import Permission
from vinculo.portfolios.rules import Balance, Candidate, share_out

# Of each share the page names so many, the most valuable first.
_MOST_NAMED: Final = 50


@dataclass(frozen=True, slots=True)
class Share:
    """What a receiver would get: how many, worth how much a year, and the first of them with what each is worth."""

    receiver: User
    count: int
    potential: Decimal
    first: list[tuple[Party, Decimal]]

    @property
    def unnamed(self) -> int:
        return self.count - len(self.first)


@requires(Permission.MANAGE)
def portfolios(request: Request) -> HttpResponse:
    """Every portfolio in reach, as last counted."""
    counted = queries.last_counted(request.actor)
    lines = queries.portfolio_lines(request.actor, counted.day) if counted else []
    return page(request, "portfolios/portfolios.html", {"lines": lines, "counted": counted})


@requires(Permission.MANAGE)
def redistribute(request: Request) -> HttpResponse:
    """First what would happen, then, when what was seen still holds, the redistribution itself."""
    initial = {"from_owner": request.GET.get("de", ""), "balance": Balance.COUNT}
    form = RedistributionForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return page(request, "portfolios/redistribute.html", {"form": form}, status=422 if form.errors else 200)
    receivers = form.receiving()
    found = queries.candidates(queries.meant_by(request.actor, form.rule(), now=clock.now()))
    shares = share_out(found, [receiver.pk for receiver in receivers], Balance(form.cleaned_data["balance"]))
    seen = _fingerprint(shares)
    if found and request.POST.get("seen") == seen:
        try:
            shared = actions.redistribute(
                request.actor,
                {receiver: [each.party_id for each in shares[receiver.pk]] for receiver in receivers},
                reason=form.cleaned_data["reason"],
                now=clock.now(),
            )
        except Refused as refused:
            form.add_error("receivers", refused.sentence)
            return page(request, "portfolios/redistribute.html", {"form": form}, status=422)
        undo_url = offer_owner_change(request.actor, shared.undo_key, now=clock.now())
        toast(
            request,
            "1 cliente mudou de carteira."
            if shared.parties == 1
            else f"{shared.parties} clientes mudaram de carteira.",
            undo_url=undo_url,
        )
        return redirect(request, "portfolios:portfolios")
    context = {
        "form": form,
        "seen": seen,
        "has_changed": bool(request.POST.get("seen")),
        "total": len(found),
        "is_cut": len(found) == queries.MOST_MOVED,
        "shares": _named(request.actor, receivers, shares),
    }
    return page(request, "portfolios/redistribute.html", context)


def _named(actor: Actor, receivers: list[User], shares: dict[int, list[Candidate]]) -> list[Share]:
    first = {pk: share[:_MOST_NAMED] for pk, share in shares.items()}
    parties = customers.readable_parties(actor).in_bulk([each.party_id for share in first.values() for each in share])
    return [
        Share(
            receiver,
            len(shares[receiver.pk]),
            sum((each.potential for each in shares[receiver.pk]), Decimal(0)),
            [(parties[each.party_id], each.potential) for each in first[receiver.pk] if each.party_id in parties],
        )
        for receiver in receivers
    ]


@requires(Permission.MANAGE)
def handover(request: Request, pk: int) -> HttpResponse:
    """The dossier of somebody's portfolio, on screen or (`?pdf`) as PDF. What leaves the product is logged."""
    owner = get_or_404(User.objects.filter(company_id=request.actor.company_id), pk)
    made = dossier(request.actor, owner)
    if "pdf" in request.GET:
        now = clock.now()
        answer = pdf_response(paper(request.actor, made, now=now), name=f"dossie {owner.name}", now=now)
        title = f"Dossiê da carteira de {owner.name}"
        log_export(request.actor, "portfolios.dossier", title, {"owner": pk}, len(made.lines), reason="Passagem")
        return answer
    return page(request, "portfolios/dossier.html", {"dossier": made, "owner": owner, "most": MOST_LISTED})


def _fingerprint(shares: dict[int, list[Candidate]]) -> str:
    """Names exactly who would get whom, so that nothing is moved that was not seen."""
    text = ";".join(
        f"{receiver}:{','.join(str(each.party_id) for each in share)}" for receiver, share in shares.items()
    )
    return hashlib.sha256(text.encode()).hexdigest()
