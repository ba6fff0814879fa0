"""Registering and editing a party."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from vinculo.customers import actions, queries
from vinculo.customers.drafts import registration_prefill, typed_so_far
from vinculo.customers.forms import PromotionForm, RegistrationForms, answered_lookalikes
from vinculo.customers.lookalikes import Lookalike, find_lookalikes
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import DocumentTaken, LookalikesFound, Refused
from vinculo.customers.search import find_parties
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast

SEARCHED = "buscado"


@requires(Permission.CREATE)
def new_prospect(request: Request) -> HttpResponse:
    """A new prospect, prefilled with what was searched; without a search there is nothing to register (R-7)."""
    return _new(request, customer=False)


@requires(Permission.CREATE)
def new_customer(request: Request) -> HttpResponse:
    return _new(request, customer=True)


def _new(request: Request, *, customer: bool) -> HttpResponse:
    if request.method == "POST":
        return _register(request, RegistrationForms(request.POST, customer=customer), customer=customer)
    if SEARCHED not in request.GET:
        query = request.GET.get("q", "").strip()[:120]
        hits = find_parties(request.actor, query, 12) if len(query) > 1 else []
        return page(request, "customers/search_first.html", {"customer": customer, "query": query, "hits": hits})
    initial, phone = registration_prefill(request.GET[SEARCHED])
    return _registration_page(request, RegistrationForms(initial=initial, phone_typed=phone, customer=customer))


def _register(request: Request, forms: RegistrationForms, *, customer: bool) -> HttpResponse:
    if not forms.is_valid():
        return _registration_page(request, forms, status=422)
    register = actions.register_customer if customer else actions.register_prospect
    try:
        party = register(request.actor, forms.registration(), now=clock.now())
    except LookalikesFound as found:
        forms.party.add_error(None, found.sentence)
        return _registration_page(request, forms, lookalikes=found.lookalikes, status=422)
    except Refused as refused:
        forms.party.add_error(refused.field or None, refused.sentence)
        return _registration_page(request, forms, holder=_holder(refused), status=422)
    for warning in forms.warnings():
        toast(request, warning, tone="warning")
    toast(request, f"{party.name} está no cadastro.")
    if "complete" in request.POST:
        return redirect(request, f"{reverse('customers:edit', args=[party.pk])}?completo=sim")
    return redirect(request, "customers:profile", party.pk)


def _registration_page(
    request: Request,
    forms: RegistrationForms,
    *,
    lookalikes: tuple[Lookalike, ...] = (),
    holder: int | None = None,
    status: int = 200,
) -> HttpResponse:
    answered = answered_lookalikes(forms.data) if forms.data else frozenset()
    context = {
        "forms": forms,
        "lookalikes": lookalikes,
        "answered": answered,
        "holder": holder,
        "draft": _draft_key(request, customer=forms.customer),
    }
    return page(request, "customers/new.html", context, status=status)


def _draft_key(request: Request, *, customer: bool) -> str:
    """One draft for each person searched: what was left half typed of one never overwrites another."""
    kind = "customer" if customer else "prospect"
    return f"customers-new-{kind}-{slugify(request.GET.get(SEARCHED, ''))[:60]}"


def _holder(refused: Refused) -> int | None:
    return refused.holder_id if isinstance(refused, DocumentTaken) else None


@requires(Permission.CREATE)
@require_POST
def lookalikes(request: Request) -> HttpResponse:
    """The records that resemble what has been typed so far; asked for while somebody types."""
    found = find_lookalikes(request.actor, typed_so_far(request.POST))
    context = {"lookalikes": found, "answered": answered_lookalikes(request.POST)}
    return page(request, "customers/lookalikes.html", context)


@requires(Permission.EDIT)
def promote(request: Request, pk: int) -> HttpResponse:
    """Makes a customer of a prospect."""
    party = get_or_404(queries.editable_parties(request.actor), pk)
    initial = {"document": party.document, "is_foreign": party.is_foreign, "foreign_document": party.foreign_document}
    form = PromotionForm(request.POST or None, initial=initial, party=party)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.promote_to_customer(request.actor, party, form.particulars(party), now=clock.now())
            except Refused as refused:
                form.add_error(refused.field or None, refused.sentence)
            else:
                toast(request, f"{party.name} agora é cliente.")
                return redirect(request, "customers:profile", party.pk)
    context = {"party": party, "form": form, "title": "Tornar cliente", "submit": "Tornar cliente"}
    return page(request, "customers/dialog.html", context, status=status)
