"""What this room adds to a customer's page: look-alikes waiting, merges, and the way to merge."""

from datetime import datetime

from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse

from vinculo.customers.models import Party
from vinculo.customers.panels import RECORD
from vinculo.foundation.access import Actor, Request
from vinculo.foundation.panels import Panel, RecordAction, TimelineEntry, TimelineSource
from vinculo.identity import queries
from vinculo.identity.permissions import Permission


def _lookalikes(request: Request, record: Model) -> str:
    assert isinstance(record, Party)
    pairs = queries.pairs_of(request.actor, record.pk)
    merges = list(queries.merges_of(record.pk).filter(undone_at=None)[:10])
    return render_to_string("identity/panel.html", {"party": record, "pairs": pairs, "merges": merges}, request)


def _timeline(actor: Actor, record_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:  # noqa: ARG001  (the source's signature)
    rows = queries.merges_of(record_id)
    if before is not None:
        rows = rows.filter(merged_at__lt=before)
    return [
        TimelineEntry(
            key=f"merge-{merge.pk}",
            at=merge.merged_at,
            icon="git-merge",
            title=f"Unificado com {merge.loser_name}" + (" (desfeito)" if merge.undone_at else ""),
            author=merge.merged_by.name if merge.merged_by else "",
            url=reverse("identity:merge", args=[merge.pk]),
        )
        for merge in rows[:limit]
    ]


def _partner_address(record: Model) -> str:
    assert isinstance(record, Party)
    return "" if record.anonymized_at else reverse("identity:partner", args=[record.pk])


PARTS = (
    Panel(RECORD, "lookalikes", "Cadastros parecidos", 80, Permission.REVIEW, _lookalikes, slow=True),
    RecordAction(
        RECORD,
        "merge",
        "Unificar",
        "git-merge",
        Permission.MERGE,
        _partner_address,
        "",
        85,
    ),
    TimelineSource(RECORD, "merges", "Unificações", "git-merge", Permission.REVIEW, _timeline),
)
