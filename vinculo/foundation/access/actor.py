"""The person on whose behalf something is read or written."""

from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class Scope(StrEnum):
    """How far a role sees: its own rows, its team's, its establishment's, or the whole company's."""

    OWN = "own"
    TEAM = "team"
    ESTABLISHMENT = "establishment"
    COMPANY = "company"


class NotAllowed(PermissionDenied):
    """The actor lacks a permission; the text is fit for the person."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in user at one establishment, with the role they have there and the time zone (IANA) of the place."""

    user_id: int
    name: str
    email: str
    company_id: int
    establishment_id: int
    establishment_ids: tuple[int, ...]
    team_id: int | None
    team_ids: tuple[int, ...]
    role_name: str
    scope: Scope
    permissions: frozenset[str]
    timezone: str

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise `NotAllowed` unless the actor holds the permission."""
        if permission not in self.permissions:
            raise NotAllowed("Seu perfil não permite esta ação.")


class Request(HttpRequest):
    """A request that passed an access decorator: its actor is known. Used as a type only."""

    actor: Actor
    htmx: HtmxDetails
