"""The official code tables: CFOP, situations of each tax, origin of goods, cClassTrib. Shipped; updated by import."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left

from vinculo.organization.books import BookEntry, BookQuerySet

PERCENT: dict[str, Any] = {"max_digits": 7, "decimal_places": 4, "default": Decimal(0)}


class Direction(models.TextChoices):
    IN = "entrada", "Entrada"
    OUT = "saida", "Saída"
    ANY = "qualquer", "Entrada ou saída"


class OfficialCode(BookEntry):
    """A code of an official table; `name` is its official text, `source` where the row was taken from."""

    name = models.CharField("descrição", max_length=500)
    source = models.CharField("fonte", max_length=300, blank=True, default="")

    class Meta(BookEntry.Meta):
        abstract = True


class Cfop(OfficialCode):
    """Código fiscal de operações e prestações: the first digit says direction and reach."""

    class Reach(models.TextChoices):
        STATE = "estadual", "Dentro do estado"
        INTERSTATE = "interestadual", "Entre estados"
        ABROAD = "exterior", "Exterior"

    direction = models.CharField("direção", max_length=8, choices=Direction)
    reach = models.CharField("alcance", max_length=13, choices=Reach)

    objects: ClassVar[BookQuerySet["Cfop"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(OfficialCode.Meta):
        verbose_name = "CFOP"
        constraints = [
            *OfficialCode.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=r"^[123567][0-9]{3}$"), name="cfop_has_four_digits"),
        ]


class IcmsSituation(OfficialCode):
    """CST of two digits, or CSOSN of three for who is in Simples Nacional."""

    objects: ClassVar[BookQuerySet["IcmsSituation"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(OfficialCode.Meta):
        verbose_name = "situação do ICMS"
        constraints = [
            *OfficialCode.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{2,3}$"), name="icms_situation_has_2_or_3_digits"),
        ]


class IpiSituation(OfficialCode):
    direction = models.CharField("direção", max_length=8, choices=Direction)

    objects: ClassVar[BookQuerySet["IpiSituation"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(OfficialCode.Meta):
        verbose_name = "situação do IPI"
        constraints = [
            *OfficialCode.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{2}$"), name="ipi_situation_has_two_digits"),
        ]


class ContributionSituation(OfficialCode):
    direction = models.CharField("direção", max_length=8, choices=Direction)

    objects: ClassVar[BookQuerySet["ContributionSituation"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(OfficialCode.Meta):
        verbose_name = "situação do PIS/COFINS"
        constraints = [
            *OfficialCode.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{2}$"), name="contribution_situation_has_2_digits"),
        ]


class Origin(OfficialCode):
    """Origin of the goods. `is_imported`: sales between states pay the rate of imported content (Resolução 13/2012)."""

    is_imported = models.BooleanField("alíquota interestadual de importados", default=False)

    objects: ClassVar[BookQuerySet["Origin"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(OfficialCode.Meta):
        verbose_name = "origem da mercadoria"
        constraints = [
            *OfficialCode.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]$"), name="origin_has_one_digit"),
        ]


class ReformSituation(OfficialCode):
    """Situation of IBS and CBS, with what it allows."""

    is_taxed = models.BooleanField("tributada", default=True)
    reduces = models.BooleanField("admite redução", default=False)
    defers = models.BooleanField("admite diferimento", default=False)
    is_single_phase = models.BooleanField("monofásica", default=False)

    objects: ClassVar[BookQuerySet["ReformSituation"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(OfficialCode.Meta):
        verbose_name = "situação do IBS e da CBS"
        constraints = [
            *OfficialCode.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{3}$"), name="reform_situation_has_three_digits"),
        ]


class Classification(OfficialCode):
    """cClassTrib: the tax classification of IBS and CBS. Its first three digits are the situation."""

    situation = models.CharField("situação", max_length=3)
    ibs_reduction = models.DecimalField("redução do IBS (%)", **PERCENT)
    cbs_reduction = models.DecimalField("redução da CBS (%)", **PERCENT)
    law = models.CharField("artigo da LC 214/2025", max_length=200, blank=True, default="")
    documents = models.CharField("documentos que a aceitam", max_length=200, blank=True, default="")

    objects: ClassVar[BookQuerySet["Classification"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(OfficialCode.Meta):
        verbose_name = "classificação tributária"
        constraints = [
            *OfficialCode.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{6}$"), name="classification_has_six_digits"),
            models.CheckConstraint(
                condition=Q(situation=Left(F("code"), 3)), name="classification_begins_with_its_situation"
            ),
            models.CheckConstraint(
                condition=Q(ibs_reduction__range=(0, 100), cbs_reduction__range=(0, 100)),
                name="classification_reduces_up_to_100",
            ),
        ]
