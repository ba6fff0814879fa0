"""What the palette shows before anything is typed: the records the person opened last."""

from django.urls import reverse

from vinculo.customers import queries
from vinculo.customers.models import Party
from vinculo.customers.visits import visited
from vinculo.foundation.access import Request
from vinculo.foundation.search import SearchHit


def hits(request: Request) -> list[SearchHit]:
    """The customers opened last, those still within reach."""
    return [_hit(party) for party in queries.readable_among(request.actor, visited(request))]


def _hit(party: Party) -> SearchHit:
    return SearchHit(
        kind="recent",
        title=party.name,
        subtitle=party.get_stage_display(),
        url=reverse("customers:profile", args=[party.pk]),
        icon="building" if party.kind == Party.Kind.ORGANIZATION else "user",
        score=0,
    )
