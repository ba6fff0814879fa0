from enum import StrEnum


class Permission(StrEnum):
    RUN = "imports.run"
    UNDO = "imports.undo"


LABELS = {Permission.RUN: "Importar planilhas", Permission.UNDO: "Desfazer e refazer importações"}
ROLES = {
    Permission.RUN: ("analyst", "supervisor", "manager"),
    Permission.UNDO: ("analyst", "supervisor", "manager"),
}
