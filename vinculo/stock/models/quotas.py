"""Quotas: how much of a product or line a branch, a representative, a customer or a class may take in a period."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from vinculo.catalogue.models import Line, Product, Unit
from vinculo.customers.models import Party
from vinculo.foundation.access import Actor, Scope
from vinculo.organization.models import Company, Establishment, User
from vinculo.stock.models.reservations import Reservation


class QuotaQuerySet(models.QuerySet["Quota"]):
    def visible_to(self, actor: Actor) -> "QuotaQuerySet":
        """All of the company's, or those of the actor's places and person and of the customers and classes they see."""
        rows = self.filter(company_id=actor.company_id)
        if actor.scope == Scope.COMPANY:
            return rows
        mine = Q(establishment_id__in=actor.establishment_ids) | Q(representative_id=actor.user_id)
        if actor.scope == Scope.ESTABLISHMENT:
            mine |= Q(representative__memberships__establishment_id__in=actor.establishment_ids)
        return rows.filter(
            Q(pk__in=Quota.objects.filter(mine).values("pk"))
            | Q(party__in=Party.objects.visible_to(actor).values("pk"))
            | ~Q(classification="")
        )

    def of(self, product: Product) -> "QuotaQuerySet":
        """Those that limit the product, by itself or by its main line."""
        own = Q(product_id=product.pk)
        return self.filter(own | Q(line_id=product.line_id) if product.line_id is not None else own)


class Quota(models.Model):
    """A limit for one value of one dimension in a period (both days included): of one product, in its stock unit, or of
    all the products whose main line is `line`, in a unit theirs convert to.

    Every quota in force for a reservation must bear it. `used` is the sum of its uses; only the database writes it.
    """

    class Dimension(models.TextChoices):
        BRANCH = "branch", "Filial"
        REPRESENTATIVE = "representative", "Representante"
        CUSTOMER = "customer", "Cliente"
        CLASS = "class", "Classe de cliente"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(
        Product, verbose_name="produto", null=True, blank=True, on_delete=models.PROTECT, related_name="quotas"
    )
    line = models.ForeignKey(
        Line, verbose_name="linha", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(Unit, verbose_name="unidade", on_delete=models.PROTECT, related_name="+")
    dimension = models.CharField("dimensão", max_length=14, choices=Dimension)
    establishment = models.ForeignKey(
        Establishment, verbose_name="filial", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    representative = models.ForeignKey(
        User, verbose_name="representante", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    party = models.ForeignKey(
        Party, verbose_name="cliente", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    classification = models.CharField("classe de cliente", max_length=10, blank=True, default="")
    starts_on = models.DateField("início")
    ends_on = models.DateField("fim")
    limit = models.DecimalField("limite", max_digits=15, decimal_places=4)
    used = models.DecimalField("usado", max_digits=15, decimal_places=4, default=0, db_default=0)
    balance = models.GeneratedField(
        expression=F("limit") - F("used"),
        output_field=models.DecimalField(max_digits=15, decimal_places=4),
        db_persist=True,
        verbose_name="saldo",
    )

    objects: ClassVar[QuotaQuerySet] = QuotaQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "cota"
        constraints = [
            models.CheckConstraint(
                condition=Q(dimension="branch", establishment__isnull=False)
                | Q(dimension="representative", representative__isnull=False)
                | Q(dimension="customer", party__isnull=False)
                | (Q(dimension="class") & ~Q(classification="")),
                name="quota_names_whom_it_limits",
            ),
            models.CheckConstraint(
                condition=Q(product__isnull=False, line__isnull=True) | Q(product__isnull=True, line__isnull=False),
                name="quota_is_of_a_product_or_a_line",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="quota_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(used__gte=0) & Q(used__lte=F("limit")), name="quota_is_never_overdrawn"),
            models.UniqueConstraint(
                fields=[
                    "product",
                    "line",
                    "unit",
                    "dimension",
                    "establishment",
                    "representative",
                    "party",
                    "classification",
                    "starts_on",
                    "ends_on",
                ],
                name="one_quota_for_each_and_period",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-ends_on", "-id"], name="quota_by_period"),
            models.Index(fields=["product", "ends_on"], name="quota_by_product"),
            models.Index(fields=["line", "ends_on"], condition=Q(line__isnull=False), name="quota_by_line"),
        ]

    def __str__(self) -> str:
        return f"{self.get_dimension_display()}: {self.subject}"

    @property
    def goods(self) -> str:
        """What it limits, in words: the product or the line."""
        if self.line is not None:
            return f"Linha {self.line.name}"
        return f"{self.product.code} {self.product.description}" if self.product is not None else ""

    @property
    def subject(self) -> str:
        """Whom it limits, in words."""
        match self.dimension:
            case self.Dimension.BRANCH:
                return str(self.establishment)
            case self.Dimension.REPRESENTATIVE:
                return str(self.representative)
            case self.Dimension.CUSTOMER:
                return str(self.party)
            case _:
                return f"Classe {self.classification}"

    def get_absolute_url(self) -> str:
        return reverse("stock:quota", args=[self.pk])


class QuotaUse(models.Model):
    """What a reservation takes of a quota. `held` goes to zero when it is released or expires; served, it stays."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="uses")
    reservation = models.ForeignKey(Reservation, on_delete=models.PROTECT, related_name="quota_uses")
    quantity = models.DecimalField("quantidade", max_digits=15, decimal_places=4)
    held = models.DecimalField("em uso", max_digits=15, decimal_places=4)

    class Meta:
        verbose_name = "consumo de cota"
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0) & Q(held__gte=0) & Q(held__lte=F("quantity")),
                name="quota_use_holds_its_own",
            ),
            models.UniqueConstraint(fields=["quota", "reservation"], name="one_use_of_a_quota_by_reservation"),
        ]

    def __str__(self) -> str:
        return f"{self.held}/{self.quantity}"


class QuotaTransfer(models.Model):
    """Balance moved from one quota to another of the same product: one limit falls, the other rises."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    from_quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="given")
    to_quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="taken")
    quantity = models.DecimalField("quantidade", max_digits=15, decimal_places=4)
    reason = models.CharField("motivo", max_length=200)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "transferência de cota"
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="moved_quota_is_positive"),
            models.CheckConstraint(condition=~Q(from_quota=F("to_quota")), name="quota_moves_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity}"
