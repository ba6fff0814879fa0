"""Roles: sets of permissions that an administrator edits. A change takes effect at each person's next request."""

from collections.abc import Iterable

from django.db.models import ProtectedError
from django.utils.text import slugify

from vinculo.foundation import audit
from vinculo.foundation.access import Actor, permissions
from vinculo.foundation.lists.actions import rename_audience
from vinculo.organization.actions.authority import (
    lock_company,
    require_authority_over_permissions,
    require_authority_over_roles,
    require_someone_with_keys,
)
from vinculo.organization.models import Membership, Role
from vinculo.organization.permissions import Permission
from vinculo.organization.refusals import InUse


def create_role(actor: Actor, *, name: str, scope: str, granted: Iterable[str]) -> Role:
    """Raises `BeyondAuthority` when the role would hold more than the actor does."""
    actor.require(Permission.MANAGE_ROLES)
    chosen = set(granted) & permissions.all_permissions()
    require_authority_over_permissions(actor, chosen, scope)
    with audit.writing(actor, "organization.role.created"):
        lock_company(actor.company_id)
        return Role.objects.create(
            company_id=actor.company_id,
            code=_free_code(actor.company_id, name),
            name=name,
            scope=scope,
            permissions=sorted(chosen),
        )


def update_role(actor: Actor, role: Role, *, name: str, scope: str, granted: Iterable[str]) -> None:
    """Replace the permissions of a role.

    Raises `BeyondAuthority` when the role holds, or would hold, more than the actor does, and `LastAdministrator` when
    nobody would be left to manage users and roles.
    """
    actor.require(Permission.MANAGE_ROLES)
    chosen = set(granted) & permissions.all_permissions()
    require_authority_over_roles(actor, [role])
    require_authority_over_permissions(actor, chosen, scope)
    with audit.writing(actor, "organization.role.updated"):
        lock_company(actor.company_id)
        Role.objects.filter(pk=role.pk).update(name=name, scope=scope, permissions=sorted(chosen))
        rename_audience(actor, role.name, name)
        require_someone_with_keys(actor.company_id)


def delete_role(actor: Actor, role: Role) -> None:
    """Raises `InUse` when somebody, active or not, has the role, or it answers for something of the company."""
    actor.require(Permission.MANAGE_ROLES)
    require_authority_over_roles(actor, [role])
    try:
        with audit.writing(actor, "organization.role.deleted"):
            role.delete()
    except ProtectedError as error:
        if any(isinstance(each, Membership) for each in error.protected_objects):
            raise InUse("Há pessoas com este perfil. Dê outro perfil a elas antes de excluí-lo.") from error
        raise InUse("Este perfil responde por um nível de alçada. Dê o nível a outro antes de excluí-lo.") from error


def _free_code(company_id: int, name: str) -> str:
    """A code made of the name, that no other role of the company has."""
    stem = slugify(name)[:34] or "perfil"
    taken = set(Role.objects.filter(company_id=company_id, code__startswith=stem).values_list("code", flat=True))
    candidates = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(code for code in candidates if code not in taken)
