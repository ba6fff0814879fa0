"""Sales of the simulator that went beyond a limit: one already answered, the others waiting for a decision."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from vinculo.approvals import actions
from vinculo.approvals.models import ApprovalRequest
from vinculo.foundation.access import Actor
from vinculo.simulator import approval
from vinculo.simulator.models import SimulatedCase
from vinculo.simulator.refusals import Refused

_REASONS: Final = (
    "Cliente comprou o dobro no semestre e pede o mesmo preço do concorrente",
    "Volume anual fechado por contrato; a margem volta no próximo pedido",
    "Licitação: é o preço que ganha, sem folga",
    "Frota de quarenta carros por mais um ano, com revisão programada",
)


def ask_for_approvals(asking: Actor, deciders: Mapping[int, Actor], *, now: datetime) -> None:
    """Ask for every kept sale that needs somebody; the last that one level settles is approved by who answers for it
    (`deciders`, by level), the others wait."""
    asked = []
    for case, reason in zip(SimulatedCase.objects.filter(company_id=asking.company_id).order_by("pk"), _REASONS):  # noqa: B905
        try:
            asked.append(approval.ask(asking, case, reason=reason, now=now))
        except Refused:
            continue  # within everybody's limits, or beyond all of them: nothing to decide
    settled = next((each for each in asked[:0:-1] if len(each.path) == 1 and each.path[0] in deciders), None)
    if settled is not None:
        _approve(settled, deciders[settled.path[0]], now)


def _approve(request: ApprovalRequest, decider: Actor, now: datetime) -> None:
    actions.decide(decider, request.pk, approve=True, reason="Aprovado pelo volume do ano", today=now.date(), now=now)
