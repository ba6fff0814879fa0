"""Actors, and where they may work."""

from vinculo.foundation.access import Actor, Scope
from vinculo.foundation.ui import shell
from vinculo.organization.models import Establishment, Membership, Role


def actor_for(user_id: int, establishment_id: int | None = None) -> Actor | None:
    """The actor of an active user at one of their establishments (None or a foreign one: the first), in one query."""
    memberships = list(
        Membership.objects.filter(user_id=user_id, user__is_active=True, establishment__is_active=True)
        .select_related("user", "role", "establishment__municipality")
        .order_by("establishment__code")
    )
    if not memberships:
        return None
    active = next((m for m in memberships if m.establishment_id == establishment_id), memberships[0])
    return Actor(
        user_id=user_id,
        name=active.user.name,
        email=active.user.email,
        company_id=active.user.company_id,
        establishment_id=active.establishment_id,
        establishment_ids=(active.establishment_id,),
        team_id=active.team_id,
        team_ids=tuple(sorted({m.team_id for m in memberships if m.team_id is not None})),
        role_name=active.role.name,
        scope=Scope(active.role.scope),
        permissions=frozenset(active.role.permissions),
        timezone=active.establishment.municipality.timezone,
    )


def establishments_of(actor: Actor) -> list[shell.Establishment]:
    """The active establishments the actor may work in, by code; the shell's switch shows them. One query."""
    rows = Establishment.objects.filter(memberships__user_id=actor.user_id, is_active=True).order_by("code")
    return [shell.Establishment(row.pk, row.name) for row in rows]


def role_names(actor: Actor) -> list[str]:
    """The names of the roles of the actor's company."""
    return list(Role.objects.filter(company_id=actor.company_id).order_by("name").values_list("name", flat=True))
