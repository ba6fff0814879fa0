"""The product and what is measured of it. Classification tables are in `tables`, what belongs to it in `belongings`."""

from decimal import Decimal
from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.urls import reverse

from vinculo.catalogue.models.tables import (
    Brand,
    FiscalCategory,
    FiscalGroup,
    Line,
    ProductClass,
    ProductModel,
    ProductSpecies,
    ProductType,
    Unit,
)
from vinculo.foundation.access import Actor, ScopedQuerySet
from vinculo.organization.models import Company, Establishment

NO_GTIN = "SEM GTIN"


class ProductQuerySet(ScopedQuerySet["Product"]):
    def visible_to(self, actor: Actor) -> Self:
        """Products belong to the whole company, whatever the actor's scope."""
        return self.filter(company_id=actor.company_id)

    def ways_to(self, actor: Actor) -> list[Q]:
        return [Q(company_id=actor.company_id)]

    def sellable(self) -> Self:
        return self.filter(status=Product.Status.ACTIVE)


class Product(models.Model):
    """Something the company sells or does. `code` is the company's own, `manufacturer_code` the maker's reference.

    `unit` is the stock unit: costs, minimums, weights and balances are per one of it. `sale_unit` is the unit offered
    first in an order (None: the stock unit). A kit without `kit_mode` is no kit. `search_vector` and `search_code` are
    written by the database: the words of the product, its brand, model and line, and its codes without separators.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", "Ativo"
        BLOCKED = "blocked", "Bloqueado"
        INACTIVE = "inactive", "Inativo"

    class KitMode(models.TextChoices):
        NONE = "", "Não é kit"
        EXPLODED = "exploded", "Explodido: cada componente é uma linha"
        SINGLE = "single", "Único: uma linha, baixa os componentes"

    class Origin(models.TextChoices):
        """Origin codes of the NF-e (ICMS table A, Ajuste SINIEF 20/2012), shortened; whole texts in `nomenclature`."""

        NATIONAL = "0", "0 · Nacional"
        IMPORTED = "1", "1 · Estrangeira, importação direta"
        BOUGHT_IMPORTED = "2", "2 · Estrangeira, comprada no mercado interno"
        OVER_40 = "3", "3 · Nacional, conteúdo importado de 40% a 70%"
        BASIC_PROCESS = "4", "4 · Nacional, processos produtivos básicos"
        UP_TO_40 = "5", "5 · Nacional, conteúdo importado até 40%"
        IMPORTED_NO_SIMILAR = "6", "6 · Estrangeira direta, sem similar (CAMEX)"
        BOUGHT_NO_SIMILAR = "7", "7 · Estrangeira interna, sem similar (CAMEX)"
        OVER_70 = "8", "8 · Nacional, conteúdo importado acima de 70%"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField("código", max_length=40)
    description = models.CharField("descrição", max_length=200)
    status = models.CharField("situação", max_length=10, choices=Status, default=Status.ACTIVE)
    block_reason = models.CharField("motivo do bloqueio", max_length=200, blank=True, default="")
    unit = models.ForeignKey(
        Unit, verbose_name="unidade de estoque", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sale_unit = models.ForeignKey(
        Unit,
        verbose_name="unidade de venda",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    sale_multiple = models.DecimalField("múltiplo de venda", max_digits=12, decimal_places=4, default=Decimal(1))
    minimum_sale = models.DecimalField("quantidade mínima", max_digits=12, decimal_places=4, default=Decimal(0))

    gtin = models.CharField("GTIN (código de barras)", max_length=14, blank=True, default="")
    manufacturer_code = models.CharField("código do fabricante", max_length=60, blank=True, default="")
    ncm = models.CharField("NCM", max_length=8, blank=True, default="")
    cest = models.CharField("CEST", max_length=7, blank=True, default="")
    origin = models.CharField("origem", max_length=1, choices=Origin, default=Origin.NATIONAL)
    fiscal_group = models.ForeignKey(
        FiscalGroup, verbose_name="grupo fiscal", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    fiscal_category = models.ForeignKey(
        FiscalCategory,
        verbose_name="categoria fiscal",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    anvisa_registration = models.CharField("registro na ANVISA", max_length=13, blank=True, default="")

    brand = models.ForeignKey(
        Brand, verbose_name="marca", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    model = models.ForeignKey(
        ProductModel, verbose_name="modelo", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    line = models.ForeignKey(
        Line,
        verbose_name="linha principal",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    product_class = models.ForeignKey(
        ProductClass, verbose_name="classe", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    type = models.ForeignKey(
        ProductType,
        verbose_name="tipo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    species = models.ForeignKey(
        ProductSpecies,
        verbose_name="espécie",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    net_weight = models.DecimalField("peso líquido (kg)", max_digits=12, decimal_places=4, null=True, blank=True)
    gross_weight = models.DecimalField("peso bruto (kg)", max_digits=12, decimal_places=4, null=True, blank=True)
    height = models.DecimalField("altura (cm)", max_digits=9, decimal_places=2, null=True, blank=True)
    width = models.DecimalField("largura (cm)", max_digits=9, decimal_places=2, null=True, blank=True)
    length = models.DecimalField("comprimento (cm)", max_digits=9, decimal_places=2, null=True, blank=True)
    warranty_months = models.PositiveSmallIntegerField("garantia (meses)", null=True, blank=True)

    tracks_lots = models.BooleanField("controla lote e validade", default=False)
    minimum_shelf_life = models.PositiveSmallIntegerField("validade mínima na venda (dias)", default=0)
    standard_discount = models.DecimalField("desconto padrão (%)", max_digits=5, decimal_places=2, default=Decimal(0))
    maximum_discount = models.DecimalField("desconto máximo (%)", max_digits=5, decimal_places=2, null=True, blank=True)
    kit_mode = models.CharField("kit", max_length=10, choices=KitMode, blank=True, default=KitMode.NONE)

    keywords = models.CharField("palavras de busca", max_length=300, blank=True, default="")
    technical_text = models.TextField("informação técnica", blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    version = models.IntegerField(default=1)

    description_key = models.GeneratedField(
        expression=Func(F("description"), function="vinculo_fold"), output_field=models.TextField(), db_persist=True
    )
    search_code = models.GeneratedField(
        expression=Func(F("code"), function="catalogue_code_key"), output_field=models.TextField(), db_persist=True
    )
    search_reference = models.GeneratedField(
        expression=Func(F("manufacturer_code"), function="catalogue_code_key"),
        output_field=models.TextField(),
        db_persist=True,
    )
    search_vector = SearchVectorField(null=True, editable=False)

    objects: ClassVar[ProductQuerySet] = ProductQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "produto"
        constraints = [
            models.UniqueConstraint(fields=["company", "code"], name="product_code_is_unique"),
            models.UniqueConstraint(
                fields=["company", "gtin"],
                condition=~Q(gtin="") & ~Q(gtin=NO_GTIN) & ~Q(status="inactive"),
                name="gtin_is_unique_among_products_in_use",
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(description=""), name="product_has_code_and_description"),
            models.CheckConstraint(
                condition=Q(gtin="") | Q(gtin=NO_GTIN) | Q(gtin__regex=r"^([0-9]{8}|[0-9]{12,14})$"),
                name="gtin_has_its_digits",
            ),
            models.CheckConstraint(condition=Q(ncm="") | Q(ncm__regex=r"^[0-9]{8}$"), name="ncm_has_eight_digits"),
            models.CheckConstraint(condition=Q(cest="") | Q(cest__regex=r"^[0-9]{7}$"), name="cest_has_seven_digits"),
            models.CheckConstraint(condition=Q(origin__in=list("012345678")), name="product_origin_is_known"),
            models.CheckConstraint(
                condition=Q(sale_multiple__gt=0) & Q(minimum_sale__gte=0), name="sale_multiple_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(net_weight__isnull=True)
                | Q(gross_weight__isnull=True)
                | Q(gross_weight__gte=F("net_weight")),
                name="gross_weight_holds_the_net_weight",
            ),
            models.CheckConstraint(
                condition=Q(standard_discount__gte=0)
                & Q(standard_discount__lte=100)
                & (
                    Q(maximum_discount__isnull=True)
                    | (Q(maximum_discount__gte=F("standard_discount")) & Q(maximum_discount__lte=100))
                ),
                name="discounts_are_in_order",
            ),
        ]
        # Units, types and species have no index: they are few, and a list filtered by one reads the whole order anyway.
        indexes = [
            models.Index(fields=["company", "description_key", "id"], name="product_by_description"),
            models.Index(fields=["company", "status", "description_key", "id"], name="product_by_status"),
            models.Index(fields=["brand", "description_key", "id"], name="product_by_brand"),
            models.Index(fields=["line", "description_key", "id"], name="product_by_line"),
            models.Index(fields=["company", "-updated_at", "id"], name="product_by_change"),
            models.Index(OpClass(F("search_code"), name="text_pattern_ops"), name="product_code_prefix"),
            models.Index(
                OpClass(F("search_reference"), name="text_pattern_ops"),
                condition=~Q(manufacturer_code=""),
                name="product_reference_prefix",
            ),
            models.Index(
                OpClass(F("gtin"), name="text_pattern_ops"),
                condition=~Q(gtin=""),
                name="product_gtin_prefix",
            ),
            models.Index(fields=["ncm"], condition=~Q(ncm=""), name="product_by_ncm"),
            # What the figures of the catalogue count: read from the index alone.
            models.Index(
                fields=["company", "id"],
                include=["status", "line", "brand", "type", "ncm", "gtin", "gross_weight"],
                name="product_facts",
            ),
            GinIndex(fields=["search_vector"], name="product_words", fastupdate=True),
        ]

    def __str__(self) -> str:
        return self.description

    def get_absolute_url(self) -> str:
        return reverse("catalogue:product", args=[self.pk])

    @property
    def is_active(self) -> bool:
        """Neither blocked nor inactive."""
        return self.status == Product.Status.ACTIVE

    @property
    def is_kit(self) -> bool:
        return bool(self.kit_mode)


class Factor(models.Model):
    """One `from_unit` holds exactly `numerator`/`denominator` of `to_unit`, since `valid_from`.

    Factors are never chained: what is not written down is not known.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    from_unit = models.ForeignKey(Unit, verbose_name="de", on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, verbose_name="para", on_delete=models.PROTECT, related_name="+")
    numerator = models.DecimalField("contém", max_digits=18, decimal_places=6)
    denominator = models.DecimalField("em cada", max_digits=18, decimal_places=6, default=Decimal(1))
    valid_from = models.DateField("vale desde")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator__gt=0) & Q(denominator__gt=0), name="%(class)s_is_a_positive_fraction"
            ),
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")), name="%(class)s_joins_two_units"),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit_id} → {self.to_unit_id}"


