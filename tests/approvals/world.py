"""A kind of document for the tests: its content is a parameter row, so that races can change it."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.cast import Cast
from vinculo.approvals import actions, queries, subjects
from vinculo.approvals.actions.levels import create_default_levels
from vinculo.approvals.models import ApprovalRequest
from vinculo.approvals.queries import Figure
from vinculo.foundation.access import Actor
from vinculo.organization.models import ParameterValue

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)
TODAY = NOW.date()
KIND = "test.document"


def write(cast: Cast, pk: int, content: dict[str, Any] | None) -> None:
    """The document as it is from now on; None takes it away."""
    rows = ParameterValue.objects.filter(company=cast.company, key=f"{KIND}.{pk}")
    if content is None:
        rows.delete()
    elif not rows.update(value=json.dumps(content)):
        ParameterValue.objects.create(company=cast.company, key=f"{KIND}.{pk}", value=json.dumps(content))


def _content(company_id: int, pk: int) -> Any:
    row = ParameterValue.objects.select_for_update().filter(company_id=company_id, key=f"{KIND}.{pk}").first()
    return json.loads(row.value, parse_float=Decimal) if row else None


subjects.register(
    KIND,
    label="Documento de teste",
    content=_content,
    title=lambda _company_id, pk: f"Proposta {pk}",
    url=lambda pk: f"/clientes/?documento={pk}",
)


def prepare(cast: Cast) -> Cast:
    """The default levels and limits: 5, 10, 20 % and without limit; supervisor, manager, administrator."""
    create_default_levels(cast.company.pk)
    write(cast, 1, {"price": 90.5, "quantity": 10, "term": "30/60"})
    return cast


def ask(cast: Cast, discount: str = "8", *, by: str = "ana", pk: int = 1, now: datetime = NOW) -> ApprovalRequest:
    actor = cast.actor(by)
    figures = [Figure("discount", Decimal(discount), "Item 1")]
    judgement = queries.judge_document(cast.company.pk, actor.establishment_id, figures, on=TODAY)
    return actions.request_approval(actor, KIND, pk, judgement, reason="Cliente antigo, volume maior", now=now)


def answer(actor: Actor, request: ApprovalRequest, *, approve: bool = True, now: datetime = NOW) -> ApprovalRequest:
    return actions.decide(actor, request.pk, approve=approve, reason="Revisto", today=TODAY, now=now)
