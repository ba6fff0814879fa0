"""The "Relações" tab of a customer."""

from functools import partial

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST

from vinculo.customers import actions, queries, relations
from vinculo.customers.forms import RelationForm
from vinculo.customers.models import Relation
from vinculo.customers.permissions import Permission
from vinculo.customers.profile_page import head_context
from vinculo.customers.relation_rules import middle
from vinculo.customers.views.belongings import dialog
from vinculo.customers.views.profile import restricted
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, refresh, toast, widgets


@requires(Permission.VIEW)
def related(request: Request, pk: int) -> HttpResponse:
    """Household, employer, group, who sent whom: as a picture and as a list."""
    party = queries.profile(request.actor, pk)
    if party is None:
        return restricted(request, pk)
    found = relations.related_to(party)
    cards = relations.picture(found)
    height = relations.height_of(len(cards))
    context = head_context(request, party, tab="relations")
    context |= {
        "related": found,
        "cards": cards,
        "undrawn": len({each.party_id for each in found}) - len(cards),
        "most": relations.MOST_LISTED if len(found) >= relations.MOST_LISTED else 0,
        "width": relations.WIDTH,
        "height": height,
        "middle": middle(len(cards), width=relations.WIDTH, height=height),
    }
    return page(request, "customers/relations.html", context)


@requires(Permission.EDIT)
def relate(request: Request, pk: int) -> HttpResponse:
    party = get_or_404(queries.editable_parties(request.actor), pk)
    form = RelationForm(
        request.POST or None,
        lookup=widgets.Lookup(reverse_lazy("customers:parties"), partial(queries.party_name, request.actor)),
    )

    def save() -> None:
        typed = form.cleaned_data
        kind, _, side = typed["relation"].partition(":")
        actions.relate(request.actor, party, typed["other"], kind, is_first=side == "1", note=typed["note"])

    return dialog(
        request, party, form, title="Incluir relação", done="Relação incluída.", save=save, tab="customers:related"
    )


@requires(Permission.EDIT)
@require_POST
def unrelate(request: Request, pk: int, row_id: int) -> HttpResponse:
    party = get_or_404(queries.editable_parties(request.actor), pk)
    relation = get_or_404(Relation.objects.filter(Q(party=party) | Q(other=party)), row_id)
    actions.unrelate(request.actor, party, relation)
    toast(request, "Relação excluída.")
    return refresh(request, reverse("customers:related", args=[pk]))
