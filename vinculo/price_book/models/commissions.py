"""Among whom a commission is split."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from vinculo.organization.books import BookEntry, BookQuerySet


class CommissionSplit(BookEntry):
    """Who shares a commission (`names`: the seller, an indirect representative, a supervisor…) and with how many points
    each (`shares`, which sum to 100). The matrix of commission names it by its code."""

    names = ArrayField(models.CharField(max_length=60), verbose_name="participantes")
    shares = ArrayField(models.DecimalField(max_digits=7, decimal_places=4), verbose_name="participações")

    objects: ClassVar[BookQuerySet["CommissionSplit"]] = BookQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta(BookEntry.Meta):
        verbose_name = "divisão da comissão"
        constraints = [
            *BookEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(names__len=F("shares__len"), names__len__gte=1), name="every_participant_has_a_share"
            ),
        ]
