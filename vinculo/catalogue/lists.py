"""The list of products."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, prefetch_related_objects
from django.utils.html import format_html

from vinculo.catalogue import queries
from vinculo.catalogue.actions import bulk
from vinculo.catalogue.forms.bulk import GroupForm, LineForm, OptionalReasonForm, ReasonForm
from vinculo.catalogue.models import Product, ProductQuerySet
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.refusals import Refused
from vinculo.catalogue.reversals import BULK_CHANGE
from vinculo.catalogue.search import words_condition
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.custom_fields.rules import in_words
from vinculo.foundation.lists import (
    BooleanFilter,
    BulkAction,
    BulkResult,
    ChoiceFilter,
    Column,
    Empty,
    Filter,
    Foreseen,
    ListDefinition,
    LookupFilter,
    MultiChoiceFilter,
    TextFilter,
)
from vinculo.foundation.ui import marks
from vinculo.kernel.figures import decimal_number


def rows(actor: Actor) -> ProductQuerySet:
    return queries.products(actor).select_related("unit", "brand", "line", "product_class", "type", "fiscal_group")


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


def _change(values: Mapping[str, Any], actor: Actor, products: Sequence[Product], reason: str = "") -> BulkResult:
    try:
        changed, key = bulk.change_many(
            actor, [product.pk for product in products], values, now=clock.now(), reason=reason
        )
    except Refused as refused:
        return BulkResult(changed=0, refused=[refused.sentence])
    left = len(products) - changed
    refused_words = [f"Já estavam assim: {left}."] if left else []
    return BulkResult(changed=changed, refused=refused_words, undo=(BULK_CHANGE, {"keys": [key]}) if changed else None)


def _change_line(actor: Actor, products: Sequence[Product], values: Mapping[str, Any]) -> BulkResult:
    return _change({"line": values["line"]}, actor, products)


def _change_group(actor: Actor, products: Sequence[Product], values: Mapping[str, Any]) -> BulkResult:
    return _change({"fiscal_group": values["fiscal_group"]}, actor, products)


def _foresee_line(_: Actor, products: Sequence[Product], values: Mapping[str, Any]) -> list[Foreseen]:
    return _foreseen(products, lambda product: str(product.line or ""), str(values["line"]))


def _foresee_group(_: Actor, products: Sequence[Product], values: Mapping[str, Any]) -> list[Foreseen]:
    return _foreseen(products, lambda product: str(product.fiscal_group or ""), str(values["fiscal_group"]))


def _foresee_standing(
    status: Product.Status,
) -> Callable[[Actor, Sequence[Product], Mapping[str, Any]], list[Foreseen]]:
    def foresee(_: Actor, products: Sequence[Product], __: Mapping[str, Any]) -> list[Foreseen]:
        return _foreseen(products, lambda product: product.get_status_display(), str(status.label))

    return foresee


_HELD_SHOWN = 4


def _sum_up(field: str, name: str, nothing: str) -> Callable[[Actor, QuerySet[Product], Mapping[str, Any]], list[str]]:
    """How many products of the selection change, and what they have today, the most common first. `name` is the path
    of the words of `field`, `nothing` those of an empty one."""

    def sum_up(_: Actor, products: QuerySet[Product], values: Mapping[str, Any]) -> list[str]:
        held = products.values_list(field, name).annotate(products=Count("pk")).order_by("-products", name)
        new = values[field].pk
        counts = {pk: (words or nothing, number) for pk, words, number in held}
        changing = [pair for pk, pair in counts.items() if pk != new]
        return _sums(changing, counts.get(new, ("", 0))[1])

    return sum_up


def _sum_standing(status: Product.Status) -> Callable[[Actor, QuerySet[Product], Mapping[str, Any]], list[str]]:
    def sum_up(_: Actor, products: QuerySet[Product], __: Mapping[str, Any]) -> list[str]:
        held = dict(products.values_list("status").annotate(products=Count("pk")))
        same = held.pop(status, 0)
        changing = [(str(Product.Status(each).label), number) for each, number in held.items()]
        return _sums(sorted(changing, key=lambda pair: -pair[1]), same)

    return sum_up


def _sums(changing: Sequence[tuple[str, int]], same: int) -> list[str]:
    total = sum(number for _, number in changing)
    told = f"{decimal_number(total)} {'produto muda' if total == 1 else 'produtos mudam'}"
    if same:
        told += f"; {decimal_number(same)} {'já está' if same == 1 else 'já estão'} assim"
    today = ", ".join(f"{words} {decimal_number(number)}" for words, number in changing[:_HELD_SHOWN])
    rest = sum(number for _, number in changing[_HELD_SHOWN:])
    return [f"{told}.", *([f"Hoje: {today}{f', outros {decimal_number(rest)}' if rest else ''}."] if total else [])]


def _foreseen(products: Sequence[Product], before: Callable[[Product], str], after: str) -> list[Foreseen]:
    return [
        Foreseen(f"{product.code} {product.description}", was, after)
        for product in products
        if (was := before(product)) != after
    ]


def _standing(status: str) -> Callable[[Actor, Sequence[Product], Mapping[str, Any]], BulkResult]:
    def run(actor: Actor, products: Sequence[Product], values: Mapping[str, Any]) -> BulkResult:
        reason = values["reason"].strip()
        why = reason if status == Product.Status.BLOCKED else ""
        return _change({"status": status, "block_reason": why}, actor, products, reason)

    return run


def _with_fiscal(wanted: bool) -> Q:
    return ~Q(ncm="") if wanted else Q(ncm="")


def _answers(product: Product) -> str:
    """The company's own fields that were answered, in words; the rows are those `_with_answers` prepared."""
    given = sorted(product.custom_values.all(), key=lambda value: (value.field.position, value.field_id))
    return "; ".join(f"{value.field.label}: {in_words(value.field.kind, value.value)}" for value in given)


