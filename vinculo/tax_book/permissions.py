from enum import StrEnum


class Permission(StrEnum):
    VIEW = "tax_book.view"
    MANAGE = "tax_book.manage"
    IMPORT = "tax_book.import"
    EXPORT = "tax_book.export"


LABELS = {
    Permission.VIEW: "Consultar tabelas fiscais",
    Permission.MANAGE: "Manter tabelas fiscais",
    Permission.IMPORT: "Importar planilhas de tabelas fiscais",
    Permission.EXPORT: "Exportar tabelas fiscais",
}

_KEEPERS = ("analyst", "manager")

ROLES = {
    Permission.VIEW: ("supervisor", *_KEEPERS),
    Permission.MANAGE: _KEEPERS,
    Permission.IMPORT: _KEEPERS,
    Permission.EXPORT: _KEEPERS,
}
