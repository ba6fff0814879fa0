from enum import StrEnum


class Permission(StrEnum):
    REVIEW = "identity.review"
    MERGE = "identity.merge"
    SCAN = "identity.scan"


LABELS = {
    Permission.REVIEW: "Revisar cadastros parecidos",
    Permission.MERGE: "Unificar cadastros e desfazer a unificação",
    Permission.SCAN: "Procurar duplicidades na base inteira",
}

_LEADERS = ("supervisor", "manager", "analyst")

ROLES = {
    Permission.REVIEW: _LEADERS,
    Permission.MERGE: _LEADERS,
    Permission.SCAN: ("manager", "analyst"),
}
