"""What the audit needs to know of this room: the names of its records, and who reads their histories."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet

from vinculo.foundation.access import Actor
from vinculo.foundation.audit.records import register_record
from vinculo.stock.models import (
    CountRequest,
    Lot,
    LotRequirement,
    Posting,
    Quota,
    QuotaTransfer,
    Reservation,
    ScheduledReceipt,
    Warehouse,
)
from vinculo.stock.permissions import Permission

Rows = Callable[[Actor], QuerySet[Any]]


def _register(model: type[Model], label: str, rows: Rows, url: Callable[[int], str] | None, **tables: str) -> None:
    def visible(actor: Actor, pk: int) -> bool:
        return actor.may(Permission.VIEW) and rows(actor).filter(pk=pk).exists()

    register_record(
        model._meta.label_lower, label=label, visible=visible, url=url, tables={model._meta.db_table: label, **tables}
    )


def _of_company(model: type[Model]) -> Rows:
    return lambda actor: model._default_manager.filter(company_id=actor.company_id)


def register_history() -> None:
    _register(Warehouse, "Armazém", Warehouse.objects.visible_to, lambda pk: Warehouse(pk=pk).get_absolute_url())
    _register(Lot, "Lote", _of_company(Lot), lambda pk: Lot(pk=pk).get_absolute_url())
    _register(LotRequirement, "Exigência de validade", _of_company(LotRequirement), None)
    _register(
        Posting, "Lançamento de estoque", Posting.objects.visible_to, lambda pk: Posting(pk=pk).get_absolute_url()
    )
    _register(
        CountRequest,
        "Contagem a aprovar",
        CountRequest.objects.visible_to,
        lambda pk: CountRequest(pk=pk).get_absolute_url(),
        stock_countrequestline="Linha da contagem",
    )
    _register(
        ScheduledReceipt,
        "Recebimento programado",
        ScheduledReceipt.objects.visible_to,
        lambda pk: ScheduledReceipt(pk=pk).get_absolute_url(),
    )
    _register(
        Reservation,
        "Reserva de estoque",
        Reservation.objects.visible_to,
        lambda pk: Reservation(pk=pk).get_absolute_url(),
        stock_allocation="Alocação da reserva",
    )
    _register(
        Quota,
        "Cota",
        Quota.objects.visible_to,
        lambda pk: Quota(pk=pk).get_absolute_url(),
        stock_quotause="Consumo de cota",
    )
    _register(QuotaTransfer, "Transferência de cota", _of_company(QuotaTransfer), None)
