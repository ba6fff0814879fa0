from enum import StrEnum


class Verb(StrEnum):
    KEPT = "simulator.case.kept"
    RUN = "simulator.case.run"
    ACCEPTED = "simulator.case.accepted"
    DELETED = "simulator.case.deleted"


LABELS: dict[str, str] = {
    Verb.KEPT: "Guardou o caso do simulador",
    Verb.RUN: "Reexecutou casos do simulador",
    Verb.ACCEPTED: "Aceitou os novos valores do caso",
    Verb.DELETED: "Excluiu o caso do simulador",
}
