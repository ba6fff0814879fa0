from enum import StrEnum


class Permission(StrEnum):
    VIEW = "cases.view"
    OPEN = "cases.open"
    EDIT = "cases.edit"
    CLOSE = "cases.close"
    REOPEN = "cases.reopen"
    FORWARD = "cases.forward"
    TRANSFER = "cases.transfer"
    EXPORT = "cases.export"
    READ_ALL_TEXTS = "cases.read_all_texts"
    MANAGE_TABLES = "cases.manage_tables"


LABELS = {
    Permission.VIEW: "Consultar atendimentos e a agenda",
    Permission.OPEN: "Abrir atendimentos e marcar contatos",
    Permission.EDIT: "Alterar atendimentos e reagendar contatos",
    Permission.CLOSE: "Encerrar contatos e atendimentos",
    Permission.REOPEN: "Reabrir atendimentos encerrados",
    Permission.FORWARD: "Encaminhar atendimentos",
    Permission.TRANSFER: "Transferir os atendimentos em aberto de um usuário",
    Permission.EXPORT: "Exportar listas de atendimentos e contatos",
    Permission.READ_ALL_TEXTS: "Ler descrição e percepção de atendimentos alheios",
    Permission.MANAGE_TABLES: "Manter as tabelas de atendimento",
}

_FRONT = ("reception", "seller", "advisor", "sac")
_LEADERS = ("supervisor", "manager")

ROLES = {
    Permission.VIEW: (*_FRONT, "marketing", "analyst", *_LEADERS),
    Permission.OPEN: (*_FRONT, *_LEADERS),
    Permission.EDIT: (*_FRONT, *_LEADERS),
    Permission.CLOSE: (*_FRONT, *_LEADERS),
    Permission.REOPEN: _LEADERS,
    Permission.FORWARD: (*_FRONT, *_LEADERS),
    Permission.TRANSFER: _LEADERS,
    Permission.EXPORT: _LEADERS,
    Permission.READ_ALL_TEXTS: _LEADERS,
    Permission.MANAGE_TABLES: ("analyst", "manager"),
}
