"""Actors, and where they may work."""

from typing import NamedTuple

from django.db import connection

from vinculo.foundation.access import Actor, Scope
from vinculo.foundation.ui import shell
from vinculo.organization.models import Establishment, Role

# Every page asks it: written out, since composing it would take longer than the database takes to answer.
_PLACES_OF = """
    select membership.establishment_id, membership.team_id, person.name, person.email, person.company_id,
        role.name, role.scope, role.permissions, town.timezone
    from organization_membership membership
    join organization_user person on person.id = membership.user_id and person.is_active
    join organization_role role on role.id = membership.role_id
    join organization_establishment place on place.id = membership.establishment_id and place.is_active
    join geography_municipality town on town.id = place.municipality_id
    where membership.user_id = %s
    order by place.code
"""


class _Place(NamedTuple):
    establishment_id: int
    team_id: int | None
    name: str
    email: str
    company_id: int
    role: str
    scope: str
    permissions: list[str]
    timezone: str


def actor_for(user_id: int, establishment_id: int | None = None) -> Actor | None:
    """The actor of an active user at one of their establishments (None or a foreign one: the first), in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES_OF, [user_id])
        places = [_Place(*row) for row in cursor.fetchall()]
    if not places:
        return None
    active = next((place for place in places if place.establishment_id == establishment_id), places[0])
    return Actor(
        user_id=user_id,
        name=active.name,
        email=active.email,
        company_id=active.company_id,
        establishment_id=active.establishment_id,
        establishment_ids=(active.establishment_id,),
        team_id=active.team_id,
        team_ids=tuple(sorted({place.team_id for place in places if place.team_id is not None})),
        role_name=active.role,
        scope=Scope(active.scope),
        permissions=frozenset(active.permissions),
        timezone=active.timezone,
    )


def establishments_of(actor: Actor) -> list[shell.Establishment]:
    """The active establishments the actor may work in, by code; the shell's switch shows them. One query."""
    rows = Establishment.objects.filter(memberships__user_id=actor.user_id, is_active=True).order_by("code")
    return [shell.Establishment(row.pk, row.name) for row in rows]


def role_names(actor: Actor) -> list[str]:
    """The names of the roles of the actor's company."""
    return list(Role.objects.filter(company_id=actor.company_id).order_by("name").values_list("name", flat=True))
