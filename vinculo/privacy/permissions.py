from enum import StrEnum


class Permission(StrEnum):
    ATTEND = "privacy.attend"
    ERASE = "privacy.erase"
    READ_LOG = "privacy.read_log"


LABELS = {
    Permission.ATTEND: "Atender pedidos de titulares e emitir o relatório do titular",
    Permission.ERASE: "Anonimizar cadastros a pedido do titular",
    Permission.READ_LOG: "Ler o registro de leituras de dados sensíveis",
}
ROLES = {
    Permission.ATTEND: ("sac", "manager"),
    Permission.ERASE: ("manager",),
    Permission.READ_LOG: ("manager",),
}
