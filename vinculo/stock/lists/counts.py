"""The list of counts that wait, or waited, for approval."""

from typing import Final

from django.db.models import Count
from django.utils.safestring import SafeString

from vinculo.foundation.access import Actor
from vinculo.foundation.lists import ChoiceFilter, Column, Empty, ListDefinition, PersonFilter, TextFilter, register
from vinculo.foundation.ui import marks
from vinculo.stock.lists import filters
from vinculo.stock.models import CountRequest
from vinculo.stock.models.counts import CountRequestQuerySet
from vinculo.stock.permissions import Permission

_TONES: Final = {
    CountRequest.Status.WAITING: "warning",
    CountRequest.Status.APPROVED: "success",
    CountRequest.Status.REFUSED: "danger",
}


def _rows(actor: Actor) -> CountRequestQuerySet:
    rows = CountRequest.objects.visible_to(actor).select_related("warehouse", "by", "decided_by")
    return rows.annotate(differences=Count("lines"))


def count_badge(request: CountRequest) -> SafeString:
    return marks.badge(request.get_status_display(), _TONES[CountRequest.Status(request.status)])


COUNT_REQUESTS = register(
    ListDefinition(
        key="stock.count_requests",
        title="Contagens a aprovar",
        noun=("contagem", "contagens"),
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        rows=_rows,
        default_sort="-id",
        search="motivo",
        row_url=lambda row: row.get_absolute_url(),
        columns=[
            Column("numero", "Nº", lambda row: row.pk, primary=True),
            Column("contado", "Contado em", lambda row: marks.when(row.at), export=lambda row: row.at),
            Column("por", "Por", lambda row: row.by.name),
            Column("armazem", "Armazém", lambda row: str(row.warehouse)),
            Column("motivo", "Motivo", lambda row: row.reason),
            Column("diferencas", "Diferenças", lambda row: row.differences, align="end"),
            Column("situacao", "Situação", count_badge, export=lambda row: row.get_status_display()),
            Column("decisao", "Decidido por", lambda row: row.decided_by.name if row.decided_by else "", default=False),
        ],
        filters=[
            TextFilter(key="motivo", label="Motivo", field="reason__icontains"),
            ChoiceFilter(key="situacao", label="Situação", field="status", choices=CountRequest.Status.choices),
            filters.WAREHOUSE,
            PersonFilter(key="por", label="Contado por", field="by_id"),
        ],
        empty=Empty(
            "Nenhuma contagem a aprovar",
            "Quando a diferença passa do que o perfil de quem contou ajusta, a contagem espera aqui a aprovação.",
            "clipboard-check",
        ),
    )
)
