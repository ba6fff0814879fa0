"""Who carries the goods, and who pays for it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from vinculo.geography.models import Municipality
from vinculo.organization.books import BookEntry, BookQuerySet
from vinculo.organization.models import Establishment


class FreightType(BookEntry):
    """A freight arrangement by the code of the NF-e (modFrete). `is_charged`: its amount goes into the sale; otherwise
    the seller bears it and it weighs on the margin."""

    class NfeCode(models.TextChoices):
        CIF = "0", "0 · Por conta do remetente (CIF)"
        FOB = "1", "1 · Por conta do destinatário (FOB)"
        THIRD_PARTY = "2", "2 · Por conta de terceiros"
        OWN_SENDER = "3", "3 · Transporte próprio do remetente"
        OWN_RECIPIENT = "4", "4 · Transporte próprio do destinatário"
        NONE = "9", "9 · Sem transporte"

    nfe_code = models.CharField("código na NF-e", max_length=1, choices=NfeCode)
    is_charged = models.BooleanField("cobrado do cliente na venda", default=False)

    objects: ClassVar[BookQuerySet["FreightType"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "tipo de frete"
        constraints = [
            *BookEntry.Meta.constraints,
            models.CheckConstraint(condition=Q(nfe_code__in=list("012349")), name="freight_type_has_its_nfe_code"),
        ]


class Carrier(BookEntry):
    """A carrier: its CNPJ or CPF, where it goes (no state: everywhere) and how."""

    class Mode(models.TextChoices):
        ROAD = "road", "Rodoviário"
        AIR = "air", "Aéreo"
        WATER = "water", "Aquaviário"
        RAIL = "rail", "Ferroviário"
        COURIER = "courier", "Correios ou courier"

    document = models.CharField("CNPJ/CPF", max_length=14, blank=True, default="")
    mode = models.CharField("modal", max_length=10, choices=Mode, default=Mode.ROAD)
    states = ArrayField(models.CharField(max_length=2), verbose_name="UFs atendidas", default=list, blank=True)
    does_redispatch = models.BooleanField("faz redespacho", default=False)
    insures = models.BooleanField("segura a carga", default=False)
    phone = models.CharField("telefone", max_length=20, blank=True, default="")
    email = models.EmailField("e-mail", max_length=150, blank=True, default="")

    objects: ClassVar[BookQuerySet["Carrier"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "transportadora"
        constraints = [
            *BookEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "document"],
                condition=~Q(document="") & Q(is_active=True),
                name="carrier_document_is_unique",
            ),
        ]


class DeliveryRoute(BookEntry):
    """When goods leave for some towns (or whole states; neither: everywhere) from an establishment, or from any.

    `weekdays` of departure (Monday is 0; none: every business day), less holidays and `days_off`. An order after
    `cut_off` misses a departure of its own day. `transit_days` are business days; None leaves them to the freight
    matrix.
    """

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "Segunda"
        TUESDAY = 1, "Terça"
        WEDNESDAY = 2, "Quarta"
        THURSDAY = 3, "Quinta"
        FRIDAY = 4, "Sexta"
        SATURDAY = 5, "Sábado"
        SUNDAY = 6, "Domingo"

    establishment = models.ForeignKey(
        Establishment,
        verbose_name="sai de",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    municipalities = models.ManyToManyField(Municipality, verbose_name="cidades", blank=True, related_name="+")
    states = ArrayField(models.CharField(max_length=2), verbose_name="estados inteiros", default=list, blank=True)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday), verbose_name="dias de saída", default=list, blank=True
    )
    cut_off = models.TimeField("hora de corte", null=True, blank=True)
    transit_days = models.PositiveSmallIntegerField("dias úteis de transporte", null=True, blank=True)
    days_off = ArrayField(models.DateField(), verbose_name="dias sem saída", default=list, blank=True)

    objects: ClassVar[BookQuerySet["DeliveryRoute"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "rota de entrega"
        constraints = [
            *BookEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[0, 1, 2, 3, 4, 5, 6]), name="route_leaves_on_weekdays"
            ),
            models.CheckConstraint(
                condition=Q(transit_days__isnull=True) | Q(transit_days__lte=365), name="route_transit_is_possible"
            ),
        ]
