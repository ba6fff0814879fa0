"""The queue, two records side by side, merges and their reports."""

from django.http import Http404, HttpResponse
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST

from vinculo.customers.actions.reads import note_full_document
from vinculo.customers.permissions import Permission as CustomerPermission
from vinculo.customers.queries import editable_parties
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.lists.page import render
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.widgets import Lookup
from vinculo.identity import actions, queries
from vinculo.identity.choices import field_pairs
from vinculo.identity.forms import ONE, OTHER, MergeForm, PartnerForm
from vinculo.identity.lists import QUEUE, rows
from vinculo.identity.permissions import Permission
from vinculo.identity.refusals import GoneAlready, Refused

_MERGES_SHOWN = 100


@requires(Permission.REVIEW)
def queue(request: Request) -> HttpResponse:
    """Pairs that probably are one person, surest first."""
    may_scan = request.actor.may(Permission.SCAN)
    return render(request, QUEUE, template="identity/queue.html", extra={"may_scan": may_scan})


@requires(Permission.SCAN)
@require_POST
def search(request: Request) -> HttpResponse:
    """Compare the whole base now, in the background."""
    actions.ask_for_scan(request.actor)
    toast(request, "A base está sendo comparada. Os pares aparecem aqui quando terminar.", tone="info")
    return redirect(request, "identity:queue")


@requires(Permission.REVIEW)
def partner(request: Request, pk: int) -> HttpResponse:
    """With whom to compare a record: its open pairs, or anybody else."""
    party = get_or_404(editable_parties(request.actor), pk)
    lookup = Lookup(reverse_lazy("customers:parties"), label_for=lambda _: "")
    form = PartnerForm(request.POST or None, lookup=lookup)
    if request.method == "POST" and form.is_valid():
        other = form.cleaned_data["other"]
        if other == pk:
            form.add_error("other", "Escolha um cadastro diferente deste.")
        elif not editable_parties(request.actor).filter(pk=other).exists():
            form.add_error("other", "Este cadastro está fora do seu alcance.")
        else:
            return redirect(request, "identity:compare", pk, other)
    status = 422 if form.is_bound else 200
    context = {"party": party, "form": form, "pairs": queries.pairs_of(request.actor, pk)}
    return page(request, "identity/partner.html", context, status=status)


@requires(Permission.REVIEW)
def compare(request: Request, one: int, other: int) -> HttpResponse:
    """Two records side by side; posted, they become one."""
    form = MergeForm(request.POST or None)
    if request.method == "POST":
        request.actor.require(Permission.MERGE)
        if form.is_valid():
            survivor, loser = (one, other) if form.cleaned_data["survivor"] == ONE else (other, one)
            try:
                merge = actions.merge(
                    request.actor,
                    survivor,
                    loser,
                    from_loser=form.from_loser(),
                    now=clock.now(),
                    reason=form.cleaned_data["reason"],
                )
            except GoneAlready as gone:
                toast(request, gone.sentence, tone="warning")
                return _onwards(request, gone.survivor_id)
            except Refused as refused:
                form.add_error(None, refused.sentence)
            else:
                undo = reverse("identity:unmerge", args=[merge.pk])
                toast(request, f"{merge.loser_name} e {merge.survivor_name} agora são um cadastro só.", undo_url=undo)
                return _onwards(request, survivor)
    return _comparison(request, one, other, form)


