"""Price tables and their prices, and which table a customer buys by."""

from decimal import Decimal
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from vinculo.catalogue.models import Product, Unit
from vinculo.customers.models import Party
from vinculo.customers.queries import about_readable
from vinculo.foundation.access import Actor
from vinculo.geography.models import State
from vinculo.kernel.figures import unit_price_in_reais
from vinculo.organization.books import BookEntry, BookQuerySet, Dated
from vinculo.organization.models import Establishment
from vinculo.stock.models import Warehouse

M = TypeVar("M", bound=models.Model)


class PriceTable(BookEntry):
    """A list of prices, of an establishment or a state or of the whole company. `places` are the decimals that a unit
    price worked out from it keeps."""

    class Kind(models.TextChoices):
        BASE = "base", "Base: vale quando nenhuma outra vale"
        REGION = "region", "Região ou canal"
        CUSTOMER = "customer", "Só para clientes indicados"

    kind = models.CharField("tipo", max_length=10, choices=Kind, default=Kind.BASE)
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
    places = models.PositiveSmallIntegerField("casas decimais do preço", default=4)

    objects: ClassVar[BookQuerySet["PriceTable"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "tabela de preço"
        constraints = [
            *BookEntry.Meta.constraints,
            models.CheckConstraint(condition=Q(places__gte=2, places__lte=10), name="price_table_keeps_2_to_10_places"),
        ]
        indexes = [models.Index(fields=["company", "code"], name="price_table_by_code")]


class CustomersQuerySet(BookQuerySet[M]):
    """Rows that may be a customer's own."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of everybody, and those of the customers whose contents the actor may read."""
        return super().visible_to(actor).filter(about_readable(actor))


class ListPrice(Dated):
    """The price in reais of one `unit` of a product, from `from_quantity` of that unit on.

    The emptier its keys, the more general: an establishment, a state (the customer's) or a customer narrow it. Of the
    rows that apply, the customer's own wins, then the larger band, then the narrower row, then the newest.
    """

    table = models.ForeignKey(
        PriceTable, verbose_name="tabela", on_delete=models.PROTECT, related_name="prices", db_index=False
    )
    product = models.ForeignKey(
        Product, verbose_name="produto", on_delete=models.PROTECT, related_name="list_prices", db_index=False
    )
    unit = models.ForeignKey(Unit, verbose_name="unidade", on_delete=models.PROTECT, related_name="+", db_index=False)
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
        State, verbose_name="UF", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    party = models.ForeignKey(
        Party, verbose_name="cliente", null=True, blank=True, on_delete=models.PROTECT, related_name="list_prices"
    )
    from_quantity = models.DecimalField("a partir de", max_digits=12, decimal_places=4, default=Decimal(0))
    price = models.DecimalField("preço", max_digits=20, decimal_places=10)

    objects: ClassVar[CustomersQuerySet["ListPrice"]] = CustomersQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(Dated.Meta):
        verbose_name = "preço de lista"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=[
                    "product",
                    "table",
                    "unit",
                    "establishment",
                    "state",
                    "party",
                    "from_quantity",
                    "valid_from",
                ],
                name="one_price_per_product_place_band_and_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(price__gt=0), name="list_price_is_positive"),
            models.CheckConstraint(condition=Q(from_quantity__gte=0), name="list_price_band_is_not_negative"),
        ]
        indexes = [
            models.Index(fields=["company", "-valid_from", "-id"], name="list_price_by_newest"),
            models.Index(fields=["table", "product"], name="list_price_by_table"),
            # Which products have a price of everybody on a day: read from the index alone.
            models.Index(
                fields=["product"],
                include=["valid_from", "valid_until"],
                condition=Q(party__isnull=True),
                name="list_price_of_everybody",
            ),
        ]

    def __str__(self) -> str:
        return f"Preço de {unit_price_in_reais(self.price)}"


class SalesTable(Dated):
    """Which price table a customer buys by at an invoicing site, for goods of a warehouse. Empty keys mean any."""

    party = models.ForeignKey(
        Party, verbose_name="cliente", null=True, blank=True, on_delete=models.PROTECT, related_name="sales_tables"
    )
    establishment = models.ForeignKey(
        Establishment,
        verbose_name="local de faturamento",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    warehouse = models.ForeignKey(
        Warehouse,
        verbose_name="armazém",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    table = models.ForeignKey(
        PriceTable, verbose_name="tabela de preço", on_delete=models.PROTECT, related_name="sales_tables"
    )

    objects: ClassVar[CustomersQuerySet["SalesTable"]] = CustomersQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(Dated.Meta):
        verbose_name = "tabela de venda"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "party", "establishment", "warehouse", "valid_from"],
                name="one_sales_table_per_customer_site_and_warehouse",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party or self.establishment or 'Todos'} → {self.table}"
