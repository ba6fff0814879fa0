"""The lists of balances and of movements."""

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import (
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
from vinculo.stock.lists import filters
from vinculo.stock.models import Balance, Lot, Movement, Posting
from vinculo.stock.models.ledger import BalanceQuerySet, MovementQuerySet
from vinculo.stock.permissions import Permission
from vinculo.stock.words import amount

KIND_TONES = {
    Posting.Kind.RECEIPT: "success",
    Posting.Kind.ISSUE: "warning",
    Posting.Kind.TRANSFER: "info",
    Posting.Kind.COUNT: "accent",
    Posting.Kind.IMPORT: "accent",
    Posting.Kind.REVERSAL: "danger",
}


def _balances(actor: Actor) -> BalanceQuerySet:
    rows = Balance.objects.visible_to(actor).select_related("product", "warehouse", "unit", "lot", "establishment")
    return rows.defer("product__technical_text", "product__search_vector")


def _movements(actor: Actor) -> MovementQuerySet:
    rows = Movement.objects.visible_to(actor).select_related("product", "warehouse", "unit", "lot", "posting__by")
    return rows.defer("product__technical_text", "product__search_vector")


def signed(movement: Movement) -> SafeString:
    """`+12 CX`, `−3 UN`, in colour."""
    tone, sign = ("success-ink", "+") if movement.quantity > 0 else ("danger-ink", "−")
    return format_html('<span class="{}">{}{}</span>', tone, sign, amount(abs(movement.quantity), movement.unit.code))


def _situation(key: str) -> Q:
    today = clock.today()
    return {
        "com-saldo": Q(on_hand__gt=0),
        "disponivel": Q(available__gt=0) & filters.usable("", today),
        "reservado": Q(reserved__gt=0),
        "quarentena": Q(lot__status=Lot.Status.QUARANTINE, on_hand__gt=0),
        "vencido": Q(lot__expires_on__lt=today, on_hand__gt=0),
    }[key]


BALANCES = register(
    ListDefinition(
        key="stock.balances",
        title="Saldos de estoque",
        noun=("saldo", "saldos"),
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        rows=_balances,
        ways=lambda actor: Balance.objects.ways_to(actor),
        default_sort="product_id",
        search="produto",
        row_url=lambda row: f"/estoque/produtos/{row.product_id}/",
        columns=[
            Column("codigo", "Código do produto", lambda row: row.product.code, sort="product_id", primary=True),
            Column("descricao", "Descrição", lambda row: row.product.description),
            Column("armazem", "Armazém", lambda row: str(row.warehouse), export=lambda row: row.warehouse.code),
            Column(
                "lote",
                "Lote",
                lambda row: filters.lot_number(row.lot),
                export=lambda row: row.lot.number if row.lot else "",
            ),
            Column(
                "validade",
                "Validade",
                lambda row: filters.expiry(row.lot),
                export=lambda row: row.lot.expires_on if row.lot else None,
            ),
            Column("unidade", "Unidade", lambda row: row.unit.code),
            Column("em_maos", "Em mãos", lambda row: amount(row.on_hand), align="end", export=lambda row: row.on_hand),
            Column(
                "reservado", "Reservado", lambda row: amount(row.reserved), align="end", export=lambda r: r.reserved
            ),
            Column(
                "disponivel", "Disponível", lambda r: amount(r.available), align="end", export=lambda r: r.available
            ),
            Column("estabelecimento", "Estabelecimento", lambda row: row.establishment.name, default=False),
        ],
        filters=[
            filters.PRODUCT,
            filters.WAREHOUSE,
            filters.ESTABLISHMENT,
            TextFilter(key="lote", label="Lote", field="lot__number__istartswith"),
            DateRangeFilter(key="validade", label="Validade", field="lot__expires_on"),
            ChoiceFilter(
                key="situacao",
                label="Situação",
                choices=[
                    ("com-saldo", "Com saldo"),
                    ("disponivel", "Disponível para venda"),
                    ("reservado", "Com reserva"),
                    ("quarentena", "Em quarentena"),
                    ("vencido", "Com a validade vencida"),
                ],
                condition=_situation,
            ),
        ],
        row_tone=lambda row: "" if row.on_hand else "muted",
        empty=Empty(
            "Nenhum saldo ainda",
            "O saldo nasce de uma entrada, de uma contagem ou da importação de saldos.",
            "stack-2",
            ("Lançar entrada", "stock:receive"),
        ),
    )
)

MOVEMENTS = register(
    ListDefinition(
        key="stock.movements",
        title="Movimentos de estoque",
        noun=("movimento", "movimentos"),
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        rows=_movements,
        ways=lambda actor: Movement.objects.ways_to(actor),
        default_sort="-id",
        search="produto",
        row_url=lambda row: f"/estoque/lancamentos/{row.posting_id}/",
        columns=[
            Column("quando", "Data e hora", lambda row: marks.when(row.at), export=lambda row: row.at),
            Column(
                "produto",
                "Produto",
                lambda row: filters.product_words(row.product),
                primary=True,
                export=lambda row: row.product.description,
            ),
            Column("codigo", "Código do produto", lambda row: row.product.code, default=False),
            Column(
                "tipo",
                "Tipo",
                lambda row: marks.badge(row.get_kind_display(), KIND_TONES.get(row.kind, "outline")),
                export=lambda row: row.get_kind_display(),
            ),
            Column("armazem", "Armazém", lambda row: str(row.warehouse), export=lambda row: row.warehouse.code),
            Column("lote", "Lote", lambda row: row.lot.number if row.lot else ""),
            Column("quantidade", "Quantidade", signed, align="end", export=lambda row: row.quantity),
            Column(
                "saldo",
                "Saldo depois",
                lambda r: amount(r.balance_after),
                align="end",
                export=lambda r: r.balance_after,
            ),
            Column("unidade", "Unidade", lambda row: row.unit.code, default=False),
            Column("documento", "Documento", lambda row: row.posting.document, default=False),
            Column("motivo", "Motivo", lambda row: row.posting.reason, default=False),
            Column("quem", "Lançado por", lambda row: row.posting.by.name if row.posting.by else "Sistema"),
        ],
        filters=[
            filters.PRODUCT,
            filters.WAREHOUSE,
            filters.ESTABLISHMENT,
            MultiChoiceFilter(key="tipo", label="Tipo", field="kind", choices=Posting.Kind.choices),
            ChoiceFilter(
                key="sentido",
                label="Sentido",
                choices=[("entra", "Entrou"), ("sai", "Saiu")],
                condition=lambda key: Q(quantity__gt=0) if key == "entra" else Q(quantity__lt=0),
            ),
            DateRangeFilter(key="data", label="Data", field="at", is_instant=True),
            TextFilter(key="lote", label="Lote", field="lot__number__istartswith"),
            TextFilter(key="documento", label="Documento", field="posting__document__istartswith"),
            PersonFilter(key="quem", label="Lançado por", field="posting__by_id"),
        ],
        empty=Empty("Nenhum movimento ainda", "Cada entrada, saída, transferência e contagem aparece aqui.", "history"),
    )
)
