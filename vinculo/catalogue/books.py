"""The tables by which products are measured and classified, declared: their pages come from `vinculo.books`."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db.models import Model, Q, QuerySet

from vinculo.books.columns import CODE, IN_USE, NAME, STATE, WORDS, rows_of
from vinculo.books.registry import Book, address_of
from vinculo.catalogue.forms import tables as forms
from vinculo.catalogue.models import (
    Brand,
    FiscalCategory,
    FiscalGroup,
    GeneralFactor,
    Line,
    LineType,
    ProductClass,
    ProductModel,
    ProductSpecies,
    ProductType,
    SimilarGroup,
    Unit,
)
from vinculo.catalogue.permissions import Permission
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import Column, Empty, ListDefinition, TextFilter
from vinculo.foundation.lists.filters import Filter
from vinculo.kernel.figures import plain_number

_GROUP = "Produtos"
_NAMED = TextFilter(key="busca", label="Busca", placeholder="Nome", condition=lambda text: Q(name__icontains=text))
_KEY = Column("codigo", "Código", lambda row: row.code, sort="code")


def _listing(
    key: str,
    title: str,
    noun: tuple[str, str],
    rows: Callable[[Actor], QuerySet[Any]],
    columns: Sequence[Column],
    empty: Empty,
    *,
    filters: Sequence[Filter] = (IN_USE,),
    search: TextFilter | None = _NAMED,
    default_sort: str = "name",
) -> ListDefinition:
    return ListDefinition(
        key=key,
        title=title,
        noun=noun,
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        rows=rows,
        columns=list(columns),
        default_sort=default_sort,
        search=search.key if search else "",
        filters=[*([search] if search else []), *filters],
        row_url=address_of,
        row_tone=lambda row: "" if getattr(row, "is_active", True) else "muted",
        empty=empty,
    )


def _fraction(row: GeneralFactor) -> str:
    return f"{plain_number(row.denominator)} {row.from_unit} = {plain_number(row.numerator)} {row.to_unit}"


_book: Any = partial(
    Book,
    group=_GROUP,
    view=Permission.VIEW,
    manage=Permission.MANAGE_TABLES,
    bring=Permission.MANAGE_TABLES,
    sheet_key=("name",),
)


def _named(
    order: int,
    slug: str,
    words: tuple[str, str, str],
    text: str,
    icon: str,
    model: type[Model],
    form: Any,
    *columns: Column,
    related: tuple[str, ...] = (),
    coded: bool = False,
) -> Book:
    """A table of names, with a code when it is `coded`; `words` are its title, one row and several."""
    title, one, several = words
    first = [CODE] if coded else []
    book: Book = _book(
        slug=slug,
        title=title,
        entry=one,
        help=text,
        icon=icon,
        model=model,
        form=form,
        order=order,
        sheet_key=("code",) if coded else ("name",),
        listing=_listing(
            f"catalogue.{slug}",
            title,
            (one, several),
            rows_of(model, *related),
            [*first, NAME, *columns, STATE],
            Empty(f"Nenhuma linha em {title.lower()}", text, icon),
            search=WORDS if coded else _NAMED,
        ),
    )
    return book


BOOKS: tuple[Book, ...] = (
    _named(
        210, "marcas", ("Marcas", "marca", "marcas"), "Quem fabrica, como diz o rótulo.", "tag", Brand, forms.BrandForm
    ),
    _named(
        212,
        "modelos",
        ("Modelos", "modelo", "modelos"),
        "Modelos de uma marca, sobretudo de equipamentos.",
        "box",
        ProductModel,
        forms.ModelForm,
        Column("marca", "Marca", lambda row: row.brand or ""),
        related=("brand",),
    ),
    _named(
        214,
        "linhas",
        ("Linhas de produtos", "linha", "linhas"),
        "Por elas se negocia, se define meta e se paga comissão.",
        "hierarchy",
        Line,
        forms.LineForm,
        Column("tipo", "Tipo", lambda row: row.type),
        related=("type",),
        coded=True,
    ),
    _named(
        216,
        "tipos-de-linha",
        ("Tipos de linha", "tipo de linha", "tipos de linha"),
        "Para que serve cada grupo de linhas: comercial, carteira, metas.",
        "category",
        LineType,
        forms.LineTypeForm,
    ),
    _named(
        218,
        "classes",
        ("Classes de produtos", "classe", "classes"),
        "A árvore em que os produtos se classificam.",
        "sitemap",
        ProductClass,
        forms.ClassForm,
        Column("dentro", "Dentro de", lambda row: row.parent or ""),
        Column("caminho", "Caminho", lambda row: row.path, sort="path"),
        related=("parent",),
        coded=True,
    ),
    _named(
        220,
        "tipos-de-produto",
        ("Tipos de produto", "tipo", "tipos"),
        "O que o produto é: mercadoria, serviço, equipamento.",
        "packages",
        ProductType,
        forms.TypeForm,
    ),
    _named(
        222,
        "especies",
        ("Espécies de produto", "espécie", "espécies"),
        "O tipo de item da escrituração fiscal (SPED).",
        "list-details",
        ProductSpecies,
        forms.SpeciesForm,
        coded=True,
    ),
    _named(
        230,
        "grupos-fiscais",
        ("Agrupamentos fiscais", "agrupamento fiscal", "agrupamentos fiscais"),
        "Produtos tributados do mesmo modo: chave das matrizes.",
        "receipt",
        FiscalGroup,
        forms.FiscalGroupForm,
        coded=True,
    ),
    _named(
        232,
        "categorias-fiscais",
        ("Categorias fiscais do produto", "categoria fiscal", "categorias fiscais"),
        "Listas e regimes especiais: lista positiva, monofásico.",
        "receipt-2",
        FiscalCategory,
        forms.FiscalCategoryForm,
        coded=True,
    ),
    _book(
        slug="unidades",
        title="Unidades",
        entry="unidade",
        help="As unidades em que se compra, guarda e vende.",
        icon="calculator",
        model=Unit,
        form=forms.UnitForm,
        order=240,
        sheet_key=("code",),
        listing=_listing(
            "catalogue.unidades",
            "Unidades",
            ("unidade", "unidades"),
            rows_of(Unit),
            [_KEY, NAME, Column("casas", "Casas decimais", lambda row: row.decimals, align="end"), STATE],
            Empty("Nenhuma unidade", "Cadastre as unidades em que se vende.", "calculator"),
            search=WORDS,
            default_sort="code",
        ),
    ),
    _book(
        slug="fatores-gerais",
        title="Fatores de conversão gerais",
        entry="fator",
        icon="math-function",
        help="Valem para todo produto que não tem fator próprio. Nada se deduz: cada par de unidades é escrito.",
        model=GeneralFactor,
        form=forms.GeneralFactorForm,
        order=242,
        sheet_key=("from_unit", "to_unit", "valid_from"),
        listing=_listing(
            "catalogue.fatores",
            "Fatores de conversão gerais",
            ("fator", "fatores"),
            rows_of(GeneralFactor, "from_unit", "to_unit"),
            [
                Column("fator", "Fator", _fraction, primary=True),
                Column("vale_de", "Vale desde", lambda row: row.valid_from, sort="valid_from"),
            ],
            Empty("Nenhum fator geral", "Ex.: 1 DZ = 12 UN.", "math-function"),
            filters=(),
            search=None,
            default_sort="-valid_from",
        ),
    ),
    _book(
        slug="grupos-de-similares",
        title="Grupos de similares",
        entry="grupo de similares",
        icon="arrows-exchange",
        help="Produtos que substituem uns aos outros; os membros se incluem na manutenção de cada produto.",
        model=SimilarGroup,
        form=forms.SimilarGroupForm,
        order=250,
        sheet_key=(),
        listing=_listing(
            "catalogue.similares",
            "Grupos de similares",
            ("grupo", "grupos"),
            rows_of(SimilarGroup),
            [NAME],
            Empty("Nenhum grupo", "O primeiro similar de um produto cria o grupo.", "arrows-exchange"),
            filters=(),
        ),
    ),
)

REFUSALS = {
    **{
        f"{name}_name_is_unique": ("name", "Já existe uma linha com este nome.")
        for name in (
            "brand",
            "productmodel",
            "line",
            "linetype",
            "productclass",
            "producttype",
            "productspecies",
            "fiscalgroup",
            "fiscalcategory",
            "similar_group",
        )
    },
    "unit_code_is_upper_case": ("code", "A sigla tem de 1 a 6 letras maiúsculas ou números."),
    "unit_has_at_most_four_decimals": ("decimals", "São de 0 a 4 casas decimais."),
    "class_is_not_inside_itself": ("parent", "Uma classe não fica dentro de si mesma nem das que ela contém."),
    "one_general_factor_per_pair_and_start": ("valid_from", "Já existe um fator entre estas unidades com este início."),
    "generalfactor_is_a_positive_fraction": ("numerator", "O fator é uma fração de números maiores que zero."),
    "generalfactor_joins_two_units": ("to_unit", "Escolha duas unidades diferentes."),
}
