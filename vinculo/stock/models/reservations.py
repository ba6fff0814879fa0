"""Stock that is promised: reservations, and the receipts that are still to come."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from vinculo.catalogue.models import Product, Unit
from vinculo.customers.models import Party
from vinculo.foundation.access import ScopedQuerySet
from vinculo.organization.models import Company, Establishment, Team, User
from vinculo.stock.models.ledger import Balance
from vinculo.stock.models.places import Warehouse
from vinculo.stock.models.rows import PlacedQuerySet


class ScheduledReceiptQuerySet(PlacedQuerySet["ScheduledReceipt"]):
    def open(self) -> "ScheduledReceiptQuerySet":
        return self.filter(closed_at__isnull=True)


class ScheduledReceipt(models.Model):
    """Stock that is to come: how much, when, by which document. `free` may still be promised before it arrives."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+"
    )
    warehouse = models.ForeignKey(Warehouse, verbose_name="armazém", on_delete=models.PROTECT, related_name="receipts")
    product = models.ForeignKey(Product, verbose_name="produto", on_delete=models.PROTECT, related_name="receipts")
    unit = models.ForeignKey(Unit, verbose_name="unidade", on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField("quantidade", max_digits=15, decimal_places=4)
    received = models.DecimalField("recebido", max_digits=15, decimal_places=4, default=0)
    committed = models.DecimalField("comprometido", max_digits=15, decimal_places=4, default=0)
    free = models.GeneratedField(
        expression=F("quantity") - F("received") - F("committed"),
        output_field=models.DecimalField(max_digits=15, decimal_places=4),
        db_persist=True,
        verbose_name="livre",
    )
    expected_on = models.DateField("previsão")
    document = models.CharField("documento", max_length=60, blank=True, default="")
    supplier = models.CharField("fornecedor", max_length=120, blank=True, default="")
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("incluído em")
    closed_at = models.DateTimeField("encerrado em", null=True, blank=True)

    objects: ClassVar[ScheduledReceiptQuerySet] = ScheduledReceiptQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "recebimento programado"
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="scheduled_quantity_is_positive"),
            models.CheckConstraint(
                condition=Q(received__gte=0) & Q(committed__gte=0) & Q(quantity__gte=F("received") + F("committed")),
                name="committed_is_still_to_come",
            ),
        ]
        indexes = [
            models.Index(
                fields=["product", "expected_on"], condition=Q(closed_at__isnull=True), name="open_receipt_by_product"
            ),
            models.Index(fields=["company", "expected_on", "id"], name="receipt_by_company"),
            models.Index(fields=["establishment", "expected_on", "id"], name="receipt_by_branch"),
        ]

    def __str__(self) -> str:
        return f"{self.document or self.pk} {self.expected_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("stock:receipt", args=[self.pk])


class ReservationQuerySet(ScopedQuerySet["Reservation"]):
    def active(self) -> "ReservationQuerySet":
        return self.filter(status=Reservation.Status.ACTIVE)


class Reservation(models.Model):
    """So much of a product kept for somebody, with who asked, why and until when. What it holds are its allocations."""

    class Status(models.TextChoices):
        ACTIVE = "active", "Ativa"
        RELEASED = "released", "Liberada"
        EXPIRED = "expired", "Vencida"
        CONSUMED = "consumed", "Atendida"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, verbose_name="responsável", on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, verbose_name="produto", on_delete=models.PROTECT, related_name="reservations")
    warehouse = models.ForeignKey(
        Warehouse, verbose_name="armazém", on_delete=models.PROTECT, related_name="reservations"
    )
    unit = models.ForeignKey(Unit, verbose_name="unidade", on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField("quantidade", max_digits=15, decimal_places=4)
    party = models.ForeignKey(
        Party, verbose_name="cliente", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField("motivo", max_length=200)
    document = models.CharField("documento", max_length=60, blank=True, default="")
    created_at = models.DateTimeField("reservado em")
    expires_at = models.DateTimeField("vence em", null=True, blank=True)
    status = models.CharField("situação", max_length=8, choices=Status, default=Status.ACTIVE)
    ended_at = models.DateTimeField("encerrada em", null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField("motivo do fim", max_length=200, blank=True, default="")

    objects: ClassVar[ReservationQuerySet] = ReservationQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "reserva de estoque"
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="reserved_quantity_is_positive"),
            models.CheckConstraint(
                condition=Q(status="active") | Q(ended_at__isnull=False), name="ended_reservation_says_when"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-id"], name="reservation_by_company"),
            models.Index(fields=["establishment", "-id"], name="reservation_by_branch"),
            models.Index(fields=["team", "-id"], name="reservation_by_team"),
            models.Index(fields=["owner", "-id"], name="reservation_by_owner"),
            models.Index(fields=["product", "-id"], condition=Q(status="active"), name="reservation_by_product"),
            models.Index(fields=["party", "-id"], name="reservation_by_party"),
            models.Index(fields=["expires_at"], condition=Q(status="active"), name="reservation_by_expiry"),
        ]

    def __str__(self) -> str:
        return f"Reserva nº {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("stock:reservation", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.status == self.Status.ACTIVE


class Allocation(models.Model):
    """What a reservation holds of one balance, or of one receipt still to come; in the unit kept there.

    `held` is what it holds now: less than `quantity` once released, consumed, or arrived and moved to a balance.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    reservation = models.ForeignKey(Reservation, on_delete=models.PROTECT, related_name="allocations")
    balance = models.ForeignKey(Balance, null=True, on_delete=models.PROTECT, related_name="allocations")
    receipt = models.ForeignKey(ScheduledReceipt, null=True, on_delete=models.PROTECT, related_name="allocations")
    quantity = models.DecimalField("quantidade", max_digits=15, decimal_places=4)
    held = models.DecimalField("retido", max_digits=15, decimal_places=4)

    class Meta:
        verbose_name = "alocação da reserva"
        constraints = [
            models.CheckConstraint(
                condition=Q(balance__isnull=True, receipt__isnull=False)
                | Q(balance__isnull=False, receipt__isnull=True),
                name="allocation_is_of_a_balance_or_a_receipt",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) & Q(held__gte=0) & Q(held__lte=F("quantity")),
                name="allocation_holds_its_own",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held}/{self.quantity}"
