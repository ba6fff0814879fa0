"""Rates by place and date, each with its source: ICMS of the states, PIS/COFINS, IBS/CBS, Simples, what is due when."""

from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from vinculo.geography.models import State
from vinculo.kernel.figures import amount_in_reais
from vinculo.organization.books import BookEntry, BookQuerySet, Dated

SIZE: dict[str, Any] = {"max_digits": 7, "decimal_places": 4}
PERCENT: dict[str, Any] = {**SIZE, "default": Decimal(0)}


class Regime(models.TextChoices):
    """CRT of the NF-e."""

    SIMPLES = "1", "1 · Simples Nacional"
    SIMPLES_ABOVE_LIMIT = "2", "2 · Simples acima do sublimite"
    NORMAL = "3", "3 · Regime normal"
    MEI = "4", "4 · MEI"


class SourcedRate(Dated):
    """A dated row that cites the law or table it was taken from."""

    source = models.CharField("fonte", max_length=300, blank=True, default="")

    class Meta(Dated.Meta):
        abstract = True


class InternalRate(SourcedRate):
    """The general internal ICMS rate of a state, and the FCP charged on goods in general (a column of its own)."""

    state = models.ForeignKey(State, verbose_name="UF", on_delete=models.PROTECT, related_name="+", db_index=False)
    rate = models.DecimalField("alíquota interna (%)", **SIZE)
    fcp_rate = models.DecimalField("FCP geral (%)", **PERCENT)

    objects: ClassVar[BookQuerySet["InternalRate"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(SourcedRate.Meta):
        verbose_name = "alíquota interna do ICMS"
        constraints = [
            *SourcedRate.Meta.constraints,
            models.UniqueConstraint(fields=["company", "state", "valid_from"], name="one_internal_rate_per_state_day"),
            models.CheckConstraint(condition=Q(rate__range=(0, 100)), name="internal_rate_is_a_percentage"),
            models.CheckConstraint(condition=Q(fcp_rate__range=(0, 100)), name="internal_fcp_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.state_id} desde {self.valid_from:%d/%m/%Y}"


class InterstateRate(SourcedRate):
    """The interstate ICMS rate between two states; an empty state means any. The row that names more states wins."""

    origin = models.ForeignKey(
        State,
        verbose_name="UF de origem",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    destination = models.ForeignKey(
        State,
        verbose_name="UF de destino",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    is_imported = models.BooleanField("só mercadoria importada", default=False)
    rate = models.DecimalField("alíquota interestadual (%)", **SIZE)

    objects: ClassVar[BookQuerySet["InterstateRate"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(SourcedRate.Meta):
        verbose_name = "alíquota interestadual do ICMS"
        constraints = [
            *SourcedRate.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "origin", "destination", "is_imported", "valid_from"],
                name="one_interstate_rate_per_route_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(rate__range=(0, 100)), name="interstate_rate_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(origin__isnull=True) | Q(destination__isnull=True) | ~Q(origin=F("destination")),
                name="interstate_rate_crosses_a_border",
            ),
        ]

    def __str__(self) -> str:
        goods = " (importados)" if self.is_imported else ""
        return f"{self.origin_id or 'qualquer'} → {self.destination_id or 'qualquer'}{goods}"


class StateRule(SourcedRate):
    """How a state reckons what the law leaves to it: DIFAL, relieved ICMS, and whether IBS and CBS enter its base."""

    class DifalBase(models.TextChoices):
        SINGLE = "single", "Base única"
        DOUBLE = "double", "Base dupla"
        GROSS_UP = "gross_up", "Base composta, diferença de alíquotas"
        NET_PRICE = "net_price", "Por dentro"

    class ConsumerDifal(models.TextChoices):
        SINGLE = "single", "Base única"
        GROSS_UP = "gross_up", "Base composta"
        NET_PRICE = "net_price", "Por dentro"

    class Relief(models.TextChoices):
        SIMPLE = "simple", "Valor × alíquota"
        GROSS_UP = "gross_up", "Por dentro: valor ÷ (1 − alíquota) × alíquota"

    state = models.ForeignKey(State, verbose_name="UF", on_delete=models.PROTECT, related_name="+", db_index=False)
    contributor_difal = models.CharField(
        "DIFAL de contribuinte", max_length=9, choices=DifalBase, default=DifalBase.DOUBLE
    )
    consumer_difal = models.CharField(
        "DIFAL de não contribuinte", max_length=9, choices=ConsumerDifal, default=ConsumerDifal.SINGLE
    )
    relief = models.CharField("ICMS desonerado", max_length=8, choices=Relief, default=Relief.GROSS_UP)
    reform_in_icms_base = models.BooleanField("IBS e CBS na base do ICMS", default=False)

    objects: ClassVar[BookQuerySet["StateRule"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(SourcedRate.Meta):
        verbose_name = "regra da UF"
        constraints = [
            *SourcedRate.Meta.constraints,
            models.UniqueConstraint(fields=["company", "state", "valid_from"], name="one_rule_per_state_day"),
        ]

    def __str__(self) -> str:
        return f"{self.state_id} desde {self.valid_from:%d/%m/%Y}"


class ContributionRate(BookEntry):
    """A pair of PIS and COFINS rates, known by a code that the matrix names."""

    pis = models.DecimalField("PIS (%)", **PERCENT)
    cofins = models.DecimalField("COFINS (%)", **PERCENT)
    source = models.CharField("fonte", max_length=300, blank=True, default="")

    objects: ClassVar[BookQuerySet["ContributionRate"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "alíquota de PIS/COFINS"
        constraints = [
            *BookEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(pis__range=(0, 100), cofins__range=(0, 100)), name="contribution_rates_are_percentages"
            ),
        ]


class ReformRate(SourcedRate):
    """The full rate of CBS or IBS on a date; an empty state means every state. One that `is_estimate` has not been set
    by law yet, and is told as such wherever it is used."""

    class Tax(models.TextChoices):
        CBS = "cbs", "CBS"
        IBS_STATE = "ibs_state", "IBS do estado"
        IBS_MUNICIPAL = "ibs_municipal", "IBS do município"

    tax = models.CharField("tributo", max_length=13, choices=Tax)
    state = models.ForeignKey(
        State, verbose_name="UF", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    rate = models.DecimalField("alíquota (%)", **SIZE)
    is_estimate = models.BooleanField("é estimativa", default=False)

    objects: ClassVar[BookQuerySet["ReformRate"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(SourcedRate.Meta):
        verbose_name = "alíquota de IBS/CBS"
        constraints = [
            *SourcedRate.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "tax", "state", "valid_from"],
                name="one_reform_rate_per_place_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(rate__range=(0, 100)), name="reform_rate_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tax_display()} {self.state_id or ''}".strip()


class PhaseOut(SourcedRate):
    """How much of the rates of ICMS and ISS is charged while the reform takes their place: `share` points of a rate."""

    class Tax(models.TextChoices):
        ICMS = "icms", "ICMS"
        FCP = "fcp", "FCP"
        ISS = "iss", "ISS"

    tax = models.CharField("tributo", max_length=4, choices=Tax)
    share = models.DecimalField("parte da alíquota (%)", **SIZE)

    objects: ClassVar[BookQuerySet["PhaseOut"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(SourcedRate.Meta):
        verbose_name = "transição do ICMS e do ISS"
        constraints = [
            *SourcedRate.Meta.constraints,
            models.UniqueConstraint(fields=["company", "tax", "valid_from"], name="one_phase_out_per_tax_day"),
            models.CheckConstraint(condition=Q(share__range=(0, 100)), name="phase_out_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tax_display()} desde {self.valid_from:%d/%m/%Y}"


class TaxPeriod(SourcedRate):
    """When a tax is due and by whom, and whether it is added to the total: what turns 2026 into 2027 without code.

    `is_required`: a line without a rule of this tax is refused. `regimes` empty means every regime.
    """

    class Tax(models.TextChoices):
        ICMS = "icms", "ICMS"
        IPI = "ipi", "IPI"
        PIS_COFINS = "pis_cofins", "PIS/COFINS"
        IBS_CBS = "ibs_cbs", "IBS/CBS"
        IS = "is", "Imposto Seletivo"
        ISS = "iss", "ISS"

    tax = models.CharField("tributo", max_length=10, choices=Tax)
    regimes = ArrayField(
        models.CharField(max_length=1, choices=Regime), verbose_name="regimes", default=list, blank=True
    )
    is_required = models.BooleanField("sem regra, recusa a venda", default=True)
    in_total = models.BooleanField("soma-se ao total", default=True)

    objects: ClassVar[BookQuerySet["TaxPeriod"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(SourcedRate.Meta):
        verbose_name = "vigência de tributo"
        constraints = [
            *SourcedRate.Meta.constraints,
            models.UniqueConstraint(fields=["company", "tax", "valid_from"], name="one_period_per_tax_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tax_display()} desde {self.valid_from:%d/%m/%Y}"


class SimplesBracket(SourcedRate):
    """A bracket of an annex of Simples Nacional, by revenue of twelve months in reais."""

    class Annex(models.TextChoices):
        COMMERCE = "I", "Anexo I · Comércio"
        INDUSTRY = "II", "Anexo II · Indústria"

    annex = models.CharField("anexo", max_length=3, choices=Annex)
    up_to = models.DecimalField("receita até", max_digits=14, decimal_places=2)
    nominal_rate = models.DecimalField("alíquota nominal (%)", **SIZE)
    deduction = models.DecimalField("parcela a deduzir", max_digits=14, decimal_places=2, default=Decimal(0))
    icms_share = models.DecimalField("parte do ICMS (%)", **PERCENT)
    contributions_share = models.DecimalField("parte do PIS e da COFINS (%)", **PERCENT)

    objects: ClassVar[BookQuerySet["SimplesBracket"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(SourcedRate.Meta):
        verbose_name = "faixa do Simples Nacional"
        constraints = [
            *SourcedRate.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "annex", "up_to", "valid_from"], name="one_simples_bracket_per_revenue_day"
            ),
            models.CheckConstraint(condition=Q(up_to__gt=0), name="simples_bracket_has_a_ceiling"),
            models.CheckConstraint(
                condition=Q(
                    icms_share__gte=0, contributions_share__gte=0, icms_share__lte=100 - F("contributions_share")
                ),
                name="simples_shares_fit_in_the_rate",
            ),
        ]

    def __str__(self) -> str:
        return f"Anexo {self.annex} até {amount_in_reais(self.up_to)}"
