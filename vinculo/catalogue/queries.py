"""Reads of the catalogue, each through what the actor may see."""

from collections.abc import Callable, Collection
from datetime import date, datetime

from django.db.models import ForeignKey, Q, QuerySet
from django.http import Http404

from vinculo.catalogue.models import (
    Brand,
    ConversionFactor,
    GeneralFactor,
    KitItem,
    Line,
    Product,
    ProductClass,
    ProductCustomValue,
    ProductModel,
    ProductQuerySet,
    PromiseRule,
    SimilarMember,
)
from vinculo.catalogue.models.tables import CodedTable
from vinculo.catalogue.rules import Conversions, WrittenFactor
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Change
from vinculo.foundation.custom_fields import Audience
from vinculo.foundation.custom_fields.models import CustomField
from vinculo.foundation.custom_fields.queries import fields_for
from vinculo.kernel.text import row_number
from vinculo.organization.tables import CompanyTable

RECORD = "catalogue.product"
_MOST_CLASSES = 300
_FACTOR = ("from_unit_id", "to_unit_id", "numerator", "denominator", "valid_from")


def products(actor: Actor) -> ProductQuerySet:
    """The products of the actor's company, without the long texts that only the product's page shows."""
    return Product.objects.visible_to(actor).defer("technical_text", "search_vector")


def product_label(actor: Actor, pk: object) -> str:
    """`CODE · description`, for a look-up that starts with a product; empty for one the actor does not know."""
    number = row_number(pk) or 0
    return product_labels(actor, [number]).get(number, "")


def product_labels(actor: Actor, pks: Collection[int]) -> dict[int, str]:
    """The same for many, by product, in one query; those the actor does not know are left out."""
    rows = Product.objects.visible_to(actor).filter(pk__in=pks).values_list("pk", "code", "description")
    return {pk: f"{code} · {description}" for pk, code, description in rows}


def conversions(company_id: int, product_ids: Collection[int], *, on: date) -> Conversions:
    """Every conversion known on a day for some products, in two queries: `conversions(…).factor(product, from, to)`."""
    own = ConversionFactor.objects.filter(company_id=company_id, product_id__in=product_ids, valid_from__lte=on)
    general = GeneralFactor.objects.filter(company_id=company_id, valid_from__lte=on)
    return Conversions(
        [
            *(WrittenFactor(*row) for row in own.values_list("product_id", *_FACTOR)),
            *(WrittenFactor(None, *row) for row in general.values_list(*_FACTOR)),
        ],
        on=on,
    )


def kit_items(product: Product) -> QuerySet[KitItem]:
    """The components of a kit, in order."""
    return KitItem.objects.filter(kit=product).select_related("component__unit").order_by("position", "id")


def similar_members(product: Product) -> QuerySet[SimilarMember]:
    """Everybody in the product's groups of similars, the product too, in the order in which they are offered."""
    groups = SimilarMember.objects.filter(product=product).values("group_id")
    members = SimilarMember.objects.filter(group_id__in=groups).select_related("group", "product__unit")
    return members.order_by("group__name", "priority", "product__description_key")


def substitutes(company_id: int, product_id: int) -> list[Product]:
    """What may take the place of a product, best first: active similars that replace, when it may be replaced."""
    replaced = SimilarMember.objects.filter(company_id=company_id, product_id=product_id).exclude(
        direction=SimilarMember.Direction.REPLACES
    )
    others = (
        SimilarMember.objects.filter(group_id__in=replaced.values("group_id"), product__status=Product.Status.ACTIVE)
        .exclude(direction=SimilarMember.Direction.REPLACED)
        .exclude(product_id=product_id)
        .select_related("product__unit", "product__brand")
        .order_by("priority", "product__description_key")
    )
    return [member.product for member in others]


def general_factors(company_id: int, *, on: date) -> QuerySet[GeneralFactor]:
    """The general factors known on a day, with their units."""
    factors = GeneralFactor.objects.filter(company_id=company_id, valid_from__lte=on)
    return factors.select_related("from_unit", "to_unit").order_by("from_unit__code", "to_unit__code", "-valid_from")


def promise_rule(product: Product) -> PromiseRule:
    """The rule of a product, or the one that holds when nothing was said (not saved)."""
    return PromiseRule.objects.filter(product=product).first() or PromiseRule(product=product)


