"""Whom a view can be shared with. The organisation, one floor up, knows the roles and tells them at start-up."""

from collections.abc import Callable, Sequence

from vinculo.foundation.access import Actor

RoleSource = Callable[[Actor], Sequence[str]]

_role_source: list[RoleSource] = []


def roles_from(source: RoleSource) -> None:
    """Say who knows the names of the roles of an actor's company (one query)."""
    _role_source[:] = [source]


def role_names(actor: Actor) -> list[str]:
    """The roles of the company, the actor's own at least."""
    names = list(_role_source[0](actor)) if _role_source else []
    return names or [actor.role_name]
