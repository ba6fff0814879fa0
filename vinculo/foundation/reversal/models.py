"""Reversals made, and what each of them left as it was."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Reversal(models.Model):
    """One reversal of what `subject` did (`imports.run` 7).

    `spans` are its own changes: reversed, they do the work again.
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

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id", "-id"], name="reversal_by_subject")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"


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
