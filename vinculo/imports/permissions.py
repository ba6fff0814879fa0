from enum import StrEnum


class Permission(StrEnum):
    RUN = "imports.run"


LABELS = {Permission.RUN: "Importar planilhas"}
ROLES = {Permission.RUN: ("analyst", "supervisor", "manager")}
