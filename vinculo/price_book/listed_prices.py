"""The list of prices; exported, it has the columns that the import of prices reads."""

from django.db.models import Q, QuerySet

from vinculo.books.columns import FROM, UNTIL, exact
from vinculo.books.registry import address_of
from vinculo.catalogue.queries import product_label
from vinculo.customers.queries import must_say_why
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import ChoiceFilter, Column, Empty, ListDefinition, LookupFilter, TextFilter
from vinculo.kernel.figures import plain_number, unit_price_in_reais
from vinculo.price_book.customer_columns import CUSTOMER_COLUMNS, CUSTOMER_FILTER, telling_documents, with_references
from vinculo.price_book.models import ListPrice, PriceTable
from vinculo.price_book.permissions import Permission


def _prices(actor: Actor) -> QuerySet[ListPrice]:
    rows = ListPrice.objects.visible_to(actor).select_related("table", "product", "unit", "party", "establishment")
    return telling_documents(actor, rows)


PRICES = ListDefinition(
    key="price_book.list_prices",
    title="Preços de lista",
    noun=("preço", "preços"),
    permission=Permission.VIEW,
    export_permission=Permission.EXPORT,
    export_reason=must_say_why,
    rows=_prices,
    ways=lambda actor: ListPrice.objects.ways_to(actor),
    prepare=with_references,
    columns=[
        Column("codigo", "Produto", lambda row: row.product.code),
        Column("descricao", "Descrição", lambda row: row.product.description, primary=True),
        Column("tabela", "Tabela", lambda row: row.table.code),
        Column(
            "preco",
            "Preço",
            lambda row: unit_price_in_reais(row.price),
            align="end",
            export=exact("price"),
        ),
        Column("unidade", "Unidade", lambda row: row.unit.code),
        Column(
            "faixa",
            "A partir de",
            lambda row: plain_number(row.from_quantity) if row.from_quantity else "",
            align="end",
            export=exact("from_quantity"),
        ),
        Column("cliente", "Cliente", lambda row: str(row.party.name) if row.party else ""),
        Column(
            "estabelecimento",
            "Estabelecimento",
            lambda row: row.establishment.code if row.establishment else "",
            default=False,
            always_exported=True,
        ),
        Column("uf", "UF", lambda row: row.state_id or "", default=False, always_exported=True),
        *CUSTOMER_COLUMNS,
        FROM,
        UNTIL,
    ],
    default_sort="-valid_from",
    search="busca",
    filters=[
        TextFilter(
            key="busca",
            label="Busca",
            placeholder="Palavras, código ou GTIN do produto",
            condition=lambda text: Q(product__search_vector__words=text),
        ),
        ChoiceFilter(
            key="tabela",
            label="Tabela",
            field="table_id",
            choices=lambda actor: [
                (str(pk), f"{code} · {name}")
                for pk, code, name in PriceTable.objects.visible_to(actor)
                .order_by("code")
                .values_list("pk", "code", "name")
            ],
        ),
        LookupFilter(
            key="produto",
            label="Produto",
            field="product_id",
            url_name="catalogue:lookup",
            label_for=lambda actor, pk: product_label(actor, pk) or None,
        ),
        CUSTOMER_FILTER,
    ],
    row_url=address_of,
    empty=Empty("Nenhum preço ainda", "Inclua o primeiro ou importe a planilha de preços.", "currency-real"),
)
