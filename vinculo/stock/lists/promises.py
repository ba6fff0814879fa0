"""The lists of reservations, of what is to come, and of quotas."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, Q
from django.utils.safestring import SafeString

from vinculo.customers.queries import must_say_why
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import (
    BulkAction,
    BulkResult,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    Empty,
    ListDefinition,
    MultiChoiceFilter,
    PersonFilter,
    TextFilter,
    register,
)
from vinculo.foundation.ui import marks
from vinculo.stock import actions
from vinculo.stock.forms import ReasonForm
from vinculo.stock.lists import filters
from vinculo.stock.models import Quota, Reservation, ScheduledReceipt
from vinculo.stock.models.quotas import QuotaQuerySet
from vinculo.stock.models.reservations import ReservationQuerySet, ScheduledReceiptQuerySet
from vinculo.stock.permissions import Permission
from vinculo.stock.words import amount

_PRODUCT_TEXTS = ("product__technical_text", "product__search_vector")
STATUS_TONES = {
    Reservation.Status.ACTIVE: "info",
    Reservation.Status.CONSUMED: "success",
    Reservation.Status.EXPIRED: "warning",
    Reservation.Status.RELEASED: "outline",
}


def _reservations(actor: Actor) -> ReservationQuerySet:
    rows = Reservation.objects.visible_to(actor).select_related("product", "warehouse", "unit", "owner", "party")
    return rows.defer(*_PRODUCT_TEXTS)


def status_badge(reservation: Reservation) -> SafeString:
    return marks.badge(reservation.get_status_display(), STATUS_TONES[Reservation.Status(reservation.status)])


def _release(actor: Actor, rows: Sequence[Reservation], values: Mapping[str, Any]) -> BulkResult:
    released = actions.release(actor, [row.pk for row in rows], values["reason"], now=clock.now())
    ended = len(rows) - len(released)
    return BulkResult(len(released), [f"{ended} já estavam encerradas."] if ended else [])


RESERVATIONS = register(
    ListDefinition(
        key="stock.reservations",
        title="Reservas",
        noun=("reserva", "reservas"),
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        export_reason=must_say_why,
        rows=_reservations,
        ways=lambda actor: Reservation.objects.ways_to(actor),
        default_sort="-id",
        search="produto",
        row_url=lambda row: row.get_absolute_url(),
        columns=[
            Column("numero", "Nº", lambda row: row.pk, default=False),
            Column(
                "produto",
                "Produto",
                lambda row: filters.product_words(row.product),
                primary=True,
                export=lambda row: row.product.description,
            ),
            Column("codigo", "Código do produto", lambda row: row.product.code, default=False),
            Column(
                "quantidade",
                "Quantidade",
                lambda row: amount(row.quantity, row.unit.code),
                align="end",
                export=lambda row: row.quantity,
            ),
            Column("armazem", "Armazém", lambda row: str(row.warehouse)),
            Column("cliente", "Cliente", lambda row: row.party.name if row.party else ""),
            Column("responsavel", "Responsável", lambda row: row.owner.name),
            Column("motivo", "Motivo", lambda row: row.reason, default=False),
            Column("documento", "Documento", lambda row: row.document, default=False),
            Column(
                "vence",
                "Vence",
                lambda row: marks.when(row.expires_at) if row.expires_at else "",
                export=lambda row: row.expires_at,
            ),
            Column("situacao", "Situação", status_badge, export=lambda row: row.get_status_display()),
        ],
        filters=[
            filters.PRODUCT,
            MultiChoiceFilter(key="situacao", label="Situação", field="status", choices=Reservation.Status.choices),
            filters.WAREHOUSE,
            PersonFilter(key="responsavel", label="Responsável", field="owner_id"),
            DateRangeFilter(key="vence", label="Vence", field="expires_at", is_instant=True),
            TextFilter(key="documento", label="Documento", field="document__istartswith"),
        ],
        bulk_actions=[
            BulkAction(
                key="liberar",
                label="Liberar",
                icon="lock-open",
                permission=Permission.RESERVE,
                run=_release,
                question="Liberar {count}? O estoque volta a ficar disponível.",
                form=lambda actor, data: ReasonForm(data),  # noqa: ARG005  (a form of a bulk action takes the actor)
                danger=True,
            )
        ],
        row_tone=lambda row: "" if row.is_active else "muted",
        empty=Empty(
            "Nenhuma reserva ainda",
            "Uma reserva guarda uma quantidade para alguém até uma data e hora.",
            "lock",
            ("Reservar", "stock:reserve"),
        ),
    )
)


def _receipts(actor: Actor) -> ScheduledReceiptQuerySet:
    rows = ScheduledReceipt.objects.visible_to(actor).select_related("product", "warehouse", "unit")
    return rows.defer(*_PRODUCT_TEXTS)


def _receipt_situation(key: str) -> Q:
    return {
        "abertos": Q(closed_at__isnull=True),
        "atrasados": Q(closed_at__isnull=True, expected_on__lt=clock.today()),
        "encerrados": Q(closed_at__isnull=False),
    }[key]


def _expected(receipt: ScheduledReceipt) -> object:
    if receipt.closed_at is None and receipt.expected_on < clock.today():
        return marks.badge(f"{receipt.expected_on:%d/%m/%Y} · atrasado", "danger")
    return receipt.expected_on


RECEIPTS = register(
    ListDefinition(
        key="stock.receipts",
        title="Recebimentos programados",
        noun=("recebimento", "recebimentos"),
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        rows=_receipts,
        default_sort="expected_on",
        ways=lambda actor: ScheduledReceipt.objects.ways_to(actor),
        search="produto",
        row_url=lambda row: row.get_absolute_url(),
        columns=[
            Column("previsao", "Previsão", _expected, sort="expected_on", export=lambda row: row.expected_on),
            Column(
                "produto",
                "Produto",
                lambda row: filters.product_words(row.product),
                primary=True,
                export=lambda row: row.product.description,
            ),
            Column("codigo", "Código do produto", lambda row: row.product.code, default=False),
            Column("armazem", "Armazém", lambda row: str(row.warehouse)),
            Column(
                "quantidade",
                "Quantidade",
                lambda row: amount(row.quantity, row.unit.code),
                align="end",
                export=lambda row: row.quantity,
            ),
            Column("recebido", "Recebido", lambda row: amount(row.received), align="end", export=lambda r: r.received),
            Column(
                "comprometido", "Comprometido", lambda r: amount(r.committed), align="end", export=lambda r: r.committed
            ),
            Column("livre", "Livre", lambda row: amount(row.free), align="end", export=lambda row: row.free),
            Column("documento", "Documento", lambda row: row.document),
            Column("fornecedor", "Fornecedor", lambda row: row.supplier, default=False),
        ],
        filters=[
            filters.PRODUCT,
            ChoiceFilter(
                key="situacao",
                label="Situação",
                choices=[("abertos", "Em aberto"), ("atrasados", "Atrasados"), ("encerrados", "Encerrados")],
                condition=_receipt_situation,
            ),
            filters.WAREHOUSE,
            DateRangeFilter(key="previsao", label="Previsão", field="expected_on"),
            TextFilter(key="documento", label="Documento", field="document__istartswith"),
        ],
        row_tone=lambda row: "" if row.closed_at is None else "muted",
        empty=Empty(
            "Nada programado",
            "Programe o que o fornecedor prometeu: pode ser reservado antes de chegar.",
            "truck-delivery",
            ("Programar recebimento", "stock:new_receipt"),
        ),
    )
)


def _quotas(actor: Actor) -> QuotaQuerySet:
    rows = Quota.objects.visible_to(actor).select_related(
        "product", "line", "unit", "establishment", "representative", "party"
    )
    return rows.defer(*_PRODUCT_TEXTS)


def _quota_situation(key: str) -> Q:
    today = clock.today()
    return {
        "vigentes": Q(starts_on__lte=today, ends_on__gte=today),
        "futuras": Q(starts_on__gt=today),
        "encerradas": Q(ends_on__lt=today),
        "esgotadas": Q(used=F("limit")),
    }[key]


QUOTAS = register(
    ListDefinition(
        key="stock.quotas",
        title="Cotas",
        noun=("cota", "cotas"),
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        export_reason=must_say_why,
        rows=_quotas,
        default_sort="-ends_on",
        search="produto",
        row_url=lambda row: row.get_absolute_url(),
        columns=[
            Column(
                "produto",
                "Produto ou linha",
                lambda row: filters.product_words(row.product) if row.product else row.goods,
                primary=True,
                export=lambda row: row.goods,
            ),
            Column("codigo", "Código do produto", lambda row: row.product.code if row.product else "", default=False),
            Column("dimensao", "Dimensão", lambda row: row.get_dimension_display()),
            Column("alvo", "Para", lambda row: row.subject),
            Column("inicio", "Início", lambda row: row.starts_on),
            Column("fim", "Fim", lambda row: row.ends_on, sort="ends_on"),
            Column(
                "limite",
                "Limite",
                lambda row: amount(row.limit, row.unit.code),
                align="end",
                export=lambda row: row.limit,
            ),
            Column("usado", "Usado", lambda row: amount(row.used), align="end", export=lambda row: row.used),
            Column(
                "saldo",
                "Saldo",
                lambda row: amount(row.balance) if row.balance else marks.badge("Esgotada", "danger"),
                align="end",
                export=lambda row: row.balance,
            ),
        ],
        filters=[
            filters.PRODUCT,
            ChoiceFilter(key="dimensao", label="Dimensão", field="dimension", choices=Quota.Dimension.choices),
            ChoiceFilter(
                key="situacao",
                label="Situação",
                choices=[
                    ("vigentes", "Vigentes"),
                    ("futuras", "Futuras"),
                    ("encerradas", "Encerradas"),
                    ("esgotadas", "Esgotadas"),
                ],
                condition=_quota_situation,
            ),
        ],
        empty=Empty(
            "Nenhuma cota ainda",
            "Uma cota limita quanto de um produto ou linha cada filial, representante, cliente ou classe leva.",
            "chart-pie",
            ("Nova cota", "stock:new_quota"),
        ),
    )
)
