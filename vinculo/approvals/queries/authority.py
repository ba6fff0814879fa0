"""Who answers for which level, by role, by name and by delegation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vinculo.approvals.models import Delegation, LevelHolder
from vinculo.foundation.access import Actor
from vinculo.organization.models import Membership, User


@dataclass(frozen=True, slots=True)
class Answerable:
    """The levels a person answers for at one establishment; `holders` are, by level, those who delegated theirs, the
    first delegation first."""

    own: frozenset[int]
    holders: dict[int, list[int]]

    @property
    def levels(self) -> frozenset[int]:
        return self.own | frozenset(self.holders)


def answerable(actor: Actor, *, establishment_id: int, on: date) -> Answerable:
    """The levels an actor answers for at an establishment on a day: their own, and those delegated to them by people
    who still have theirs."""
    return answerable_at(actor, [establishment_id], on=on)[establishment_id]


def answerable_at(actor: Actor, places: Sequence[int], *, on: date) -> dict[int, Answerable]:
    """The same at each of these establishments. Three queries however many there are."""
    givers = list(
        Delegation.objects.filter(company_id=actor.company_id, receiver_id=actor.user_id, giver__is_active=True)
        .standing(on)
        .order_by("id")
        .values_list("giver_id", flat=True)
    )
    levels = _levels_of([actor.user_id, *givers], actor.company_id, places)
    found = {}
    for place in places:
        own = frozenset(levels.get((actor.user_id, place), ()))
        holders: dict[int, list[int]] = {}
        for giver in givers:
            for level in levels.get((giver, place), ()):
                if level not in own:
                    holders.setdefault(level, []).append(giver)
        found[place] = Answerable(own, holders)
    return found


def approvers_of(company_id: int, level: int, *, establishment_id: int, on: date) -> list[User]:
    """The active people who answer for a level at an establishment, with those they delegated to."""
    holders = LevelHolder.objects.filter(_at(establishment_id), level__company_id=company_id, level__number=level)
    by_role = holders.filter(role__isnull=False).values("role_id")
    members = Membership.objects.filter(role_id__in=by_role, user__is_active=True)
    local = members.filter(establishment_id=establishment_id).values("user_id")
    named = holders.filter(user__isnull=False).values("user_id")
    holding = Q(pk__in=local) | Q(pk__in=named)
    people = list(User.objects.filter(holding, company_id=company_id, is_active=True))
    delegated = Delegation.objects.filter(giver__in=people).standing(on).values("receiver_id")
    receivers = User.objects.filter(pk__in=delegated, is_active=True).exclude(pk__in=[each.pk for each in people])
    return sorted([*people, *receivers], key=lambda user: user.name)


def makers_level_name() -> str:
    return "Quem faz o documento"


def _at(establishment_id: int) -> Q:
    return Q(establishment__isnull=True) | Q(establishment_id=establishment_id)


def _levels_of(user_ids: Sequence[int], company_id: int, places: Sequence[int]) -> dict[tuple[int, int], set[int]]:
    """The numbers of the levels that each user holds at each establishment, by role there or by name."""
    members = Membership.objects.filter(user_id__in=user_ids, establishment_id__in=places, user__is_active=True)
    roles = {(user, place): role for user, place, role in members.values_list("user_id", "establishment_id", "role_id")}
    held: dict[tuple[int, int], set[int]] = {}
    rows = LevelHolder.objects.filter(level__company_id=company_id).filter(
        Q(establishment__isnull=True) | Q(establishment_id__in=places),
        Q(user_id__in=user_ids) | Q(role_id__in=roles.values()),
    )
    for holder in rows.select_related("level"):
        for place in places if holder.establishment_id is None else [holder.establishment_id]:
            for candidate in user_ids:
                if holder.user_id == candidate or roles.get((candidate, place), 0) == holder.role_id:
                    held.setdefault((candidate, place), set()).add(holder.level.number)
    return held
