"""The roles a new company starts with; an administrator edits them afterwards."""

from dataclasses import dataclass

from vinculo.foundation.access import Scope


@dataclass(frozen=True, slots=True)
class DefaultRole:
    code: str
    name: str
    scope: Scope


DEFAULT_ROLES = (
    DefaultRole("reception", "Recepção", Scope.ESTABLISHMENT),
    DefaultRole("seller", "Vendedor", Scope.OWN),
    DefaultRole("advisor", "Consultor técnico", Scope.OWN),
    DefaultRole("sac", "SAC", Scope.COMPANY),
    DefaultRole("marketing", "Marketing", Scope.COMPANY),
    DefaultRole("supervisor", "Supervisor", Scope.TEAM),
    DefaultRole("manager", "Gerente", Scope.ESTABLISHMENT),
    DefaultRole("analyst", "Analista", Scope.COMPANY),
    DefaultRole("administrator", "Administrador", Scope.COMPANY),
)
