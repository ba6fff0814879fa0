"""What the audit needs to know of this room: the names of its records, who reads them, which texts are private."""

from collections.abc import Callable

from vinculo.cases.models import ServiceCase, Transfer
from vinculo.cases.permissions import Permission
from vinculo.cases.queries import subordinates
from vinculo.cases.tables import (
    CaseNature,
    CaseSubject,
    CaseType,
    Channel,
    ClosingReason,
    ContactAction,
    ContactResult,
    Media,
)
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.records import register_private, register_record
from vinculo.organization.tables import CompanyTable

TABLES: dict[type[CompanyTable], str] = {
    CaseType: "Tipo de atendimento",
    CaseNature: "Natureza de atendimento",
    CaseSubject: "Assunto",
    Media: "Mídia",
    Channel: "Meio de contato",
    ContactAction: "Ação de contato",
    ContactResult: "Resultado de contato",
    ClosingReason: "Motivo de encerramento",
}


def register_history() -> None:
    register_record(
        "cases.servicecase",
        label="Atendimento",
        visible=_sees_case,
        url=lambda pk: ServiceCase(pk=pk).get_absolute_url(),
        tables={
            "cases_servicecase": "Atendimento",
            "cases_contact": "Contato",
            "cases_handover": "Troca de responsável",
        },
    )
    register_record("cases.contact", label="Contato", visible=_never, tables={"cases_reschedule": "Reagendamento"})
    register_record(
        "cases.transfer", label="Transferência", visible=_sees_transfer, tables={"cases_transfer": "Transferência"}
    )
    for table, label in TABLES.items():
        register_record(
            table._meta.label_lower,
            label=label,
            visible=_sees_entries_of(table),
            tables={
                table._meta.db_table: label,
                f"{table._meta.db_table}_natures": "Natureza ligada",
                f"{table._meta.db_table}_actions": "Ação ligada",
            },
        )
    for table_name in ("cases_servicecase", "cases_contact"):
        for column in ("description", "perception"):
            register_private(table_name, column, permission=Permission.READ_ALL_TEXTS, mask=_reserved)


def _sees_case(actor: Actor, pk: int) -> bool:
    return actor.may(Permission.VIEW) and ServiceCase.objects.visible_to(actor).filter(pk=pk).exists()


def _sees_transfer(actor: Actor, pk: int) -> bool:
    mine = Transfer.objects.filter(company_id=actor.company_id, from_user__in=subordinates(actor))
    return actor.may(Permission.TRANSFER) and mine.filter(pk=pk).exists()


def _sees_entries_of(table: type[CompanyTable]) -> Callable[[Actor, int], bool]:
    def sees(actor: Actor, pk: int) -> bool:
        mine = table._default_manager.filter(company_id=actor.company_id, pk=pk)
        return actor.may(Permission.MANAGE_TABLES) and mine.exists()

    return sees


def _reserved(text: str) -> str:
    return "texto reservado" if text else ""


def _never(actor: Actor, pk: int) -> bool:  # noqa: ARG001  (a reschedule is read on the page of its case)
    return False
