"""Whose portfolio a record is in, with the way back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from vinculo.customers import queries
from vinculo.customers.models import Party
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import Unfit
from vinculo.customers.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Change
from vinculo.organization.models import User

UNDO_WINDOW = timedelta(minutes=15)

Whereabouts = tuple[tuple[str, int | None], ...]
_WHEREABOUTS = ("owner_id", "establishment_id", "team_id")


@dataclass(frozen=True, slots=True)
class OwnerChange:
    """How many records changed hands, and the key that undoes it."""

    parties: int
    undo_key: int


def assign_owner(actor: Actor, party: Party, owner: User | None, *, now: datetime, reason: str = "") -> OwnerChange:
    """Puts the record in the portfolio of `owner` (None: nobody's), with the establishment and team of the owner."""
    return assign_owner_to_many(actor, [party.pk], owner, now=now, reason=reason)


def assign_owner_to_many(
    actor: Actor, party_ids: Collection[int], owner: User | None, *, now: datetime, reason: str = ""
) -> OwnerChange:
    """Moves the actor's records among `party_ids` that are not in that portfolio yet.

    Establishment and team follow the owner: their place at the actor's establishment, else their first one. `Unfit`
    when the owner is inactive, of another company, or works nowhere.
    """
    actor.require(Permission.REASSIGN)
    with audit.writing(actor, Verb.OWNER_CHANGED, reason=reason):
        rows = queries.editable_parties(actor).filter(pk__in=party_ids)
        if owner is None:
            moved = rows.exclude(owner=None).update(owner=None, updated_at=now, version=F("version") + 1)
            return OwnerChange(moved, audit.transaction_key())
        place = None
        if owner.company_id == actor.company_id and owner.is_active:
            place = queries.place_of_owner(owner, actor.establishment_id)
        if place is None:
            raise Unfit("Escolha um usuário ativo da empresa, com perfil em algum estabelecimento.", field="owner")
        moved = rows.exclude(owner_id=owner.pk).update(
            owner_id=owner.pk,
            establishment_id=place.establishment_id,
            team_id=place.team_id,
            updated_at=now,
            version=F("version") + 1,
        )
        return OwnerChange(moved, audit.transaction_key())


def undo_owner_change(actor: Actor, undo_key: int, *, now: datetime) -> int:
    """Gives the records of one change of portfolio back, if it was the actor's own and of the last 15 minutes.

    Records that moved again since then stay where they are. How many went back; `Unfit` when there is
    nothing to undo any more.
    """
    actor.require(Permission.REASSIGN)
    changes = Change.objects.filter(
        at__gte=now - UNDO_WINDOW,
        transaction_key=undo_key,
        actor_id=actor.user_id,
        table_name=Party._meta.db_table,
        verb=Verb.OWNER_CHANGED,
    ).values_list("row_id", "before", "after")
    moves: dict[tuple[Whereabouts, Whereabouts], list[int]] = {}
    for party_id, before, after in changes:
        moves.setdefault((_whereabouts(after), _whereabouts(before)), []).append(party_id)
    back = 0
    with audit.writing(actor, Verb.OWNER_CHANGE_UNDONE):
        for (there, home), party_ids in moves.items():
            rows = Party.objects.filter(pk__in=party_ids, company_id=actor.company_id, **dict(there))
            back += rows.update(**dict(home), updated_at=now, version=F("version") + 1)
    if not back:
        raise Unfit("Esta mudança de carteira não pode mais ser desfeita.")
    return back


def _whereabouts(recorded: Mapping[str, int | None] | None) -> Whereabouts:
    return tuple((name, recorded[name]) for name in _WHEREABOUTS if recorded and name in recorded)
