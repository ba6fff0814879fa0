from enum import StrEnum


class Permission(StrEnum):
    VIEW = "price_book.view"
    MANAGE = "price_book.manage"
    IMPORT = "price_book.import"
    EXPORT = "price_book.export"


LABELS = {
    Permission.VIEW: "Consultar preços, promoções e condições de pagamento",
    Permission.MANAGE: "Manter preços, promoções, condições e tabelas comerciais",
    Permission.IMPORT: "Importar planilhas de tabelas comerciais",
    Permission.EXPORT: "Exportar preços e tabelas comerciais",
}

_KEEPERS = ("analyst", "manager")

ROLES = {
    Permission.VIEW: ("seller", "advisor", "sac", "supervisor", *_KEEPERS),
    Permission.MANAGE: _KEEPERS,
    Permission.IMPORT: _KEEPERS,
    Permission.EXPORT: ("supervisor", *_KEEPERS),
}