class GeneralFactor(Factor):
    """Holds for every product that has no factor of its own for the two units."""

    class Meta(Factor.Meta):
        verbose_name = "fator de conversão geral"
        constraints = [
            *Factor.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "from_unit", "to_unit", "valid_from"], name="one_general_factor_per_pair_and_start"
            ),
        ]


class ConversionFactor(Factor):
    """A factor of one product; it comes before the general one. The latest `valid_from` that has come holds."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="factors", db_index=False)

    class Meta(Factor.Meta):
        verbose_name = "fator de conversão"
        constraints = [
            *Factor.Meta.constraints,
            models.UniqueConstraint(
                fields=["product", "from_unit", "to_unit", "valid_from"], name="one_factor_per_pair_and_start"
            ),
        ]


class ProductEstablishment(models.Model):
    """What differs at one branch. Without a row the product is active there, and its cost is not known.

    Costs are reais per stock unit without recoverable taxes, as of `cost_date`; `minimum` and `maximum` are in stock
    units.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="establishments")
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+"
    )
    is_active = models.BooleanField("ativo", default=True)
    is_blocked = models.BooleanField("bloqueado para venda", default=False)
    block_reason = models.CharField("motivo do bloqueio", max_length=200, blank=True, default="")
    replacement_cost = models.DecimalField("custo de reposição", max_digits=15, decimal_places=4, null=True, blank=True)
    average_cost = models.DecimalField("custo médio", max_digits=15, decimal_places=4, null=True, blank=True)
    last_cost = models.DecimalField("último custo", max_digits=15, decimal_places=4, null=True, blank=True)
    cost_date = models.DateField("data do custo", null=True, blank=True)
    minimum = models.DecimalField("estoque mínimo", max_digits=15, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField("estoque máximo", max_digits=15, decimal_places=4, null=True, blank=True)
    fiscal_group = models.ForeignKey(
        FiscalGroup,
        verbose_name="grupo fiscal aqui",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "produto no estabelecimento"
        constraints = [
            models.UniqueConstraint(fields=["product", "establishment"], name="product_once_per_establishment"),
            models.CheckConstraint(
                condition=(Q(replacement_cost__isnull=True) | Q(replacement_cost__gte=0))
                & (Q(average_cost__isnull=True) | Q(average_cost__gte=0))
                & (Q(last_cost__isnull=True) | Q(last_cost__gte=0)),
                name="costs_are_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(maximum__gte=F("minimum")),
                name="maximum_stock_is_above_the_minimum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} @ {self.establishment_id}"
