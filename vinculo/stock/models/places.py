"""Where stock is kept, and of which lot it is."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from vinculo.catalogue.models import Product
from vinculo.customers.models import Party
from vinculo.organization.models import Company, Establishment
from vinculo.stock.models.rows import PlacedQuerySet


class WarehouseQuerySet(PlacedQuerySet["Warehouse"]):
    def offered(self) -> "WarehouseQuerySet":
        return self.filter(is_active=True)


class Warehouse(models.Model):
    """A place of an establishment where stock is kept. Only what is in one that `sells` may be promised."""

    class Kind(models.TextChoices):
        OWN = "own", "Próprio"
        THIRD_PARTY = "third_party", "De terceiro"
        CONSIGNED = "consigned", "Em consignação"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField("código", max_length=20)
    name = models.CharField("nome", max_length=80)
    kind = models.CharField("tipo", max_length=12, choices=Kind, default=Kind.OWN)
    sells = models.BooleanField("venda permitida", default=True)
    is_active = models.BooleanField("ativo", default=True)

    objects: ClassVar[WarehouseQuerySet] = WarehouseQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "armazém"
        constraints = [models.UniqueConstraint(fields=["company", "code"], name="warehouse_code_is_unique")]
        indexes = [models.Index(fields=["establishment", "code"], name="warehouse_by_branch")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("stock:warehouse", args=[self.pk])


class Lot(models.Model):
    """A lot of a product, in whatever warehouse. `received_on` is when it first came in: ties of expiry go by it.

    The day of `expires_on` is the last on which it may be used. A quarantined lot is counted and moved, never reserved.
    """

    class Status(models.TextChoices):
        RELEASED = "released", "Liberado"
        QUARANTINE = "quarantine", "Em quarentena"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, verbose_name="produto", on_delete=models.PROTECT, related_name="lots")
    number = models.CharField("número", max_length=40)
    manufactured_on = models.DateField("fabricação", null=True, blank=True)
    expires_on = models.DateField("validade", null=True, blank=True)
    received_on = models.DateField("primeira entrada", null=True, blank=True)
    status = models.CharField("situação", max_length=10, choices=Status, default=Status.RELEASED)
    note = models.CharField("observação", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "lote"
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="lot_number_is_unique_in_product"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(manufactured_on__isnull=True)
                | Q(expires_on__gte=F("manufactured_on")),
                name="lot_expires_after_it_is_made",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "expires_on", "id"], name="lot_by_expiry"),
            models.Index(fields=["company", "number", "id"], name="lot_by_number"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("stock:lot", args=[self.pk])

    @property
    def is_released(self) -> bool:
        return self.status == self.Status.RELEASED


class LotRequirement(models.Model):
    """What a customer, or every customer of a class, asks of lots: of one product or of all.

    The most particular row decides: customer and product, customer, class and product, class, product.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(
        Party, verbose_name="cliente", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    classification = models.CharField("classe do cliente", max_length=10, blank=True, default="")
    product = models.ForeignKey(
        Product, verbose_name="produto", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    minimum_days = models.PositiveIntegerField("validade mínima (dias)", default=0)
    single_lot = models.BooleanField("um só lote por item", default=False)

    class Meta:
        verbose_name = "exigência de validade"
        constraints = [
            models.UniqueConstraint(
                fields=["company", "party", "classification", "product"],
                name="one_lot_requirement_for_each",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=(Q(party__isnull=True) & ~Q(classification="")) | Q(party__isnull=False, classification=""),
                name="lot_requirement_is_of_one_or_of_a_class",
            ),
        ]
        indexes = [models.Index(fields=["party"], name="lot_requirement_by_party")]

    def __str__(self) -> str:
        return f"{self.minimum_days} dias"
