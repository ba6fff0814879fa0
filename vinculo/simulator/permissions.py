from enum import StrEnum


class Permission(StrEnum):
    USE = "simulator.use"
    SAVE = "simulator.save"


LABELS = {
    Permission.USE: "Simular vendas: preço, impostos, margens, alçadas e datas",
    Permission.SAVE: "Guardar, reexecutar e excluir casos do simulador",
}

ROLES = {
    Permission.USE: ("analyst", "manager", "supervisor"),
    Permission.SAVE: ("analyst", "manager"),
}
