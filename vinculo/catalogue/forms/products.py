"""The form of a product: simple, advanced, or the fields of one section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from vinculo.catalogue import nomenclature
from vinculo.catalogue.forms.controls import RowForm, control
from vinculo.catalogue.forms.fields import RecordField, cest_field, gtin_field, ncm_field
from vinculo.catalogue.models import (
    Brand,
    FiscalCategory,
    FiscalGroup,
    Line,
    Product,
    ProductClass,
    ProductModel,
    ProductSpecies,
    ProductType,
    Unit,
)
from vinculo.foundation.access import Actor

SIMPLE = ("code", "description", "unit")


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are shown together, under one title."""

    title: str
    icon: str
    names: tuple[str, ...]


IDENTITY = Group(
    "Produto",
    "package",
    ("code", "description", "manufacturer_code", "gtin", "brand", "model", "keywords"),
)
CLASSIFICATION = Group("Classificação", "category", ("line", "product_class", "type", "species"))
UNITS = Group("Unidades e quantidades", "calculator", ("unit", "sale_unit", "sale_multiple", "minimum_sale"))
FISCAL = Group(
    "Dados fiscais",
    "receipt",
    ("ncm", "cest", "origin", "fiscal_group", "fiscal_category", "anvisa_registration"),
)
MEASURES = Group(
    "Medidas e garantia",
    "box",
    ("net_weight", "gross_weight", "height", "width", "length", "warranty_months"),
)
CONTROL = Group("Controle de estoque", "stack-2", ("tracks_lots", "minimum_shelf_life"))
MAIN_LINE = Group("Linha principal", "hierarchy", ("line",))
DISCOUNTS = Group("Descontos", "discount", ("standard_discount", "maximum_discount"))
KIT = Group("Kit", "packages", ("kit_mode",))
TEXT = Group("Informações", "notes", ("technical_text",))

ADVANCED = (IDENTITY, CLASSIFICATION, UNITS, FISCAL, MEASURES, CONTROL, DISCOUNTS, KIT, TEXT)
# What is edited from each section of the maintenance.
OF_SECTION: dict[str, tuple[Group, ...]] = {
    "produto": (IDENTITY, CLASSIFICATION, MEASURES, CONTROL),
    "unidades": (UNITS,),
    "fiscais": (FISCAL,),
    "linhas": (MAIN_LINE,),
    "descontos": (DISCOUNTS,),
    "kit": (KIT,),
    "informacoes": (TEXT,),
}
_TABLES: dict[str, tuple[type[Model], str]] = {
    "brand": (Brand, "marcas"),
    "model": (ProductModel, "modelos"),
    "line": (Line, "linhas"),
    "product_class": (ProductClass, "classes"),
}
_FEW: dict[str, type[Model]] = {
    "type": ProductType,
    "species": ProductSpecies,
    "fiscal_group": FiscalGroup,
    "fiscal_category": FiscalCategory,
}
_UNITS = ("unit", "sale_unit")


class ProductForm(RowForm):
    class Meta:
        model = Product
        fields = [name for group in ADVANCED for name in group.names]
        formfield_callback = control
        widgets = {"technical_text": forms.Textarea({"rows": 10})}
        help_texts = {
            "sale_multiple": "Só se vende em múltiplos desta quantidade.",
            "keywords": "Apelidos, aplicações: também encontram o produto.",
            "minimum_shelf_life": "Lotes com menos dias de validade não são oferecidos.",
            "maximum_discount": "Acima dele a venda pede autorização.",
            "manufacturer_code": "A referência que vem na embalagem.",
            "anvisa_registration": "13 dígitos; só para medicamentos e correlatos.",
        }

    def __init__(
        self,
        actor: Actor,
        data: Mapping[str, Any] | None = None,
        *,
        product: Product | None = None,
        initial: Mapping[str, Any] | None = None,
        names: Sequence[str],
    ) -> None:
        super().__init__(data, instance=product, initial=dict(initial or {}))
        self.actor, self.names = actor, names
        self.fields |= {"gtin": gtin_field(), "ncm": ncm_field(), "cest": cest_field()}
        for name, (table, slug) in _TABLES.items():
            self.fields[name] = RecordField(
                self._offered(table, name),
                reverse("catalogue:table_lookup", args=[slug]),
                label=self.fields[name].label,
                required=False,
            )
        for name in (*_FEW, *_UNITS):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = self._offered(_FEW.get(name, Unit), name)
            field.empty_label = "—"
        unit, sale_unit = self.fields["unit"], self.fields["sale_unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(sale_unit, forms.ModelChoiceField)
        unit.empty_label, sale_unit.empty_label = "Escolha…", "A de estoque"
        self.fields = {name: self.fields[name] for name in names}
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def clean_code(self) -> str:
        return " ".join(self.cleaned_data["code"].split())

    def clean_description(self) -> str:
        return " ".join(self.cleaned_data["description"].split())

    def clean_anvisa_registration(self) -> str:
        text: str = self.cleaned_data["anvisa_registration"].strip()
        if text and not (text.isdigit() and len(text) == 13):
            raise forms.ValidationError("O registro na ANVISA tem 13 dígitos.")
        return text

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        brand, model = typed.get("brand"), typed.get("model")
        if model is not None and model.brand_id is not None and model.brand_id != (brand.pk if brand else None):
            self.add_error("model", f"Este modelo é da marca {model.brand}.")
        return typed

    def warnings(self) -> list[str]:
        """What was accepted and deserves a look."""
        ncm, cest = self.cleaned_data.get("ncm", ""), self.cleaned_data.get("cest", "")
        if ncm and cest and not nomenclature.cest_fits(cest, ncm):
            masked = nomenclature.cest_mask(cest), nomenclature.ncm_mask(ncm)
            return ["O convênio não lista o CEST {} para o NCM {}: confira.".format(*masked)]
        return []

    def _offered(self, table: type[Model], name: str) -> QuerySet[Any]:
        """The entries in use of a table, and the one the product has even when it is no longer in use."""
        present = getattr(self.instance, f"{name}_id", None)
        rows = table._default_manager.filter(company_id=self.actor.company_id)
        return rows.filter(Q(is_active=True) | Q(pk=present)).order_by("code" if table is Unit else "name")


def groups_of(key: str) -> tuple[Group, ...]:
    return OF_SECTION[key]


def names_of(groups: Sequence[Group]) -> tuple[str, ...]:
    return tuple(name for group in groups for name in group.names)
