from collections.abc import Mapping
from enum import StrEnum


class Permission(StrEnum):
    SEE_ALL = "jobs.see_all"


LABELS: Mapping[StrEnum, str] = {Permission.SEE_ALL: "Ver e cancelar os processos de toda a empresa"}
ROLES: Mapping[StrEnum, tuple[str, ...]] = {Permission.SEE_ALL: ()}
