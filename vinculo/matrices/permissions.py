from enum import StrEnum


class Permission(StrEnum):
    VIEW = "matrices.view"
    EDIT = "matrices.edit"
    PUBLISH = "matrices.publish"
    EXPORT = "matrices.export"


LABELS = {
    Permission.VIEW: "Consultar e testar as matrizes",
    Permission.EDIT: "Alterar rascunhos de matrizes e importar planilhas para eles",
    Permission.PUBLISH: "Publicar versões de matrizes e voltar a versões anteriores",
    Permission.EXPORT: "Exportar matrizes",
}

ROLES = {
    Permission.VIEW: ("analyst", "supervisor", "manager"),
    Permission.EDIT: ("analyst",),
    Permission.PUBLISH: ("analyst", "manager"),
    Permission.EXPORT: ("analyst", "manager"),
}
