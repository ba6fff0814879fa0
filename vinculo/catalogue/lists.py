"""The list of products."""

from django.utils.html import format_html

from vinculo.catalogue import queries
from vinculo.catalogue.models import Product, ProductQuerySet
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.search import words_condition
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import ChoiceFilter, Column, Empty, ListDefinition, TextFilter
from vinculo.foundation.ui import marks


def rows(actor: Actor) -> ProductQuerySet:
    return queries.products(actor).select_related("unit", "brand", "line")


def _status_badge(product: Product) -> object:
    tones = {Product.Status.ACTIVE: "outline", Product.Status.BLOCKED: "danger", Product.Status.INACTIVE: "warning"}
    return marks.badge(product.get_status_display(), tones[Product.Status(product.status)])


def _gear(product: Product) -> object:
    return format_html(
        '<a class="button quiet square small" href="{}" title="Manutenção" aria-label="Manutenção de {}">{}</a>',
        product.get_absolute_url(),
        product.description,
        marks.icon("settings"),
    )


PRODUCTS = ListDefinition(
    key="products",
    title="Produtos",
    noun=("produto", "produtos"),
    permission=Permission.VIEW,
    export_permission=Permission.EXPORT,
    rows=rows,
    row_url=lambda product: product.get_absolute_url(),
    default_sort="description_key",
    search="busca",
    row_tone=lambda product: "" if product.is_active else "muted",
    empty=Empty("Nenhum produto ainda", "Importe a planilha de produtos ou cadastre o primeiro.", "package"),
    columns=[
        Column("code", "Código", lambda product: product.code),
        Column("description", "Descrição", lambda product: product.description, sort="description_key", primary=True),
        Column("unit", "Unidade", lambda product: product.unit.code),
        Column("brand", "Marca", lambda product: str(product.brand or "")),
        Column("line", "Linha", lambda product: str(product.line or "")),
        Column("ncm", "NCM", lambda product: product.ncm, default=False),
        Column("gtin", "GTIN", lambda product: product.gtin, default=False),
        Column("status", "Situação", _status_badge, export=lambda product: product.get_status_display()),
        Column("maintenance", "Manutenção", _gear, export=lambda product: product.pk, align="end"),
    ],
    filters=[
        TextFilter(
            key="busca",
            label="Busca",
            placeholder="Palavras, código, GTIN, marca, linha…",
            condition=words_condition,
        ),
        ChoiceFilter(key="situacao", label="Situação", field="status", choices=Product.Status.choices),
    ],
)
