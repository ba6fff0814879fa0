from enum import StrEnum


class Permission(StrEnum):
    READ = "audit.read"


LABELS = {Permission.READ: "Ler a auditoria e o registro de exportações da empresa"}

ROLES: dict[Permission, tuple[str, ...]] = {Permission.READ: ()}
