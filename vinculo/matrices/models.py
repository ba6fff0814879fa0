"""Versions of a matrix, their rows, when each version is in force, and the edits of a draft."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from vinculo.foundation.access import Actor
from vinculo.matrices import kinds
from vinculo.organization.models import Company, User


class VersionQuerySet(models.QuerySet["Version"]):
    def visible_to(self, actor: Actor) -> Self:
        """Matrices are the company's: who may see them sees all of them."""
        return self.filter(company_id=actor.company_id)


class Version(models.Model):
    """A numbered state of a matrix. A draft is written in; once published its rows never change (the database refuses).

    `last_line` and `last_position` are where new rows go on from.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Rascunho"
        LOADING = "loading", "Em carga"
        PUBLISHED = "published", "Publicada"
        DISCARDED = "discarded", "Descartada"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("matriz", max_length=40)
    number = models.IntegerField("versão")
    status = models.CharField("situação", max_length=10, choices=Status, default=Status.DRAFT)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("criada em")
    published_at = models.DateTimeField("publicada em", null=True, blank=True)
    row_count = models.IntegerField("linhas", default=0)
    last_line = models.IntegerField(default=0)
    last_position = models.BigIntegerField(default=0)

    objects: ClassVar[VersionQuerySet] = VersionQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "versão de matriz"
        constraints = [
            models.UniqueConstraint(fields=["company", "kind", "number"], name="version_number_is_unique"),
            models.UniqueConstraint(
                fields=["company", "kind"], condition=Q(status="draft"), name="a_matrix_has_one_draft"
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False), name="published_version_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, versão {self.number}"

    @property
    def label(self) -> str:
        return kinds.kind_of(self.kind).label

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(company_id=actor.company_id)

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Publication(models.Model):
    """From which day a version decides. The one in force on a day is the latest start not after it; of equal starts,
    the latest published. Going back is publishing an earlier version again.

    `valid_from` empty is "since always".
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("matriz", max_length=40)
    version = models.ForeignKey(Version, verbose_name="versão", on_delete=models.PROTECT, related_name="publications")
    valid_from = models.DateField("em vigor desde", null=True, blank=True)
    reason = models.CharField("motivo", max_length=300)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField("publicada em")
    withdrawn_at = models.DateTimeField("cancelada em", null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[PublicationQuerySet] = PublicationQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "publicação de matriz"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="publication_has_a_reason"),
        ]
        indexes = [
            models.Index(
                "company",
                "kind",
                F("valid_from").desc(nulls_last=True),
                F("id").desc(),
                condition=Q(withdrawn_at__isnull=True),
                name="publication_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} desde {self.valid_from}"


class MatrixRow(models.Model):
    """A row of a version. `line` names it for people and stays with it in later versions; `position` orders the grid.

    `keys` and `results` hold filled columns only, as text in canonical form. `faults` holds what was typed and cannot
    be: column to `[text, sentence]`; a version with faults cannot be published. Validity is half-open.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="rows")
    line = models.IntegerField("linha")
    position = models.BigIntegerField()
    keys = models.JSONField(default=dict)
    results = models.JSONField(default=dict)
    faults = models.JSONField(default=dict)
    valid_from = models.DateField("vigência de", null=True, blank=True)
    valid_to = models.DateField("vigência até", null=True, blank=True)
    is_active = models.BooleanField("ativa", default=True)
    note = models.CharField("observação", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "linha de matriz"
        constraints = [
            models.UniqueConstraint(fields=["version", "line"], name="line_is_unique_in_its_version"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="row_is_valid_for_a_day_at_least",
            ),
        ]
        indexes = [
            models.Index(fields=["version", "position", "line"], name="row_in_order"),
            models.Index(fields=["version", "line"], condition=~Q(faults={}), name="row_with_faults"),
        ]

    def __str__(self) -> str:
        return f"linha {self.line}"


class Edit(models.Model):
    """One step of work on a draft, with what each row was and became; undone and redone as a whole, in order."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="edits")
    number = models.IntegerField()
    label = models.CharField("alteração", max_length=200)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("feita em")
    undone_at = models.DateTimeField("desfeita em", null=True, blank=True)

    class Meta:
        verbose_name = "alteração de rascunho"
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="edits_follow_one_another")]

    def __str__(self) -> str:
        return self.label


class EditedRow(models.Model):
    """What one edit did to one row; `before` empty is a row added, `after` empty a row removed."""

    edit = models.ForeignKey(Edit, on_delete=models.CASCADE, related_name="rows")
    line = models.IntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        verbose_name = "linha alterada"
        constraints = [models.UniqueConstraint(fields=["edit", "line"], name="a_row_is_edited_once_in_an_edit")]

    def __str__(self) -> str:
        return f"linha {self.line}"
