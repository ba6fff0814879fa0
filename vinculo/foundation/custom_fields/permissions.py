from enum import StrEnum


class Permission(StrEnum):
    MANAGE = "custom_fields.manage"


LABELS = {Permission.MANAGE: "Criar campos adicionais dos cadastros"}
ROLES = {Permission.MANAGE: ("analyst",)}
