from enum import StrEnum


class Permission(StrEnum):
    MANAGE = "portfolios.manage"
    SEE_INDICATORS = "portfolios.see_indicators"


LABELS = {
    Permission.MANAGE: "Redistribuir carteiras e emitir o dossiê",
    Permission.SEE_INDICATORS: "Ver os indicadores do cadastro",
}
ROLES = {
    Permission.MANAGE: ("supervisor", "manager"),
    Permission.SEE_INDICATORS: ("supervisor", "manager", "analyst"),
}
