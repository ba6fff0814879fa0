"""The list of prices; exported, it has the columns that the import of prices reads."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet, Value

from vinculo.books.columns import FROM, UNTIL, exact
from vinculo.books.registry import address_of
from vinculo.catalogue.queries import product_label
from vinculo.customers.models import ExternalReference
from vinculo.customers.permissions import Permission as CustomerPermission
from vinculo.customers.queries import must_say_why, party_name
from vinculo.customers.rules import REGISTRY, shown_document
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import ChoiceFilter, Column, Empty, ListDefinition, LookupFilter, TextFilter
from vinculo.kernel.figures import plain_number, unit_price_in_reais
from vinculo.price_book.models import ListPrice, PriceTable
from vinculo.price_book.permissions import Permission

_BY_REFERENCE = frozenset({"codigo_cliente", "origem", "documento"})


def _prices(actor: Actor) -> QuerySet[ListPrice]:
    """The visible prices, each telling whether the actor takes away the document of its customer in full."""
    rows = ListPrice.objects.visible_to(actor).select_related("table", "product", "unit", "party", "establishment")
    return rows.annotate(shows_document=Value(actor.may(CustomerPermission.SEE_DOCUMENTS)))


def _with_references(rows: Sequence[ListPrice], keys: Collection[str]) -> None:
    """Gives each price the code of its customer in another system: with it the exported sheet is imported again."""
    parties = {row.party_id for row in rows if row.party_id} if _BY_REFERENCE & set(keys) else ()
    found = ExternalReference.objects.filter(party_id__in=parties).order_by("-pk") if parties else ()
    references = {each.party_id: each for each in found}
    for row in rows:
        own = references.get(row.party_id) if row.party_id else None
        row.reference = own  # type: ignore[attr-defined]  # what the columns below read


def _document(row: Any, *, in_full: bool) -> str:
    """That of a customer without a code. As a page shows it, a CPF in part (`customers.lists` has the same rule)."""
    return shown_document(row.party.document, in_full=in_full) if row.party and not row.reference else ""


def _code(row: Any) -> str:
    """That of another system; of a customer without one and without a document, its number in the registry."""
    if row.reference:
        return str(row.reference.code)
    return "" if row.party is None or row.party.document else str(row.party_id)


def _origin(row: Any) -> str:
    """The system of the code; a customer known by document or number alone comes from the registry itself."""
    return (row.reference.system if row.reference else REGISTRY) if row.party_id else ""


PRICES = ListDefinition(
    key="price_book.list_prices",
    title="Preços de lista",
    noun=("preço", "preços"),
    permission=Permission.VIEW,
    export_permission=Permission.EXPORT,
    export_reason=must_say_why,
    rows=_prices,
    ways=lambda actor: ListPrice.objects.ways_to(actor),
    prepare=_with_references,
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
        Column(
            "codigo_cliente",
            "Código do cliente",
            _code,
            default=False,
            always_exported=True,
        ),
        Column("origem", "Origem", _origin, default=False, always_exported=True),
        Column(
            "documento",
            "CPF/CNPJ do cliente",
            partial(_document, in_full=False),
            export=lambda row: _document(row, in_full=row.shows_document),
            default=False,
            always_exported=True,
        ),
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
        LookupFilter(
            key="cliente",
            label="Cliente",
            field="party_id",
            url_name="customers:parties",
            label_for=lambda actor, pk: party_name(actor, pk) or None,
        ),
    ],
    row_url=address_of,
    empty=Empty("Nenhum preço ainda", "Inclua o primeiro ou importe a planilha de preços.", "currency-real"),
)
