"""The forms of the tables of products, one row each."""

from typing import Any

from django.db.models import Model, QuerySet

from vinculo.books.entry_forms import CodedForm, EntryForm
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
from vinculo.foundation.access import Actor


def _of_company(model: type[Model]) -> Any:
    def rows(actor: Actor) -> QuerySet[Any]:
        found: QuerySet[Any] = model._default_manager.filter(company_id=actor.company_id)
        return found.order_by("code" if model is Unit else "name")

    return rows


class NamedForm(EntryForm):
    """A row known by its name."""

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())


class BrandForm(NamedForm):
    class Meta:
        model = Brand
        fields = ("name", "is_active")


class ModelForm(NamedForm):
    own = {"brand": _of_company(Brand)}

    class Meta:
        model = ProductModel
        fields = ("name", "brand", "is_active")


class LineForm(CodedForm):
    own = {"type": _of_company(LineType)}

    class Meta:
        model = Line
        fields = ("code", "name", "type", "is_active")


class LineTypeForm(NamedForm):
    class Meta:
        model = LineType
        fields = ("name", "is_active")


class ClassForm(CodedForm):
    own = {"parent": _of_company(ProductClass)}

    class Meta:
        model = ProductClass
        fields = ("code", "name", "parent", "is_active")


class TypeForm(NamedForm):
    class Meta:
        model = ProductType
        fields = ("name", "is_service", "is_equipment", "is_active")


class SpeciesForm(CodedForm):
    class Meta:
        model = ProductSpecies
        fields = ("code", "name", "is_active")


class FiscalGroupForm(CodedForm):
    class Meta:
        model = FiscalGroup
        fields = ("code", "name", "is_active")


class FiscalCategoryForm(CodedForm):
    class Meta:
        model = FiscalCategory
        fields = ("code", "name", "is_active")


class UnitForm(CodedForm):
    class Meta:
        model = Unit
        fields = ("code", "name", "decimals", "is_active")


class GeneralFactorForm(EntryForm):
    own = {"from_unit": _of_company(Unit), "to_unit": _of_company(Unit)}

    class Meta:
        model = GeneralFactor
        fields = ("denominator", "from_unit", "numerator", "to_unit", "valid_from")
        labels = {"denominator": "Cada", "from_unit": "Unidade", "numerator": "Contém", "to_unit": "De"}


class SimilarGroupForm(NamedForm):
    class Meta:
        model = SimilarGroup
        fields = ("name",)
