"""Reversals made, slice by slice, and what each of them left as it was."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Reversal(models.Model):
    """One reversal of what `subject` did (`imports.run` 7).

    `spans` are its own changes: reversed, they do the work again. One that is not finished has slices still to be taken
    back.
    """

    at = models.DateTimeField("em", db_default=Now())
    company_id = models.BigIntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="autor", null=True, on_delete=models.PROTECT, related_name="+"
    )
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    is_redo = models.BooleanField("refaz", default=False)
    spans = models.JSONField(default=list)
    records = models.IntegerField("registros")
    kept_count = models.IntegerField("mantidos")
    is_finished = models.BooleanField(default=True, db_default=True)

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id", "-id"], name="reversal_by_subject")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"


class Slice(models.Model):
    """A part of a reversal that is one transaction: done altogether or not at all, in any order among the others.

    `takes` are the spans it takes back; `span` its own changes, once it is done.
    """

    reversal = models.ForeignKey(Reversal, on_delete=models.CASCADE, related_name="slices", db_index=False)
    number = models.IntegerField()
    takes = models.JSONField()
    span = models.JSONField(null=True)
    records = models.IntegerField(default=0)
    kept_count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reversal", "number"], name="slice_once_in_its_reversal")]

    def __str__(self) -> str:
        return f"{self.reversal_id}/{self.number}"


class KeptRecord(models.Model):
    """A record or field left as it was, and the reason, in words."""

    reversal = models.ForeignKey(Reversal, on_delete=models.CASCADE, related_name="kept")
    root_type = models.CharField(max_length=60)
    root_id = models.BigIntegerField()
    label = models.CharField("registro", max_length=200)
    why = models.TextField("motivo")
    who = models.CharField("por", max_length=200, blank=True, default="")
    changed_at = models.DateTimeField("em", null=True, blank=True)

    def __str__(self) -> str:
        return self.label
