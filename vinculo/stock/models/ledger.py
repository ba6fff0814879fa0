"""The ledger: postings of movements, and the balances that are their sums.

Movements are only ever added, and the database itself keeps the balances from them (migrations/0002_ledger.sql): no
statement can change one without the other. See docs/adr on the ledger.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from vinculo.catalogue.models import Product, Unit
from vinculo.foundation.access import Actor
from vinculo.organization.models import Company, Establishment, User
from vinculo.stock.models.places import Lot, Warehouse
from vinculo.stock.models.rows import PlacedQuerySet, sees_every_place


class PostingQuerySet(PlacedQuerySet["Posting"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's places; a transfer is seen at both ends."""
        if sees_every_place(actor):
            return self.filter(company_id=actor.company_id)
        here = actor.establishment_ids
        return self.filter(Q(establishment_id__in=here) | Q(to_establishment_id__in=here), company_id=actor.company_id)


class Posting(models.Model):
    """One act on stock, of one or many movements: all of them or none. A reversal names what it reverses, once.

    `source` names what it comes from when it was not entered line by line: `imports.run:12`, `stock.receipt:7`.
    """

    class Kind(models.TextChoices):
        RECEIPT = "receipt", "Entrada"
        ISSUE = "issue", "Saída"
        TRANSFER = "transfer", "Transferência"
        COUNT = "count", "Contagem"
        CONVERSION = "conversion", "Troca de unidade"
        IMPORT = "import", "Importação de saldos"
        REVERSAL = "reversal", "Estorno"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+"
    )
    to_establishment = models.ForeignKey(
        Establishment, verbose_name="destino", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField("tipo", max_length=10, choices=Kind)
    reason = models.CharField("motivo", max_length=200, blank=True, default="")
    document = models.CharField("documento", max_length=60, blank=True, default="")
    by = models.ForeignKey(User, verbose_name="lançado por", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("data e hora")
    source = models.CharField(max_length=40, blank=True, default="", editable=False)
    reverses = models.OneToOneField(
        "self", verbose_name="estorna", null=True, blank=True, on_delete=models.PROTECT, related_name="reversal"
    )

    objects: ClassVar[PostingQuerySet] = PostingQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "lançamento de estoque"
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["count", "issue", "reversal"]) | ~Q(reason=""), name="posting_says_its_reason"
            )
        ]
        indexes = [
            models.Index(fields=["company", "-id"], name="posting_by_company"),
            models.Index(fields=["establishment", "-id"], name="posting_by_branch"),
            models.Index(fields=["to_establishment", "-id"], name="posting_by_destination"),
            models.Index(fields=["source"], condition=~Q(source=""), name="posting_by_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} nº {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("stock:posting", args=[self.pk])


class BalanceQuerySet(PlacedQuerySet["Balance"]):
    pass


class Balance(models.Model):
    """What a warehouse holds of a product, in one unit and of one lot (or of none).

    `on_hand` is the sum of its movements and `reserved` of what reservations hold; only the database's own triggers
    write them. Never negative, never reserved beyond what is there.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+"
    )
    product = models.ForeignKey(Product, verbose_name="produto", on_delete=models.PROTECT, related_name="balances")
    warehouse = models.ForeignKey(Warehouse, verbose_name="armazém", on_delete=models.PROTECT, related_name="balances")
    unit = models.ForeignKey(Unit, verbose_name="unidade", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(
        Lot, verbose_name="lote", null=True, blank=True, on_delete=models.PROTECT, related_name="balances"
    )
    on_hand = models.DecimalField("em mãos", max_digits=15, decimal_places=4, default=0)
    reserved = models.DecimalField("reservado", max_digits=15, decimal_places=4, default=0)
    available = models.GeneratedField(
        expression=F("on_hand") - F("reserved"),
        output_field=models.DecimalField(max_digits=15, decimal_places=4),
        db_persist=True,
        verbose_name="disponível",
    )

    objects: ClassVar[BalanceQuerySet] = BalanceQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "saldo de estoque"
        constraints = [
            models.UniqueConstraint(
                fields=["product", "warehouse", "unit", "lot"], name="one_balance_for_each", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="balance_is_never_negative"),
            models.CheckConstraint(
                condition=Q(reserved__gte=0) & Q(reserved__lte=F("on_hand")), name="reserved_is_on_hand"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "product", "id"], name="balance_by_company"),
            models.Index(fields=["establishment", "product", "id"], name="balance_by_branch"),
            models.Index(fields=["warehouse", "product", "id"], name="balance_by_warehouse"),
            models.Index(fields=["lot"], condition=Q(lot__isnull=False), name="balance_by_lot"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} @ {self.warehouse_id}"


class MovementQuerySet(PlacedQuerySet["Movement"]):
    def ways_to(self, actor: Actor) -> list[Q]:
        """Of the whole company, the primary key alone serves the order."""
        return [] if sees_every_place(actor) else super().ways_to(actor)


class Movement(models.Model):
    """A line of the ledger: so much more (or less, negative) of a product, and the balance right after it.

    The database gives `id` and `balance_after` while it holds the balance, so that the movements of one balance are in
    the order of their ids and each starts where the one before ended. The table is partitioned by year of `at`.
    """

    id = models.BigIntegerField(primary_key=True)
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    establishment = models.ForeignKey(
        Establishment,
        verbose_name="estabelecimento",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="movements", db_index=False)
    kind = models.CharField("tipo", max_length=10, choices=Posting.Kind)
    product = models.ForeignKey(
        Product, verbose_name="produto", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    warehouse = models.ForeignKey(
        Warehouse, verbose_name="armazém", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(Unit, verbose_name="unidade", on_delete=models.PROTECT, related_name="+", db_index=False)
    lot = models.ForeignKey(
        Lot, verbose_name="lote", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    quantity = models.DecimalField("quantidade", max_digits=15, decimal_places=4)
    balance_after = models.DecimalField("saldo depois", max_digits=15, decimal_places=4)
    at = models.DateTimeField("data e hora")

    objects: ClassVar[MovementQuerySet] = MovementQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "movimento de estoque"

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity}"
