"""What a sale is for and who makes it: natures of operation, destinations, the regime of each establishment."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from vinculo.organization.books import BookEntry, BookQuerySet, Dated
from vinculo.organization.models import Establishment
from vinculo.tax_book.models.rates import ContributionRate, Regime, SimplesBracket


class OperationNature(BookEntry):
    """A nature of operation: the CFOP for each reach, and what the operation does.

    The CFOPs "com ST" are used on lines whose ICMS is withheld; empty, the ordinary ones serve. `icms`, `csosn`, `ipi`
    and `reform` (a cClassTrib) are situations that the nature itself brings about inside the country, whatever the
    product; empty, the matrix decides.
    """

    class Kind(models.TextChoices):
        SALE = "sale", "Venda"
        SERVICE = "service", "Prestação de serviço"
        BONUS = "bonus", "Bonificação ou brinde"
        SAMPLE = "sample", "Amostra grátis"
        LOAN = "loan", "Comodato ou demonstração"
        SHIPMENT = "shipment", "Remessa"
        TRANSFER = "transfer", "Transferência"
        RETURN = "return", "Devolução"

    class Icms(models.TextChoices):
        EXEMPT = "40", "40: isenta"
        UNTAXED = "41", "41: não tributada"
        SUSPENDED = "50", "50: suspensão"

    class Csosn(models.TextChoices):
        IMMUNE = "300", "300: imune"
        UNTAXED = "400", "400: não tributada pelo Simples"
        OTHER = "900", "900: outros, com a alíquota da rota"

    class Ipi(models.TextChoices):
        EXEMPT = "52", "52: isenta"
        UNTAXED = "53", "53: não tributada"
        SUSPENDED = "55", "55: suspensão"

    kind = models.CharField("espécie", max_length=10, choices=Kind, default=Kind.SALE)
    cfop_state = models.CharField("CFOP dentro do estado", max_length=4, blank=True, default="")
    cfop_interstate = models.CharField("CFOP para outro estado", max_length=4, blank=True, default="")
    cfop_abroad = models.CharField("CFOP para o exterior", max_length=4, blank=True, default="")
    cfop_state_st = models.CharField("CFOP dentro do estado, com ST", max_length=4, blank=True, default="")
    cfop_interstate_st = models.CharField("CFOP para outro estado, com ST", max_length=4, blank=True, default="")
    cfop_consumer_interstate = models.CharField(
        "CFOP para não contribuinte de outro estado", max_length=4, blank=True, default=""
    )
    moves_stock = models.BooleanField("movimenta estoque", default=True)
    has_receivable = models.BooleanField("gera conta a receber", default=True)
    icms = models.CharField("CST do ICMS", max_length=2, choices=Icms, blank=True, default="")
    csosn = models.CharField("CSOSN", max_length=3, choices=Csosn, blank=True, default="")
    ipi = models.CharField("CST do IPI", max_length=2, choices=Ipi, blank=True, default="")
    reform = models.CharField("cClassTrib", max_length=6, blank=True, default="")
    icms_source = models.CharField("base legal no ICMS", max_length=300, blank=True, default="")
    ipi_source = models.CharField("base legal no IPI", max_length=300, blank=True, default="")
    reform_source = models.CharField("base legal no IBS e na CBS", max_length=300, blank=True, default="")
    legal_text = models.CharField("informações complementares", max_length=500, blank=True, default="")

    objects: ClassVar[BookQuerySet["OperationNature"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "natureza de operação"
        constraints = [
            *BookEntry.Meta.constraints,
            *(
                models.CheckConstraint(
                    condition=Q(**{field: ""}) | Q(**{f"{field}__regex": f"^[{digits}][0-9]{{3}}$"}),
                    name=f"nature_{field}_has_its_digit",
                )
                for field, digits in (
                    ("cfop_state", "15"),
                    ("cfop_interstate", "26"),
                    ("cfop_abroad", "37"),
                    ("cfop_state_st", "15"),
                    ("cfop_interstate_st", "26"),
                    ("cfop_consumer_interstate", "26"),
                )
            ),
            models.CheckConstraint(
                condition=Q(icms__in=("", "40", "41", "50"))
                & Q(csosn__in=("", "300", "400", "900"))
                & Q(ipi__in=("", "52", "53", "55")),
                name="nature_situations_collect_nothing",
            ),
        ]


class Destination(BookEntry):
    """Destinação: what the buyer wants the goods for. `purpose` is what the law looks at."""

    class Purpose(models.TextChoices):
        RESALE = "resale", "Revenda"
        INDUSTRIALISATION = "industrialisation", "Industrialização"
        CONSUMPTION = "consumption", "Uso e consumo"
        FIXED_ASSET = "fixed_asset", "Ativo imobilizado"

    purpose = models.CharField("finalidade", max_length=17, choices=Purpose)

    objects: ClassVar[BookQuerySet["Destination"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "destinação"


class EstablishmentRegime(Dated):
    """The tax regime of an establishment between two days, and the company's choices where the law leaves room.

    `revenue` is that of the last twelve months (RBT12), from which the credit of Simples comes; only CRT 1 uses it.
    """

    class Contributions(models.TextChoices):
        CUMULATIVE = "cumulative", "Cumulativo (lucro presumido)"
        NON_CUMULATIVE = "non_cumulative", "Não cumulativo (lucro real)"

    class Rounding(models.TextChoices):
        HALF_UP = "ROUND_HALF_UP", "Meio para cima (como na NF-e)"
        HALF_EVEN = "ROUND_HALF_EVEN", "Meio para o par (ABNT NBR 5891)"

    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="regimes", db_index=False
    )
    regime = models.CharField("regime (CRT)", max_length=1, choices=Regime, default=Regime.NORMAL)
    contributions = models.CharField(
        "regime de PIS/COFINS", max_length=14, choices=Contributions, default=Contributions.NON_CUMULATIVE
    )
    contribution_rate = models.ForeignKey(
        ContributionRate,
        verbose_name="alíquotas de PIS/COFINS",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    pays_ipi = models.BooleanField("contribuinte do IPI (indústria ou equiparado)", default=False)
    annex = models.CharField("anexo do Simples", max_length=3, choices=SimplesBracket.Annex, blank=True, default="")
    reform_outside_das = models.BooleanField("IBS e CBS fora do DAS (opção do Simples)", default=False)
    revenue = models.DecimalField("receita de 12 meses", max_digits=14, decimal_places=2, default=Decimal(0))
    rounding = models.CharField("arredondamento", max_length=16, choices=Rounding, default=Rounding.HALF_UP)
    mva_places = models.PositiveSmallIntegerField("casas da MVA ajustada", default=2)
    excludes_icms = models.BooleanField("ICMS fora da base do PIS/COFINS (Tema 69)", default=True)
    excludes_difal = models.BooleanField("DIFAL fora da base do PIS/COFINS", default=True)
    excludes_fcp = models.BooleanField("FCP fora da base do PIS/COFINS", default=False)
    excludes_iss = models.BooleanField("ISS fora da base do PIS/COFINS", default=False)

    objects: ClassVar[BookQuerySet["EstablishmentRegime"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(Dated.Meta):
        verbose_name = "regime do estabelecimento"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["establishment", "valid_from"], name="one_regime_per_establishment_day"),
            models.CheckConstraint(condition=Q(mva_places__range=(2, 4)), name="adjusted_mva_has_2_to_4_places"),
            models.CheckConstraint(condition=Q(revenue__gte=0), name="revenue_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.establishment}, {self.get_regime_display()}"
