"""Counts that wait for somebody who may adjust as much."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from vinculo.catalogue.models import Product, Unit
from vinculo.organization.models import Company, Establishment, User
from vinculo.stock.models.ledger import Posting
from vinculo.stock.models.places import Lot, Warehouse
from vinculo.stock.models.rows import PlacedQuerySet


class CountRequestQuerySet(PlacedQuerySet["CountRequest"]):
    def waiting(self) -> "CountRequestQuerySet":
        return self.filter(status=CountRequest.Status.WAITING)


class CountRequest(models.Model):
    """A count worth more than its author may adjust. Nothing moves until it is approved; `posting` is what did then."""

    class Status(models.TextChoices):
        WAITING = "waiting", "À espera"
        APPROVED = "approved", "Aprovada"
        REFUSED = "refused", "Recusada"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+"
    )
    warehouse = models.ForeignKey(Warehouse, verbose_name="armazém", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("motivo", max_length=200)
    document = models.CharField("documento", max_length=60, blank=True, default="")
    by = models.ForeignKey(User, verbose_name="contado por", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("contado em")
    status = models.CharField("situação", max_length=8, choices=Status, default=Status.WAITING)
    decided_by = models.ForeignKey(
        User, verbose_name="decidido por", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("decidido em", null=True)
    decision_reason = models.CharField("motivo da decisão", max_length=200, blank=True, default="")
    posting = models.OneToOneField(
        Posting, verbose_name="lançamento", null=True, on_delete=models.PROTECT, related_name="count_request"
    )

    objects: ClassVar[CountRequestQuerySet] = CountRequestQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "contagem a aprovar"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="count_request_says_its_reason"),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="decided_count_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("by")), name="nobody_decides_their_own_count"
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(decision_reason=""), name="refused_count_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-id"], name="count_request_by_company"),
            models.Index(fields=["establishment", "-id"], name="count_request_by_branch"),
        ]

    def __str__(self) -> str:
        return f"Contagem a aprovar nº {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("stock:count_request", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING


class CountRequestLine(models.Model):
    """One balance that did not match: what the book said at that moment, and what was counted."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    request = models.ForeignKey(CountRequest, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, verbose_name="produto", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="unidade", on_delete=models.PROTECT, related_name="+", db_index=False)
    lot = models.ForeignKey(
        Lot, verbose_name="lote", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    expected = models.DecimalField("saldo no momento", max_digits=15, decimal_places=4)
    counted = models.DecimalField("contado", max_digits=15, decimal_places=4)
    difference = models.GeneratedField(
        expression=F("counted") - F("expected"),
        output_field=models.DecimalField(max_digits=15, decimal_places=4),
        db_persist=True,
        verbose_name="diferença",
    )

    class Meta:
        verbose_name = "linha da contagem a aprovar"
        constraints = [
            models.CheckConstraint(
                condition=Q(counted__gte=0) & ~Q(counted=F("expected")), name="count_request_line_differs"
            ),
            models.UniqueConstraint(
                fields=["request", "product", "unit", "lot"], name="one_line_by_balance", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expected} → {self.counted}"
