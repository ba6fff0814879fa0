"""The lists of warehouses, of lots, and of what is running low."""

from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from vinculo.catalogue.models import Product, ProductEstablishment
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListDefinition, TextFilter, register
from vinculo.foundation.ui import marks
from vinculo.stock.lists import filters
from vinculo.stock.models import Balance, Lot, ScheduledReceipt, Warehouse
from vinculo.stock.models.places import WarehouseQuerySet
from vinculo.stock.models.rows import sees_every_place
from vinculo.stock.permissions import Permission
from vinculo.stock.rules import ZERO
from vinculo.stock.words import amount

_QUANTITY: Any = DecimalField(max_digits=20, decimal_places=4)


def _warehouses(actor: Actor) -> WarehouseQuerySet:
    return Warehouse.objects.visible_to(actor).select_related("establishment")


WAREHOUSES = register(
    ListDefinition(
        key="stock.warehouses",
        title="Armazéns",
        noun=("armazém", "armazéns"),
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        rows=_warehouses,
        default_sort="code",
        search="busca",
        row_url=lambda row: row.get_absolute_url(),
        columns=[
            Column("codigo", "Código", lambda row: row.code, sort="code", primary=True),
            Column("nome", "Nome", lambda row: row.name),
            Column("estabelecimento", "Estabelecimento", lambda row: row.establishment.name),
            Column("tipo", "Tipo", lambda row: row.get_kind_display()),
            Column("vende", "Venda permitida", lambda row: row.sells),
            Column("ativo", "Ativo", lambda row: row.is_active),
        ],
        filters=[
            TextFilter(
                key="busca",
                label="Busca",
                placeholder="Código ou nome",
                condition=lambda text: Q(code__istartswith=text) | Q(name__icontains=text),
            ),
            filters.ESTABLISHMENT,
            ChoiceFilter(key="tipo", label="Tipo", field="kind", choices=Warehouse.Kind.choices),
        ],
        row_tone=lambda row: "" if row.is_active else "muted",
        empty=Empty(
            "Nenhum armazém ainda",
            "Um armazém é um lugar de um estabelecimento em que se guarda estoque.",
            "box",
            ("Novo armazém", "stock:new_warehouse"),
        ),
    )
)


def _lots(actor: Actor) -> QuerySet[Lot]:
    """Every lot of the company, with what the actor's places hold of it."""
    balances = Balance.objects.visible_to(actor).filter(lot=OuterRef("pk")).order_by().values("lot")
    total = Subquery(balances.annotate(total=Sum("on_hand")).values("total"), output_field=_QUANTITY)
    rows = Lot.objects.filter(company_id=actor.company_id).select_related("product__unit")
    return rows.defer("product__technical_text", "product__search_vector").annotate(
        in_hand=Coalesce(total, Value(Decimal(0)), output_field=_QUANTITY)
    )


def _lot_situation(key: str) -> Q:
    today = clock.today()
    return {
        "com-saldo": Q(in_hand__gt=0),
        "quarentena": Q(status=Lot.Status.QUARANTINE),
        "vencidos": Q(expires_on__lt=today),
    }[key]


LOTS = register(
    ListDefinition(
        key="stock.lots",
        title="Lotes",
        noun=("lote", "lotes"),
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        rows=_lots,
        default_sort="expires_on",
        search="produto",
        row_url=lambda row: row.get_absolute_url(),
        columns=[
            Column("numero", "Lote", filters.lot_number, sort="number", primary=True, export=lambda row: row.number),
            Column(
                "produto",
                "Produto",
                lambda row: filters.product_words(row.product),
                export=lambda row: row.product.description,
            ),
            Column("codigo", "Código do produto", lambda row: row.product.code, default=False),
            Column("fabricacao", "Fabricação", lambda row: row.manufactured_on),
            Column("validade", "Validade", filters.expiry, sort="expires_on", export=lambda row: row.expires_on),
            Column("situacao", "Situação", lambda row: row.get_status_display(), default=False),
            Column(
                "saldo",
                "Em mãos",
                lambda row: amount(row.in_hand, row.product.unit.code),
                align="end",
                export=lambda row: row.in_hand,
            ),
        ],
        filters=[
            filters.PRODUCT,
            TextFilter(key="lote", label="Lote", field="number__istartswith"),
            DateRangeFilter(key="validade", label="Validade", field="expires_on"),
            ChoiceFilter(
                key="situacao",
                label="Situação",
                choices=[
                    ("com-saldo", "Com saldo"),
                    ("quarentena", "Em quarentena"),
                    ("vencidos", "Com a validade vencida"),
                ],
                condition=_lot_situation,
            ),
        ],
        row_tone=lambda row: "" if row.in_hand else "muted",
        empty=Empty("Nenhum lote ainda", "O lote nasce na entrada de um produto controlado por lote.", "tags"),
    )
)