def _with_answers(products: Sequence[Product], keys: Collection[str]) -> None:
    if "custom" in keys:
        prefetch_related_objects(products, "custom_values__field")


def _lacking(name: str, nothing: str | None) -> Callable[[bool], Q]:
    """The condition of having something in a column, or not."""
    lacks = Q(**{f"{name}__isnull": True}) if nothing is None else Q(**{name: nothing})
    return lambda wanted: ~lacks if wanted else lacks


def _is_kit(wanted: bool) -> Q:
    return ~Q(kit_mode="") if wanted else Q(kit_mode="")


def _line_choices(actor: Actor) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in queries.line_names(actor)]


def _is_service(wanted: bool) -> Q:
    service = Q(type__is_service=True)
    return service if wanted else Q(type__isnull=True) | Q(type__is_service=False)


BULK_ACTIONS: list[BulkAction] = [
    BulkAction(
        "line",
        "Mudar a linha",
        "hierarchy",
        Permission.EDIT,
        _change_line,
        "Mudar a linha de {count}?",
        LineForm,
        foresee=_foresee_line,
        sum_up=_sum_up("line", "line__name", "sem linha"),
    ),
    BulkAction(
        "fiscal_group",
        "Mudar o agrupamento fiscal",
        "receipt",
        Permission.EDIT_FISCAL,
        _change_group,
        "Mudar o agrupamento fiscal de {count}?",
        GroupForm,
        foresee=_foresee_group,
        sum_up=_sum_up("fiscal_group", "fiscal_group__name", "sem agrupamento"),
    ),
    BulkAction(
        "block",
        "Bloquear",
        "lock",
        Permission.BLOCK,
        _standing(Product.Status.BLOCKED),
        "Bloquear {count}?",
        ReasonForm,
        danger=True,
        foresee=_foresee_standing(Product.Status.BLOCKED),
        sum_up=_sum_standing(Product.Status.BLOCKED),
    ),
    BulkAction(
        "deactivate",
        "Inativar",
        "archive",
        Permission.BLOCK,
        _standing(Product.Status.INACTIVE),
        "Inativar {count}?",
        OptionalReasonForm,
        danger=True,
        foresee=_foresee_standing(Product.Status.INACTIVE),
        sum_up=_sum_standing(Product.Status.INACTIVE),
    ),
    BulkAction(
        "release",
        "Liberar",
        "lock-open",
        Permission.BLOCK,
        _standing(Product.Status.ACTIVE),
        "Liberar {count}?",
        OptionalReasonForm,
        foresee=_foresee_standing(Product.Status.ACTIVE),
        sum_up=_sum_standing(Product.Status.ACTIVE),
    ),
]


