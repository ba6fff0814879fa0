from enum import StrEnum


class Permission(StrEnum):
    VIEW = "catalogue.view"
    CREATE = "catalogue.create"
    EDIT = "catalogue.edit"
    EDIT_FISCAL = "catalogue.edit_fiscal"
    BLOCK = "catalogue.block"
    SEE_COSTS = "catalogue.see_costs"
    EDIT_COSTS = "catalogue.edit_costs"
    EXPORT = "catalogue.export"
    MANAGE_TABLES = "catalogue.manage_tables"


LABELS = {
    Permission.VIEW: "Consultar produtos",
    Permission.CREATE: "Cadastrar produtos",
    Permission.EDIT: "Alterar produtos",
    Permission.EDIT_FISCAL: "Alterar os dados fiscais dos produtos",
    Permission.BLOCK: "Bloquear, inativar e reativar produtos",
    Permission.SEE_COSTS: "Ver os custos dos produtos",
    Permission.EDIT_COSTS: "Alterar os custos dos produtos",
    Permission.EXPORT: "Exportar listas de produtos",
    Permission.MANAGE_TABLES: "Manter as tabelas de produtos",
}

_EVERYONE = ("reception", "seller", "advisor", "sac", "marketing", "supervisor", "manager", "analyst")
_KEEPERS = ("analyst", "manager")

ROLES = {
    Permission.VIEW: _EVERYONE,
    Permission.CREATE: _KEEPERS,
    Permission.EDIT: ("supervisor", *_KEEPERS),
    Permission.EDIT_FISCAL: _KEEPERS,
    Permission.BLOCK: ("supervisor", *_KEEPERS),
    Permission.SEE_COSTS: _KEEPERS,
    Permission.EDIT_COSTS: _KEEPERS,
    Permission.EXPORT: ("marketing", "supervisor", *_KEEPERS),
    Permission.MANAGE_TABLES: _KEEPERS,
}
