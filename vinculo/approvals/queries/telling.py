"""A request in words, as much of it as an actor may know: margins tell what the goods cost."""

from collections.abc import Mapping
from typing import Any, Final

from vinculo.approvals.models import ApprovalRequest
from vinculo.approvals.subjects import Subject
from vinculo.catalogue.permissions import Permission as CataloguePermission
from vinculo.customers.queries import about_readable
from vinculo.engines.approval import CRITERIA, changes
from vinculo.foundation.access import Actor

BEYOND: Final = "fora do limite"
# How every document names its customer in what is judged.
CUSTOMER: Final = "Cliente"


def sees_costs(actor: Actor) -> bool:
    return actor.may(CataloguePermission.SEE_COSTS)


def needs_told(judgement: Mapping[str, Any], *, with_costs: bool) -> list[dict[str, Any]]:
    """What goes beyond the limit, each with `written`: the figure, or that it is beyond, where it would tell a cost."""
    needs = judgement.get("needs", ())
    if with_costs:
        return list(needs)
    return [{**need, "written": BEYOND} if _tells_cost(need["criterion"]) else need for need in needs]


def lines_told(actor: Actor, judgement: Mapping[str, Any]) -> list[str]:
    """Why approval is needed, step by step."""
    return list(judgement.get("lines" if sees_costs(actor) else "discreet_lines", ()))


def content_told(
    actor: Actor, request: ApprovalRequest, subject: Subject | None, *, decides: bool
) -> list[tuple[str, str]]:
    """What was judged, path by path. When it speaks of a customer whose contents the actor may not read, nothing; to
    who `decides`, for nobody signs what they have not read, everything but who the customer is."""
    reads = reads_customer(actor, request)
    if not reads and not decides:
        return []
    content = subject.words(request.company_id, request.content) if subject else request.content
    with_costs = sees_costs(actor)
    return [
        (path, value if reads or path != CUSTOMER else "Fora do seu alcance")
        for path, _, value in changes({}, content)
        if with_costs or subject is None or not subject.tells_cost(path)
    ]


def reads_customer(actor: Actor, request: ApprovalRequest) -> bool:
    """Whether the actor may read the customer a request speaks of. Their own requests, always."""
    mine = request.owner_id == actor.user_id
    return mine or ApprovalRequest.objects.filter(about_readable(actor), pk=request.pk).exists()


def _tells_cost(criterion: str) -> bool:
    return criterion not in CRITERIA or CRITERIA[criterion].tells_cost
