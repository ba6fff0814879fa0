"""The list of every request for approval one may read."""

from typing import Any

from django.db.models import Value
from django.utils.safestring import SafeString

from vinculo.approvals.models import ApprovalRequest, RequestQuerySet
from vinculo.approvals.permissions import Permission
from vinculo.approvals.queries import needs_told, readable_requests, sees_costs
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import (
    ChoiceFilter,
    Column,
    DateRangeFilter,
    Empty,
    ListDefinition,
    PersonFilter,
    register,
)
from vinculo.foundation.ui import marks

_TONES = {"pending": "warning", "approved": "success", "refused": "danger"}


def status_badge(request: ApprovalRequest) -> SafeString:
    return marks.badge(request.get_status_display(), _TONES.get(request.status, "outline"))


def needs_words(request: Any) -> str:
    """`Desconto 12,5%; MB 14%`: what goes beyond the limit."""
    needs = needs_told(request.judgement, with_costs=request.with_costs)
    said = dict.fromkeys(f"{need['label']} {need['written']}" for need in needs)
    return "; ".join(said)


def _rows(actor: Actor) -> RequestQuerySet:
    rows = readable_requests(actor, on=clock.today()).select_related("owner", "establishment").defer("content")
    return rows.annotate(with_costs=Value(sees_costs(actor)))


REQUESTS = register(
    ListDefinition(
        key="approvals.requests",
        title="Pedidos de alçada",
        noun=("pedido", "pedidos"),
        permission=Permission.REQUEST,
        export_permission=Permission.SEE_ALL,
        rows=_rows,
        columns=[
            Column("documento", "Documento", lambda request: request.title, primary=True),
            Column("pedido", "Pedido", lambda request: marks.when(request.requested_at), sort="id"),
            Column("quem", "Quem pediu", lambda request: request.owner.name),
            Column("motivo", "Além do limite", needs_words),
            Column("situacao", "Situação", status_badge),
            Column("nivel", "Nível", lambda request: request.pending_level, default=False),
            Column("onde", "Estabelecimento", lambda request: request.establishment.name, default=False),
            Column("prazo", "Prazo", lambda request: marks.when(request.expires_at), default=False),
        ],
        default_sort="-id",
        filters=[
            ChoiceFilter(key="situacao", label="Situação", field="status", choices=ApprovalRequest.Status.choices),
            PersonFilter(key="quem", label="Quem pediu", field="owner_id"),
            DateRangeFilter(key="pedido", label="Pedido em", field="requested_at", is_instant=True),
        ],
        row_url=lambda request: request.get_absolute_url(),
        empty=Empty(
            "Nenhum pedido de alçada",
            "Os pedidos nascem nas vendas que passam do limite de quem as faz.",
            "shield-check",
        ),
    )
)
