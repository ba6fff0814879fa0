"""Who answers for which level, by role, by name and by delegation."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vinculo.approvals.models import Delegation, LevelHolder
from vinculo.foundation.access import Actor
from vinculo.organization.models import Membership, User


@dataclass(frozen=True, slots=True)
class Answerable:
    """The levels a person answers for at one establishment; `holders` names, by level, whose authority is delegated."""

    own: frozenset[int]
    holders: dict[int, int]

    @property
    def levels(self) -> frozenset[int]:
        return self.own | frozenset(self.holders)


def answerable(actor: Actor, *, establishment_id: int, on: date) -> Answerable:
    """The levels an actor answers for at an establishment on a day: their own, and those delegated to them."""
    givers = list(
        Delegation.objects.filter(company_id=actor.company_id, receiver_id=actor.user_id)
        .standing(on)
        .order_by("id")
        .values_list("giver_id", flat=True)
    )
    levels = _levels_of([actor.user_id, *givers], actor.company_id, establishment_id)
    own = frozenset(levels.get(actor.user_id, ()))
    holders: dict[int, int] = {}
    for giver in givers:
        for level in levels.get(giver, ()):
            if level not in own:
                holders.setdefault(level, giver)
    return Answerable(own, holders)


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


def _levels_of(user_ids: list[int], company_id: int, establishment_id: int) -> dict[int, set[int]]:
    """The numbers of the levels that each user holds at an establishment, by role there or by name."""
    roles = dict(
        Membership.objects.filter(
            user_id__in=user_ids, establishment_id=establishment_id, user__is_active=True
        ).values_list("user_id", "role_id")
    )
    held: dict[int, set[int]] = {}
    rows = LevelHolder.objects.filter(_at(establishment_id), level__company_id=company_id).filter(
        Q(user_id__in=user_ids) | Q(role_id__in=roles.values())
    )
    for number, role_id, user_id in rows.values_list("level__number", "role_id", "user_id"):
        for candidate in user_ids:
            if user_id == candidate or roles.get(candidate, 0) == role_id:
                held.setdefault(candidate, set()).add(number)
    return held