def product_with_tables(actor: Actor, pk: int) -> Product | None:
    """A product with everything its maintenance shows of it, in one query."""
    rows = Product.objects.visible_to(actor).defer("search_vector")
    return (
        rows.select_related(
            "unit",
            "sale_unit",
            "brand",
            "model",
            "line__type",
            "product_class",
            "type",
            "species",
            "fiscal_group",
            "fiscal_category",
        )
        .filter(pk=pk)
        .first()
    )


def last_edit(product: Product) -> tuple[str, datetime]:
    """Who changed the product last, and when; the system itself when the audit does not know."""
    change = (
        Change.objects.filter(root_type=RECORD, root_id=product.pk, table_name=Product._meta.db_table)
        .order_by("-id")
        .values_list("actor_name", "at")
        .first()
    )
    return change or ("Sistema", product.updated_at)


def words_of_fields(product: Product, names: Collection[str]) -> Callable[[str, str], str]:
    """A function that says in words the texts of a snapshot: `(field, text)`."""

    def words(name: str, text: str) -> str:
        field = product._meta.get_field(name)
        if isinstance(field, ForeignKey) and (number := row_number(text)) is not None:
            related = field.related_model
            assert not isinstance(related, str)
            row = related._default_manager.filter(company_id=product.company_id, pk=number).first()
            return str(row or "")
        choices = dict(getattr(field, "flatchoices", ()))
        return str(choices.get(text, text))

    assert set(names) <= {field.name for field in product._meta.get_fields()}
    return words


LOOKED_UP: dict[str, tuple[type[CompanyTable], tuple[str, ...]]] = {
    "marcas": (Brand, ()),
    "modelos": (ProductModel, ("brand",)),
    "linhas": (Line, ("type",)),
    "classes": (ProductClass, ("parent",)),
}


def table_entries(actor: Actor, slug: str, text: str, limit: int = 12) -> list[CompanyTable]:
    """Entries in use of a table whose name holds the text or whose code begins with it; 404 for an unknown table."""
    if slug not in LOOKED_UP:
        raise Http404("Tabela não encontrada.")
    model, related = LOOKED_UP[slug]
    rows = model._default_manager.filter(company_id=actor.company_id, is_active=True)
    condition = Q(name__icontains=text)
    if issubclass(model, CodedTable):
        condition |= Q(code__istartswith=text)
    rows = rows.select_related(*related) if related else rows
    return list(rows.filter(condition).order_by("name")[:limit])


def hint_of(entry: CompanyTable) -> str:
    """What tells an entry from its namesakes in a look-up."""
    match entry:
        case ProductModel():
            return str(entry.brand or "")
        case Line():
            return f"{entry.code} · {entry.type}"
        case ProductClass():
            return entry.path
        case _:
            return ""


def line_names(actor: Actor) -> list[tuple[int, str]]:
    """The lines of the company, in the order of names."""
    return list(Line.objects.filter(company_id=actor.company_id).order_by("name").values_list("pk", "name"))


def brand_name(actor: Actor, pk: int) -> str | None:
    return Brand.objects.filter(company_id=actor.company_id, pk=pk).values_list("name", flat=True).first()


AUDIENCES = (("goods", "Mercadorias"), ("service", "Serviços"), ("equipment", "Equipamentos"), ("kit", "Kits"))


def audience_of(product: Product) -> str:
    """Which of the company's own fields are asked of the product, by its type."""
    if product.is_kit:
        return "kit"
    if product.type is not None and product.type.is_service:
        return "service"
    return "equipment" if product.type is not None and product.type.is_equipment else "goods"


def class_audiences(company_id: int) -> list[Audience]:
    """Each class of product in use may have a form of its own, which its inner classes also fill."""
    rows = ProductClass.objects.filter(company_id=company_id, is_active=True).order_by("path")
    return [Audience(f"class:{each.pk}", f"Classe {each.name}") for each in rows[:_MOST_CLASSES]]


def custom_fields(product: Product) -> list[CustomField]:
    """The fields of the company's own that are asked of the product: by its type and by its class and those around it,
    in order."""
    classes: list[int] = []
    if product.product_class is not None:
        codes = product.product_class.path.strip("/").split("/")
        around = ProductClass.objects.filter(company_id=product.company_id, code__in=codes)
        classes = list(around.values_list("pk", flat=True))
    return fields_for(product.company_id, RECORD, audience_of(product), *(f"class:{pk}" for pk in classes))


def custom_answers(product: Product) -> dict[int, object]:
    return dict(ProductCustomValue.objects.filter(product=product).values_list("field_id", "value"))
