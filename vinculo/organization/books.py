"""What the rows of the dated books have in common: they belong to the company, and are in force between two days."""

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from vinculo.foundation.access import Actor, ScopedQuerySet
from vinculo.organization.models import Company

M = TypeVar("M", bound=models.Model)


class BookQuerySet(ScopedQuerySet[M]):
    """Rows of the whole company, whatever the actor's scope."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(company_id=actor.company_id)

    def ways_to(self, actor: Actor) -> list[Q]:
        return [Q(company_id=actor.company_id)]

    def in_force(self, on: date) -> Self:
        """The rows whose validity holds the day; both of its ends count."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)


class Dated(models.Model):
    """In force from `valid_from` until `valid_until` (None: without end), both days included."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    valid_from = models.DateField("vale de")
    valid_until = models.DateField("até", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="%(class)s_ends_after_it_begins",
            )
        ]


class BookEntry(Dated):
    """A row of a book known by a short code of the company's own and a name."""

    code = models.CharField("código", max_length=20)
    name = models.CharField("nome", max_length=80)
    is_active = models.BooleanField("ativo", default=True)

    objects: ClassVar[BookQuerySet["BookEntry"]]

    class Meta(Dated.Meta):
        abstract = True
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["company", "code"], name="%(class)s_code_is_unique"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="%(class)s_has_code_and_name"),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"