def low_rows(actor: Actor) -> QuerySet[ProductEstablishment]:
    """Products below their minimum at a branch within reach: `free_here` may be sold, `coming_here` is to come.

    A kit sold as one line is not among them: what runs out are its components.
    """
    rows = ProductEstablishment.objects.filter(
        company_id=actor.company_id, minimum__gt=0, is_active=True, product__status=Product.Status.ACTIVE
    ).exclude(product__kit_mode=Product.KitMode.SINGLE)
    if not sees_every_place(actor):
        rows = rows.filter(establishment_id__in=actor.establishment_ids)
    here = {
        "product": OuterRef("product"),
        "establishment": OuterRef("establishment"),
        "unit": OuterRef("product__unit"),
    }
    sellable = {"warehouse__sells": True, "warehouse__is_active": True}
    free = Balance.objects.filter(filters.usable("", clock.today()), **here, **sellable).order_by().values("product")
    coming = ScheduledReceipt.objects.filter(**here, closed_at__isnull=True).order_by().values("product")
    return (
        rows.select_related("product__unit", "establishment")
        .defer("product__technical_text", "product__search_vector")
        .annotate(
            free_here=_total(free.annotate(total=Sum("available"))),
            coming_here=_total(coming.annotate(total=Sum("free"))),
        )
        .filter(free_here__lt=F("minimum"))
    )


def _total(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.values("total"), output_field=_QUANTITY), Value(Decimal(0)), output_field=_QUANTITY)


def _suggested(row: Any) -> Decimal:
    """What to buy so that the maximum (else the minimum) is reached once all that is to come has come."""
    wanted: Decimal = (row.maximum or row.minimum) - row.free_here - row.coming_here
    return max(wanted, ZERO)


LOW = register(
    ListDefinition(
        key="stock.low",
        title="Estoque baixo",
        noun=("produto", "produtos"),
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        rows=low_rows,
        default_sort="id",
        search="produto",
        row_url=lambda row: f"/estoque/produtos/{row.product_id}/",
        columns=[
            Column(
                "produto",
                "Produto",
                lambda row: filters.product_words(row.product),
                primary=True,
                export=lambda row: row.product.description,
            ),
            Column("codigo", "Código do produto", lambda row: row.product.code, default=False),
            Column("estabelecimento", "Estabelecimento", lambda row: row.establishment.name),
            Column(
                "disponivel",
                "Disponível",
                lambda row: (
                    amount(row.free_here, row.product.unit.code) if row.free_here else marks.badge("Ruptura", "danger")
                ),
                align="end",
                export=lambda row: row.free_here,
            ),
            Column("minimo", "Mínimo", lambda row: amount(row.minimum), align="end", export=lambda row: row.minimum),
            Column(
                "maximo",
                "Máximo",
                lambda row: amount(row.maximum) if row.maximum is not None else "",
                align="end",
                export=lambda row: row.maximum,
            ),
            Column(
                "a_chegar", "A chegar", lambda r: amount(r.coming_here), align="end", export=lambda r: r.coming_here
            ),
            Column("sugestao", "Comprar", lambda row: amount(_suggested(row)), align="end", export=_suggested),
        ],
        filters=[
            filters.PRODUCT,
            filters.ESTABLISHMENT,
            ChoiceFilter(
                key="situacao",
                label="Situação",
                choices=[("ruptura", "Em ruptura"), ("sem-previsao", "Sem nada a chegar")],
                condition=lambda key: Q(free_here__lte=0) if key == "ruptura" else Q(coming_here=0),
            ),
        ],
        empty=Empty(
            "Nada abaixo do mínimo",
            "Aqui aparecem os produtos cujo disponível está abaixo do mínimo do estabelecimento.",
            "circle-check",
        ),
    )
)
