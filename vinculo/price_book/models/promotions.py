"""Promotions: for a period, some products cost a percentage less, or a price of their own, by bands of quantity."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from vinculo.catalogue.models import Brand, Line, Product, Unit
from vinculo.customers.models import Party
from vinculo.geography.models import State
from vinculo.organization.books import BookEntry, BookQuerySet
from vinculo.organization.models import Company, Establishment
from vinculo.price_book.models.payment import PaymentTerm


class Promotion(BookEntry):
    """`most` limits the quantity of a product in one order, in the unit of the band that applies. One that is not
    cumulative does not join other promotions: the better for the customer applies. Without customers it is for
    everybody."""

    establishment = models.ForeignKey(
        Establishment,
        verbose_name="estabelecimento",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    state = models.ForeignKey(
        State,
        verbose_name="UF do cliente",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    is_cumulative = models.BooleanField("soma com outras promoções", default=False)
    most = models.DecimalField("quantidade máxima por pedido", max_digits=12, decimal_places=4, null=True, blank=True)
    parties = models.ManyToManyField(Party, verbose_name="clientes", blank=True, related_name="promotions")

    objects: ClassVar[BookQuerySet["Promotion"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "promoção"
        constraints = [
            *BookEntry.Meta.constraints,
            models.CheckConstraint(condition=Q(most__isnull=True) | Q(most__gt=0), name="promotion_limit_is_positive"),
        ]
        indexes = [models.Index(fields=["company", "-valid_from", "id"], name="promotion_by_date")]


class NegotiationScenario(BookEntry):
    """A named what-if of a negotiation; the negotiation matrix says what it does to a price. `term` comes with it."""

    description = models.CharField("quando usar", max_length=200, blank=True, default="")
    term = models.ForeignKey(
        PaymentTerm,
        verbose_name="condição de pagamento",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    objects: ClassVar[BookQuerySet["NegotiationScenario"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "cenário da negociação"


class PromotionBand(models.Model):
    """From `from_quantity` of `unit` (None: of the unit sold) on, `percent` points less or the `price` of one unit.

    For one product, or for every product of a line or brand; a price of its own is always of a product and a unit.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="bands")
    product = models.ForeignKey(
        Product, verbose_name="produto", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    line = models.ForeignKey(
        Line, verbose_name="linha", null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    brand = models.ForeignKey(
        Brand, verbose_name="marca", null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name="unidade",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    from_quantity = models.DecimalField("a partir de", max_digits=12, decimal_places=4, default=Decimal(0))
    percent = models.DecimalField("desconto (%)", max_digits=7, decimal_places=4, null=True, blank=True)
    price = models.DecimalField("preço", max_digits=20, decimal_places=10, null=True, blank=True)

    class Meta:
        verbose_name = "faixa da promoção"
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lt=100, price__isnull=True)
                | Q(percent__isnull=True, price__gt=0, product__isnull=False, unit__isnull=False),
                name="band_has_a_percentage_or_a_price",
            ),
            models.CheckConstraint(
                condition=Q(product__isnull=False, line__isnull=True, brand__isnull=True)
                | Q(product__isnull=True, line__isnull=False, brand__isnull=True)
                | Q(product__isnull=True, line__isnull=True, brand__isnull=False),
                name="band_is_of_a_product_a_line_or_a_brand",
            ),
            models.CheckConstraint(condition=Q(from_quantity__gte=0), name="promotion_band_is_not_negative"),
            models.UniqueConstraint(
                fields=["promotion", "product", "line", "brand", "unit", "from_quantity"],
                name="one_band_per_promotion_and_quantity",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promotion_id}: {self.percent or self.price}"
