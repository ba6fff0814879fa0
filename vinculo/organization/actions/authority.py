"""Who may give what: nobody grants, or manages in others, more than they hold; and someone always keeps the keys."""

from collections.abc import Iterable

from django.db.models import Q

from vinculo.foundation.access import Actor, Scope
from vinculo.organization.models import Company, Membership, Role, User
from vinculo.organization.permissions import Permission
from vinculo.organization.refusals import BeyondAuthority, LastAdministrator

_WIDTH = {scope: width for width, scope in enumerate((Scope.OWN, Scope.TEAM, Scope.ESTABLISHMENT, Scope.COMPANY))}
KEYS = [str(Permission.MANAGE_USERS), str(Permission.MANAGE_ROLES)]


def lock_company(company_id: int) -> None:
    """Make changes of who may do what wait for each other, so that two people cannot remove one another at once."""
    Company.objects.select_for_update().get(pk=company_id)


def require_someone_with_keys(company_id: int) -> None:
    """Raise `LastAdministrator` unless some active person still may manage users and roles."""
    holders = Membership.objects.filter(
        user__company_id=company_id,
        user__is_active=True,
        establishment__is_active=True,
        role__permissions__contains=KEYS,
    )
    if not holders.exists():
        raise LastAdministrator


def require_authority_over_roles(actor: Actor, roles: Iterable[Role]) -> None:
    """Raise `BeyondAuthority` when a role holds a permission, or a scope, that the actor does not have."""
    for role in roles:
        if not set(role.permissions) <= actor.permissions or _WIDTH[Scope(role.scope)] > _WIDTH[actor.scope]:
            raise BeyondAuthority(
                f"O perfil “{role.name}” pode mais do que o seu; só quem pode tanto quanto ele o concede."
            )


def require_authority_over(actor: Actor, user: User) -> None:
    """Raise `BeyondAuthority` when the user, anywhere, may do more than the actor."""
    roles = Role.objects.filter(memberships__user=user).filter(
        ~Q(permissions__contained_by=sorted(actor.permissions)) | ~Q(scope__in=_scopes_within(actor))
    )
    if roles.exists():
        raise BeyondAuthority(f"{user.name} tem um perfil que pode mais do que o seu; peça a um administrador.")


def require_authority_over_permissions(actor: Actor, permissions: Iterable[str], scope: str) -> None:
    """Raise `BeyondAuthority` when a permission or the scope goes beyond the actor's own."""
    if not set(permissions) <= actor.permissions:
        raise BeyondAuthority("Você só pode conceder permissões que também tem.")
    if _WIDTH[Scope(scope)] > _WIDTH[actor.scope]:
        raise BeyondAuthority("O alcance escolhido é maior do que o seu.")


def _scopes_within(actor: Actor) -> list[Scope]:
    return [scope for scope, width in _WIDTH.items() if width <= _WIDTH[actor.scope]]
