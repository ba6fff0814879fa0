from collections.abc import Mapping
from enum import StrEnum


class Permission(StrEnum):
    SHARE_VIEWS = "lists.share_views"


LABELS: Mapping[StrEnum, str] = {Permission.SHARE_VIEWS: "Compartilhar visões de listas com a equipe ou com um perfil"}
ROLES: Mapping[StrEnum, tuple[str, ...]] = {Permission.SHARE_VIEWS: ("analyst", "supervisor", "manager")}
