"""The tables by which a company measures and classifies its products; it edits them itself."""

from django.db import models
from django.db.models import F, Q

from vinculo.organization.models import Company
from vinculo.organization.tables import CompanyTable


class CodedTable(CompanyTable):
    """An entry that imports and matrices name by a short code of the company's own."""

    code = models.CharField("código", max_length=20)

    class Meta(CompanyTable.Meta):
        abstract = True
        constraints = [
            *CompanyTable.Meta.constraints,
            models.UniqueConstraint(fields=["company", "code"], name="%(class)s_code_is_unique"),
        ]


class Unit(models.Model):
    """A unit of measure. `decimals` is how many decimal places a quantity in it may have: 0 for what is not divided."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    code = models.CharField("sigla", max_length=6)
    name = models.CharField("nome", max_length=40)
    decimals = models.PositiveSmallIntegerField("casas decimais", default=0)
    is_active = models.BooleanField("ativa", default=True)

    class Meta:
        verbose_name = "unidade"
        constraints = [
            models.UniqueConstraint(fields=["company", "code"], name="unit_code_is_unique"),
            models.CheckConstraint(condition=Q(decimals__lte=4), name="unit_has_at_most_four_decimals"),
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z0-9]{1,6}$"), name="unit_code_is_upper_case"),
        ]

    def __str__(self) -> str:
        return self.code


class Brand(CompanyTable):
    """Who makes it, as the label says."""

    class Meta(CompanyTable.Meta):
        verbose_name = "marca"


class ProductModel(CompanyTable):
    """A model within a brand, or of no brand in particular; mostly of equipment."""

    brand = models.ForeignKey(
        Brand, verbose_name="marca", null=True, blank=True, on_delete=models.PROTECT, related_name="models"
    )

    class Meta(CompanyTable.Meta):
        verbose_name = "modelo"


class ProductType(CompanyTable):
    """Merchandise, service, kit, equipment…: what the product is to the company."""

    is_service = models.BooleanField("é serviço", default=False)
    is_equipment = models.BooleanField("é equipamento, com número de série", default=False)

    class Meta(CompanyTable.Meta):
        verbose_name = "tipo de produto"


class ProductSpecies(CodedTable):
    """The kind of item of the fiscal bookkeeping (SPED, register 0200, TIPO_ITEM); `code` is its two digits."""

    class Meta(CodedTable.Meta):
        verbose_name = "espécie de produto"


class ProductClass(CodedTable):
    """A node of the tree of classes. `path` holds the codes from the root, each followed by a slash: `PEC/FRE/`."""

    parent = models.ForeignKey(
        "self", verbose_name="dentro de", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=200, default="", editable=False)

    class Meta(CodedTable.Meta):
        verbose_name = "classe de produto"
        constraints = [
            *CodedTable.Meta.constraints,
            models.CheckConstraint(condition=~Q(parent=F("id")), name="class_is_not_inside_itself"),
        ]
        indexes = [models.Index(fields=["company", "path"], name="product_class_by_path")]


class LineType(CompanyTable):
    """What lines of a kind are for: commercial, portfolio, goals."""

    class Meta(CompanyTable.Meta):
        verbose_name = "tipo de linha"


class Line(CodedTable):
    """A group of products by which one negotiates, sets goals and pays commission."""

    type = models.ForeignKey(LineType, verbose_name="tipo de linha", on_delete=models.PROTECT, related_name="lines")

    class Meta(CodedTable.Meta):
        verbose_name = "linha de produtos"


class FiscalGroup(CodedTable):
    """Products taxed alike: a key of the tax matrices."""

    class Meta(CodedTable.Meta):
        verbose_name = "agrupamento fiscal"


class FiscalCategory(CodedTable):
    """A special list or regime a product is in (medicine lists, single-phase…): a key of the tax matrices."""

    class Meta(CodedTable.Meta):
        verbose_name = "categoria fiscal"