def _comparison(request: Request, one: int, other: int, form: MergeForm) -> HttpResponse:
    found = queries.compare(request.actor, one, other)
    if found is None:
        return _one_is_gone(request, one, other)
    in_full = request.actor.may(CustomerPermission.SEE_DOCUMENTS)
    for party in (found.one, found.other):
        note_full_document(request.actor, party, "Comparação de cadastros", now=clock.now())
    pairs = field_pairs(found.one, found.other, documents_in_full=in_full)
    survivor = form.data.get("survivor") or queries.proposed_survivor(found)
    chosen = [
        (pair, form.data.get(f"field_{pair.name}") or pair.proposed(survivor))
        for pair in pairs
        if pair.one or pair.other
    ]
    context = {
        "found": found,
        "fields": chosen,
        "survivor": survivor,
        "form": form,
        "may_merge": request.actor.may(Permission.MERGE),
        "in_queue": "fila" in request.GET,
        "one_side": ONE,
        "other_side": OTHER,
    }
    return page(request, "identity/compare.html", context, status=422 if form.is_bound else 200)


def _one_is_gone(request: Request, *party_ids: int) -> HttpResponse:
    """A pair of which one was merged meanwhile leads to the survivor; anything else is not found."""
    for pk in party_ids:
        merge = queries.survivor_of(request.actor.company_id, pk)
        if merge is not None:
            toast(request, f"{merge.loser_name} já foi unificado com {merge.survivor_name}.", tone="info")
            return _onwards(request, merge.survivor_id)
    raise Http404("Registro não encontrado.")


def _onwards(request: Request, party_id: int | None) -> HttpResponse:
    """To the next pair for whoever works through the queue, else to the record."""
    if "fila" in request.GET or party_id is None:
        following = rows(request.actor).order_by("-points", "-id").first()
        if following is None:
            return redirect(request, "identity:queue")
        return redirect(
            request, f"{reverse('identity:compare', args=[following.first_id, following.second_id])}?fila=1"
        )
    return redirect(request, "customers:profile", party_id)


@requires(Permission.REVIEW)
@require_POST
def distinct(request: Request, one: int, other: int) -> HttpResponse:
    """These two are different people."""
    actions.distinguish(request.actor, one, other, now=clock.now())
    undo = reverse("identity:forget", args=[one, other])
    toast(request, "Anotado: não são a mesma pessoa. Este par não volta à fila.", undo_url=undo)
    return _onwards(request, one)


@requires(Permission.REVIEW)
@require_POST
def forget(request: Request, one: int, other: int) -> HttpResponse:
    """Take the distinction back: the next scan may ask again."""
    actions.forget_distinction(request.actor, one, other)
    toast(request, "A distinção foi retirada.", tone="info")
    return redirect(request, "identity:compare", one, other)


@requires(Permission.REVIEW)
def merges(request: Request) -> HttpResponse:
    """The latest merges, with the way back."""
    found = queries.merges_visible_to(request.actor).order_by("-id")[:_MERGES_SHOWN]
    context = {"merges": found, "may_merge": request.actor.may(Permission.MERGE)}
    return page(request, "identity/merges.html", context)


@requires(Permission.REVIEW)
def merge_page(request: Request, pk: int) -> HttpResponse:
    """One merge: who went into whom, what followed, and what its taking back left."""
    merge = get_or_404(queries.merges_visible_to(request.actor), pk)
    context = {
        "merge": merge,
        "kept": list(merge.reversal.kept.order_by("id")) if merge.reversal else [],
        "may_merge": request.actor.may(Permission.MERGE),
    }
    return page(request, "identity/merge.html", context)


@requires(Permission.MERGE)
@require_POST
def unmerge(request: Request, pk: int) -> HttpResponse:
    """Both records again."""
    merge = get_or_404(queries.merges_visible_to(request.actor), pk)
    try:
        undone = actions.unmerge(request.actor, merge, now=clock.now())
    except Refused as refused:
        toast(request, refused.sentence, tone="warning")
    else:
        kept = undone.reversal.kept_count if undone.reversal else 0
        several = f" {kept} itens ficaram como estão; veja abaixo."
        told = {0: "", 1: " Um item ficou como está; veja abaixo."}.get(kept, several)
        toast(request, f"{merge.loser_name} e {merge.survivor_name} são dois cadastros de novo.{told}")
    return redirect(request, "identity:merge", merge.pk)
