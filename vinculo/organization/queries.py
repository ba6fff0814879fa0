"""Reads of the organisation: actors, parameter values."""

from vinculo.foundation import parameters
from vinculo.foundation.access import Actor, Scope
from vinculo.organization.models import Membership, ParameterValue


def actor_for(user_id: int, establishment_id: int | None = None) -> Actor | None:
    """The actor of an active user at one of their establishments (None or a foreign one: the first), in one query."""
    memberships = list(
        Membership.objects.filter(user_id=user_id, user__is_active=True, establishment__is_active=True)
        .select_related("user", "role", "establishment")
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
    )


def parameter_value(company_id: int, key: str, *, establishment_id: int | None = None) -> parameters.Value:
    """The value of a parameter: the establishment's, else the company's, else its default.

    Raises `UnknownParameter` for a key no app declared.
    """
    declared = parameters.parameter(key)
    values = {
        row.establishment_id: row.value
        for row in ParameterValue.objects.filter(company_id=company_id, key=key)
        if row.establishment_id in (None, establishment_id)
    }
    if declared.by_establishment and establishment_id in values:
        return values[establishment_id]  # type: ignore[no-any-return]  # written through Parameter.parse
    return values.get(None, declared.default)  # type: ignore[no-any-return]  # written through Parameter.parse
