"""How customers pay: the kinds of payment, the company's methods and cards, and its payment terms."""

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from vinculo.organization.books import BookEntry, BookQuerySet


class PaymentMethodType(BookEntry):
    """A kind of payment; `nfe_code` is the tPag of the NF-e (Manual de Orientação, anexo I)."""

    nfe_code = models.CharField("código na NF-e (tPag)", max_length=2)

    objects: ClassVar[BookQuerySet["PaymentMethodType"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "tipo da forma de pagamento"
        constraints = [
            *BookEntry.Meta.constraints,
            models.CheckConstraint(condition=Q(nfe_code__regex=r"^[0-9]{2}$"), name="payment_type_has_its_nfe_code"),
        ]


class PaymentMethod(BookEntry):
    """A way to pay that the company accepts: through whom, what it costs the company, when the money arrives."""

    type = models.ForeignKey(
        PaymentMethodType, verbose_name="tipo", on_delete=models.PROTECT, related_name="methods", db_index=False
    )
    through = models.CharField("banco ou adquirente", max_length=60, blank=True, default="")
    fee_percent = models.DecimalField("taxa (%)", max_digits=7, decimal_places=4, default=Decimal(0))
    fee_amount = models.DecimalField("tarifa por parcela (R$)", max_digits=9, decimal_places=2, default=Decimal(0))
    days_to_receive = models.PositiveSmallIntegerField("dias para receber", default=0)

    objects: ClassVar[BookQuerySet["PaymentMethod"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "forma de pagamento"
        constraints = [
            *BookEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(fee_percent__gte=0, fee_percent__lt=100, fee_amount__gte=0),
                name="payment_method_fees_are_possible",
            ),
        ]


class CardType(BookEntry):
    """A card brand as an acquirer settles it. No card number is ever kept here."""

    class Kind(models.TextChoices):
        CREDIT = "credit", "Crédito"
        DEBIT = "debit", "Débito"
        VOUCHER = "voucher", "Vale"

    kind = models.CharField("modalidade", max_length=10, choices=Kind, default=Kind.CREDIT)
    brand = models.CharField("bandeira", max_length=30)
    acquirer = models.CharField("adquirente", max_length=60, blank=True, default="")
    fee_percent = models.DecimalField("taxa (%)", max_digits=7, decimal_places=4, default=Decimal(0))
    most_instalments = models.PositiveSmallIntegerField("máximo de parcelas", default=1)
    days_to_receive = models.PositiveSmallIntegerField("dias para receber", default=30)

    objects: ClassVar[BookQuerySet["CardType"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "tipo de cartão"
        constraints = [
            *BookEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(fee_percent__gte=0, fee_percent__lt=100, most_instalments__gte=1),
                name="card_fee_and_instalments_are_possible",
            ),
        ]


class PaymentTerm(BookEntry):
    """When a sale is paid: `days` from the invoice or the end of its month, `shares` in points (empty: equal parts).

    `rate` is points a month, or points at once for the flat kind (negative: a discount). No method: any is accepted.
    """

    class Base(models.TextChoices):
        INVOICE = "ddl", "Dias da nota (DDL)"
        MONTH_END = "dfm", "Dias do fim do mês (DFM)"

    class Interest(models.TextChoices):
        NONE = "none", "Não muda o preço"
        FLAT = "flat", "Percentual fixo (negativo: desconto)"
        SIMPLE = "simple", "Juros simples ao mês"
        COMPOUND = "compound", "Juros compostos ao mês"
        PRESENT_VALUE = "present_value", "Juros ao mês, a valor presente"

    class Residue(models.TextChoices):
        LAST = "last", "Na última parcela"
        FIRST = "first", "Na primeira parcela"
        CUT_LAST = "cut_last", "Corta os centavos, o resto na última"
        CUT_FIRST = "cut_first", "Corta os centavos, o resto na primeira"
        SPREAD = "spread", "Corta os centavos, um a cada uma das primeiras"

    days = ArrayField(models.PositiveSmallIntegerField(), verbose_name="vencimentos")
    shares = ArrayField(
        models.DecimalField(max_digits=7, decimal_places=4), verbose_name="percentuais", default=list, blank=True
    )
    base = models.CharField("contados de", max_length=3, choices=Base, default=Base.INVOICE)
    interest = models.CharField("acréscimo ou desconto", max_length=15, choices=Interest, default=Interest.NONE)
    rate = models.DecimalField("taxa (%)", max_digits=8, decimal_places=4, default=Decimal(0))
    minimum_order = models.DecimalField("pedido mínimo", max_digits=14, decimal_places=2, default=Decimal(0))
    minimum_instalment = models.DecimalField("parcela mínima", max_digits=14, decimal_places=2, default=Decimal(0))
    taxes_in_first = models.BooleanField("IPI e ST inteiros na primeira parcela", default=False)
    residue = models.CharField("centavos que sobram", max_length=9, choices=Residue, default=Residue.LAST)
    methods = models.ManyToManyField(
        PaymentMethod, verbose_name="formas de pagamento aceitas", blank=True, related_name="terms"
    )

    objects: ClassVar[BookQuerySet["PaymentTerm"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "condição de pagamento"
        constraints = [
            *BookEntry.Meta.constraints,
            models.CheckConstraint(condition=Q(days__len__gte=1), name="payment_term_has_a_due_date"),
            models.CheckConstraint(
                condition=Q(minimum_order__gte=0, minimum_instalment__gte=0), name="payment_term_minima_are_positive"
            ),
            models.CheckConstraint(
                condition=Q(rate__gte=0) | Q(interest="flat", rate__gt=-100), name="payment_term_rate_is_possible"
            ),
        ]
