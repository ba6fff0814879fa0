from enum import StrEnum


class Permission(StrEnum):
    VIEW = "stock.view"
    SEE_COMPANY = "stock.see_company"
    RESERVE = "stock.reserve"
    RELEASE_OTHERS = "stock.release_others"
    MOVE = "stock.move"
    COUNT = "stock.count"
    ADJUST_ANY = "stock.adjust_any"
    REVERSE = "stock.reverse"
    QUOTAS = "stock.quotas"
    CONFIGURE = "stock.configure"
    IMPORT = "stock.import"
    EXPORT = "stock.export"


LABELS = {
    Permission.VIEW: "Consultar o estoque",
    Permission.SEE_COMPANY: "Consultar o estoque de todos os estabelecimentos",
    Permission.RESERVE: "Reservar estoque",
    Permission.RELEASE_OTHERS: "Liberar reservas de outras pessoas",
    Permission.MOVE: "Lançar entradas, saídas e transferências",
    Permission.COUNT: "Lançar contagens, até o limite de ajuste",
    Permission.ADJUST_ANY: "Lançar contagens acima do limite de ajuste",
    Permission.REVERSE: "Estornar lançamentos de estoque",
    Permission.QUOTAS: "Manter cotas e transferir seus saldos",
    Permission.CONFIGURE: "Manter armazéns, lotes e exigências de validade",
    Permission.IMPORT: "Importar saldos de estoque",
    Permission.EXPORT: "Exportar listas de estoque",
}

_SELLING = ("seller", "advisor")
_LEADERS = ("supervisor", "manager")

ROLES = {
    Permission.VIEW: (*_SELLING, "reception", "sac", "analyst", *_LEADERS),
    Permission.SEE_COMPANY: ("manager",),
    Permission.RESERVE: (*_SELLING, *_LEADERS),
    Permission.RELEASE_OTHERS: _LEADERS,
    Permission.MOVE: (*_LEADERS, "analyst"),
    Permission.COUNT: (*_LEADERS, "analyst"),
    Permission.ADJUST_ANY: ("manager",),
    Permission.REVERSE: ("manager",),
    Permission.QUOTAS: ("analyst", "manager"),
    Permission.CONFIGURE: ("analyst", "manager"),
    Permission.IMPORT: ("analyst", "manager"),
    Permission.EXPORT: ("analyst", *_LEADERS),
}
