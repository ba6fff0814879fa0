from enum import StrEnum


class Permission(StrEnum):
    REQUEST = "approvals.request"
    DECIDE = "approvals.decide"
    SEE_ALL = "approvals.see_all"
    DELEGATE = "approvals.delegate"
    MANAGE = "approvals.manage"


LABELS = {
    Permission.REQUEST: "Pedir aprovação de alçada",
    Permission.DECIDE: "Decidir pedidos de alçada do seu nível",
    Permission.SEE_ALL: "Ver todos os pedidos de alçada do seu alcance",
    Permission.DELEGATE: "Delegar a sua alçada por um período",
    Permission.MANAGE: "Manter os níveis de alçada e quem responde por eles",
}

ROLES = {
    Permission.REQUEST: ("reception", "seller", "advisor", "analyst", "supervisor", "manager"),
    Permission.DECIDE: ("supervisor", "manager"),
    Permission.SEE_ALL: ("analyst", "supervisor", "manager"),
    Permission.DELEGATE: ("supervisor", "manager"),
    Permission.MANAGE: ("analyst",),
}
