"""What the audit needs to know of approvals: names, pages, and who reads the histories."""

from vinculo.approvals.models import ApprovalRequest, Delegation, Level
from vinculo.approvals.permissions import Permission
from vinculo.approvals.queries import readable_requests
from vinculo.foundation import audit, clock
from vinculo.foundation.access import Actor


def register_records() -> None:
    audit.register_record(
        "approvals.request",
        label="Pedido de alçada",
        visible=lambda actor, pk: readable_requests(actor, on=clock.today()).filter(pk=pk).exists(),
        url=lambda pk: ApprovalRequest(pk=pk).get_absolute_url(),
        tables={
            "approvals_approvalrequest": "Pedido de alçada",
            "approvals_approvaldecision": "Decisão de alçada",
        },
    )
    audit.register_record(
        "approvals.level",
        label="Nível de alçada",
        visible=_sees_level,
        tables={"approvals_level": "Nível de alçada", "approvals_levelholder": "Responsável por nível"},
    )
    audit.register_record(
        "approvals.delegation",
        label="Delegação de alçada",
        visible=lambda actor, pk: Delegation.objects.visible_to(actor).filter(pk=pk).exists(),
        tables={"approvals_delegation": "Delegação de alçada"},
    )


def _sees_level(actor: Actor, pk: int) -> bool:
    return actor.may(Permission.MANAGE) and Level.objects.filter(pk=pk, company_id=actor.company_id).exists()
