"""Pairs of records that resemble each other, pairs that are known to be different, and merges."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from vinculo.customers.models import Party
from vinculo.customers.queries import editable_parties
from vinculo.foundation.access import Actor, Scope
from vinculo.foundation.reversal.models import Reversal
from vinculo.organization.models import Company, User


class PairQuerySet(models.QuerySet["LookalikePair"]):
    def reviewable_by(self, actor: Actor) -> "PairQuerySet":
        """The pairs of which the actor may change both records."""
        rows = self.filter(company_id=actor.company_id)
        if actor.scope is Scope.COMPANY:
            return rows
        mine = editable_parties(actor).values("pk")
        return rows.filter(first__in=mine, second__in=mine)


class LookalikePair(models.Model):
    """Two records the scan found alike. Derived data: the next scan writes it again; the older record comes first.

    `evidence` are the names of the pieces of evidence, `points` what they weigh together.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    first = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("tipo", max_length=12, choices=Party.Kind)
    points = models.PositiveSmallIntegerField("pontos")
    evidence = models.JSONField("evidências", default=list)
    found_at = models.DateTimeField("encontrado em", db_default=Now())

    objects: ClassVar[PairQuerySet] = PairQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "par de cadastros parecidos"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_found_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
        ]
        indexes = [models.Index(fields=["company", "points", "id"], name="pair_by_points")]

    def __str__(self) -> str:
        return f"{self.first_id} e {self.second_id}"


class Distinction(models.Model):
    """Somebody said that these two records are different people. Never asked about again."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    first = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("em")
    reason = models.CharField("motivo", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "distinção de cadastros"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinction_said_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinction_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} e {self.second_id}"


class Merge(models.Model):
    """One record that went into another. `span` tells the changes that did it (see `foundation.reversal`).

    Records are known by id, not by foreign key: the loser is gone, and the survivor may go into a third one later.
    `moved` counts the rows that followed, by what they are called; `dropped` names those that the survivor already had.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    survivor_id = models.BigIntegerField("cadastro que ficou")
    survivor_name = models.CharField("ficou", max_length=150)
    loser_id = models.BigIntegerField("cadastro que saiu")
    loser_name = models.CharField("saiu", max_length=150)
    merged_by = models.ForeignKey(User, verbose_name="por", null=True, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField("em")
    moved = models.JSONField("seguiu", default=dict)
    dropped = models.JSONField("repetido", default=dict)
    span = models.JSONField(default=list)
    undone_by = models.ForeignKey(
        User, verbose_name="desfeita por", null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField("desfeita em", null=True)
    reversal = models.ForeignKey(Reversal, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "unificação"
        constraints = [
            models.UniqueConstraint(
                fields=["loser_id"], condition=Q(undone_at__isnull=True), name="a_record_goes_into_one_other"
            ),
            models.CheckConstraint(condition=~Q(survivor_id=F("loser_id")), name="merge_is_of_two"),
        ]
        indexes = [
            models.Index(fields=["survivor_id"], name="merge_by_survivor"),
            models.Index(fields=["company", "-id"], name="merge_by_company"),
        ]

    def __str__(self) -> str:
        return f"{self.loser_name} em {self.survivor_name}"
