"""Who belongs to whom: the relations of a party, those its CNPJ tells, and their picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from vinculo.customers.models import Party, Relation
from vinculo.customers.relation_rules import ROW, Point, around, words

MOST_DRAWN = 12
MOST_LISTED = 200
_MOST_BRANCHES = 50
WIDTH = 860


@dataclass(frozen=True, slots=True)
class Related:
    """Somebody related to the party. `row_id` is None for what the CNPJ tells: it cannot be taken away."""

    row_id: int | None
    party_id: int
    name: str
    is_person: bool
    words: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A related party in the picture, with the line that ties it to the middle."""

    related: Related
    at: Point
    label: str


def related_to(party: Party) -> list[Related]:
    """Everybody related to the party: what people said, then the branches of the same CNPJ root. Three queries.

    At most `MOST_LISTED` who were said to be something to it, and as many to whom it was.
    """
    forward = Relation.objects.filter(party=party).select_related("other").order_by("kind", "id")[:MOST_LISTED]
    backward = Relation.objects.filter(other=party).select_related("party").order_by("kind", "id")[:MOST_LISTED]
    found = [_related(row.pk, row.other, words(row.kind, is_first=True), row.note) for row in forward]
    found += [_related(row.pk, row.party, words(row.kind, is_first=False), row.note) for row in backward]
    return found + [_related(None, branch, "Mesma raiz de CNPJ", "") for branch in branches(party)]


def branches(party: Party) -> Sequence[Party]:
    """The other organisations with the same CNPJ root (8 characters), served by the index on the beginning of it."""
    if party.kind != Party.Kind.ORGANIZATION or not party.document:
        return []
    rows = Party.objects.active().filter(
        company_id=party.company_id, kind=Party.Kind.ORGANIZATION, document__startswith=party.document[:8]
    )
    return list(rows.exclude(pk=party.pk).order_by("document")[:_MOST_BRANCHES])


def picture(related: Sequence[Related]) -> list[Card]:
    """The first of the related around the party, each party once, with all it is."""
    together: dict[int, list[Related]] = {}
    for each in related:
        together.setdefault(each.party_id, []).append(each)
    drawn = list(together.values())[:MOST_DRAWN]
    height = height_of(len(drawn))
    return [
        Card(group[0], point, " · ".join(dict.fromkeys(each.words for each in group)))
        for group, point in zip(drawn, around(len(drawn), width=WIDTH, height=height), strict=True)
    ]


def height_of(cards: int) -> int:
    """How high a picture of so many cards is."""
    return 28 + ROW * max(1, (cards + 1) // 2)


def _related(row_id: int | None, party: Party, said: str, note: str) -> Related:
    url = reverse("customers:profile", args=[party.pk])
    return Related(row_id, party.pk, str(party), party.kind == Party.Kind.PERSON, said, note, url)
