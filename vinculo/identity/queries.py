"""Reads of identities: where a record went, what two records have, merges and their reports."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from vinculo.customers.identities import Successor
from vinculo.customers.lookalikes import profiles_of
from vinculo.customers.models import Party
from vinculo.customers.queries import editable_parties, readable_parties
from vinculo.engines.identity import Resemblance, weigh
from vinculo.foundation.access import Actor
from vinculo.identity.following import rows_linked
from vinculo.identity.models import Distinction, LookalikePair, Merge

_LONGEST_CHAIN = 20


def latest_merge_of(company_id: int, party_id: int) -> Merge | None:
    """The merge through which a record went into another and that still holds."""
    merges = Merge.objects.filter(company_id=company_id, loser_id=party_id, undone_at=None)
    return merges.select_related("merged_by").first()


def survivor_of(company_id: int, party_id: int) -> Merge | None:
    """The last merge of the chain that begins with `party_id`: its survivor is where the record is now."""
    last, current = None, party_id
    for _ in range(_LONGEST_CHAIN):
        merge = latest_merge_of(company_id, current)
        if merge is None:
            return last
        last, current = merge, merge.survivor_id
    return last


_SURVIVORS = """
    with recursive went (first, id) as (
        select loser_id, survivor_id from identity_merge
        where company_id = %(company)s and loser_id = any(%(parties)s) and undone_at is null
        union
        select went.first, merge.survivor_id from went join identity_merge merge on merge.loser_id = went.id
        where merge.company_id = %(company)s and merge.undone_at is null
    )
    select first, id from went where not exists (
        select from identity_merge merge
        where merge.company_id = %(company)s and merge.loser_id = went.id and merge.undone_at is null)
"""


def survivors_of(company_id: int, party_ids: Collection[int]) -> dict[int, int]:
    """Where records that were merged are now, through however many merges, by number; those that were not are left
    out. One query."""
    if not party_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SURVIVORS, {"company": company_id, "parties": list(party_ids)})
        return dict(cursor.fetchall())


def merged_with(party_id: int) -> set[int]:
    """The records that went into this one or this one into, through however many merges, held or taken back."""
    known, fresh = {party_id}, {party_id}
    while fresh and len(known) < _LONGEST_CHAIN:
        merges = Merge.objects.filter(Q(survivor_id__in=fresh) | Q(loser_id__in=fresh))
        found = {pk for pair in merges.values_list("survivor_id", "loser_id") for pk in pair}
        fresh = found - known
        known |= found
    return known - {party_id}


def where_it_went(company_id: int, party_id: int) -> Successor | None:
    """The record of which a merged one is part now, with the sentence that says so."""
    first, last = latest_merge_of(company_id, party_id), survivor_of(company_id, party_id)
    if first is None or last is None:
        return None
    day = timezone.localtime(first.merged_at)
    return Successor(last.survivor_id, f"{first.loser_name} foi unificado com {last.survivor_name} em {day:%d/%m/%Y}.")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records of which the actor may change both, what speaks for their being one, and what hangs on each."""

    one: Party
    other: Party
    resemblance: Resemblance
    linked: list[tuple[str, int, int]]
    is_distinct: bool


def compare(actor: Actor, one_id: int, other_id: int) -> Comparison | None:
    """None when one of them is not the actor's to change."""
    rows = editable_parties(actor).select_related("owner", "establishment", "team")
    found = {each.pk: each for each in rows.filter(pk__in=(one_id, other_id))}
    if len(found) != 2:
        return None
    profiles = profiles_of(found)
    with connection.cursor() as cursor:
        mine, theirs = rows_linked(cursor, one_id), rows_linked(cursor, other_id)
    first, second = sorted((one_id, other_id))
    return Comparison(
        one=found[one_id],
        other=found[other_id],
        resemblance=weigh(profiles[one_id], profiles[other_id]),
        linked=[(name, mine.get(name, 0), theirs.get(name, 0)) for name in sorted({*mine, *theirs})],
        is_distinct=Distinction.objects.filter(first_id=first, second_id=second).exists(),
    )


def proposed_survivor(found: Comparison) -> str:
    """`one` or `other`: the customer before the prospect, then whom more hangs on, then the older record."""
    hanging = [sum(mine for _, mine, _ in found.linked), sum(theirs for _, _, theirs in found.linked)]
    one, other = (
        (party.stage == Party.Stage.CUSTOMER, party.is_active, hanging[side], -party.pk)
        for side, party in enumerate((found.one, found.other))
    )
    return "one" if one >= other else "other"


def merges_visible_to(actor: Actor) -> QuerySet[Merge]:
    """The merges whose survivor the actor may read; those of records that went on stay with whoever sees all."""
    return Merge.objects.filter(
        company_id=actor.company_id, survivor_id__in=readable_parties(actor).values("pk")
    ).select_related("merged_by", "undone_by", "reversal")


def merges_of(party_id: int) -> QuerySet[Merge]:
    """The merges into a record, newest first."""
    return Merge.objects.filter(survivor_id=party_id).select_related("merged_by", "undone_by").order_by("-id")


def pairs_of(actor: Actor, party_id: int) -> list[tuple[LookalikePair, Party]]:
    """The open pairs of a record with the other one of each, surest first."""
    pairs = LookalikePair.objects.reviewable_by(actor).select_related("first", "second")
    both = pairs.filter(Q(first_id=party_id) | Q(second_id=party_id)).order_by("-points", "id")[:20]
    return [(pair, pair.second if pair.first_id == party_id else pair.first) for pair in both]
