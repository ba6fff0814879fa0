"""The list of those not to contact."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from vinculo.customers.models import Channel, Suppression
from vinculo.customers.permissions import Permission
from vinculo.foundation import lists
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import Column


def _day(instant: datetime) -> str:
    return f"{timezone.localtime(instant):%d/%m/%Y}"


def rows(actor: Actor) -> QuerySet[Suppression]:
    return Suppression.objects.filter(company_id=actor.company_id)


SUPPRESSIONS = lists.ListDefinition(
    key="customers.suppressions",
    title="Lista de não contatar",
    noun=("contato bloqueado", "contatos bloqueados"),
    permission=Permission.SUPPRESS,
    export_permission=None,
    rows=rows,
    columns=[
        Column("contato", "Contato", lambda row: row.hint, primary=True),
        Column("tipo", "Tipo", lambda row: row.get_handle_display()),
        Column("canal", "Canal", lambda row: row.get_channel_display() if row.channel else "Todos"),
        Column("origem", "Origem", lambda row: row.source),
        Column("desde", "Desde", lambda row: _day(row.since)),
        Column(
            "situacao",
            "Situação",
            lambda row: (
                f"Retirado em {timezone.localtime(row.released_at):%d/%m/%Y}" if row.released_at else "Em vigor"
            ),
        ),
    ],
    default_sort="-id",
    filters=[
        lists.ChoiceFilter(key="canal", label="Canal", field="channel", choices=Channel.choices),
        lists.ChoiceFilter(key="tipo", label="Tipo", field="handle", choices=Suppression.Handle.choices),
        lists.BooleanFilter(key="vigor", label="Situação", field="released_at__isnull", yes="Em vigor", no="Retirados"),
    ],
    row_url=lambda row: reverse("customers:release", args=[row.pk]),
    empty=lists.Empty(
        "Ninguém pediu ainda para não ser contatado", "Recusas registradas nas fichas entram aqui.", "bell-off"
    ),
)