def offer_bulk_action(action: BulkAction) -> None:
    """Adds something that an app above does to the selected products, such as changing their prices."""
    BULK_ACTIONS.append(action)


FILTERS: list[Filter] = [
    TextFilter(
        key="busca",
        label="Busca",
        placeholder="Palavras, código, GTIN, marca, linha…",
        condition=words_condition,
    ),
    ChoiceFilter(key="situacao", label="Situação", field="status", choices=Product.Status.choices),
    MultiChoiceFilter(key="linha", label="Linha", field="line_id", choices=_line_choices),
    LookupFilter(
        key="marca",
        label="Marca",
        url_name="catalogue:brand_lookup",
        field="brand_id",
        label_for=queries.brand_name,
    ),
    TextFilter(key="ncm", label="NCM", placeholder="Começo do código", field="ncm__startswith"),
    BooleanFilter(key="fiscal", label="Dados fiscais", condition=_with_fiscal, yes="Com NCM", no="Sem NCM"),
    BooleanFilter(key="gtin", label="GTIN", condition=_lacking("gtin", ""), yes="Com GTIN", no="Sem GTIN"),
    BooleanFilter(key="com_linha", label="Com linha", condition=_lacking("line", None), yes="Sim", no="Não"),
    BooleanFilter(key="com_marca", label="Com marca", condition=_lacking("brand", None), yes="Sim", no="Não"),
    BooleanFilter(key="peso", label="Peso", condition=_lacking("gross_weight", None), yes="Com peso", no="Sem peso"),
    BooleanFilter(key="kit", label="Kit", condition=_is_kit, yes="Só kits", no="Menos kits"),
    BooleanFilter(key="servico", label="Serviço", condition=_is_service, yes="Só serviços", no="Menos serviços"),
]


def offer_filter(offered: Filter) -> None:
    """Adds a way to narrow the list by what an app above knows of products, such as having a price."""
    FILTERS.append(offered)


PRODUCTS = ListDefinition(
    key="products",
    title="Produtos",
    noun=("produto", "produtos"),
    permission=Permission.VIEW,
    export_permission=Permission.EXPORT,
    rows=rows,
    row_url=lambda product: product.get_absolute_url(),
    prepare=_with_answers,
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
        Column("manufacturer_code", "Cód. fabricante", lambda product: product.manufacturer_code, default=False),
        Column("class", "Classe", lambda product: str(product.product_class or ""), default=False),
        Column("type", "Tipo", lambda product: str(product.type or ""), default=False),
        Column("fiscal_group", "Agrupamento fiscal", lambda product: str(product.fiscal_group or ""), default=False),
        Column("cest", "CEST", lambda product: product.cest, default=False),
        Column("origin", "Origem", lambda product: product.origin, default=False),
        Column("gross_weight", "Peso bruto (kg)", lambda product: product.gross_weight, default=False, align="end"),
        Column(
            "updated",
            "Alterado em",
            lambda product: marks.when(product.updated_at),
            default=False,
            export=lambda product: product.updated_at,
        ),
        Column("gtin", "GTIN", lambda product: product.gtin, default=False),
        Column("custom", "Dados complementares", _answers, default=False),
        Column("status", "Situação", _status_badge, export=lambda product: product.get_status_display()),
        Column("maintenance", "Manutenção", _gear, align="end", only_on_screen=True),
    ],
    filters=FILTERS,
    bulk_actions=BULK_ACTIONS,
)
