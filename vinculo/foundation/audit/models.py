"""The log of changes and the log of exports. Rows are only ever added, by triggers and by `log_export`."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class Change(models.Model):
    """One row of one table inserted, updated or deleted.

    `before` and `after` hold the whole row for an insert or delete, and only the changed columns for an update. A
    row that entered with more than a hundred others (an import) is recorded without `after`: `queries.with_contents`
    tells it. `root_type` and `root_id` name the record the row belongs to (an address belongs to its customer).
    """

    class Operation(models.TextChoices):
        INSERT = "I", "Inclusão"
        UPDATE = "U", "Alteração"
        DELETE = "D", "Exclusão"

    at = models.DateTimeField(db_default=Now())
    transaction_key = models.BigIntegerField()
    operation = models.CharField(max_length=1, choices=Operation)
    table_name = models.TextField()
    row_id = models.BigIntegerField()
    root_type = models.TextField()
    root_id = models.BigIntegerField()
    company_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    verb = models.TextField()
    reason = models.TextField()
    channel = models.TextField()
    address = models.TextField()
    request_id = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["root_type", "root_id", "-id"], name="audit_change_root"),
            models.Index(fields=["actor_id", "-id"], name="audit_change_actor"),
            BrinIndex(fields=["at", "transaction_key"], name="audit_change_when"),
            models.Index(
                fields=["table_name", "row_id", "id"],
                condition=models.Q(operation__in=["U", "D"]),
                name="audit_change_after_insertion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.table_name} {self.row_id}"


class Export(models.Model):
    """Rows that left the product: who took which list, with which filters, how many."""

    at = models.DateTimeField(db_default=Now())
    company_id = models.BigIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    list_key = models.TextField()
    title = models.TextField()
    parameters = models.JSONField()
    rows = models.BigIntegerField()
    address = models.TextField()
    reason = models.TextField(default="", db_default="")

    class Meta:
        indexes = [models.Index(fields=["company_id", "-id"], name="audit_export_company")]

    def __str__(self) -> str:
        return f"{self.title} ({self.rows})"

    @property
    def in_words(self) -> str:
        """What was taken of the list, for a person: what the exporter said of it, or the parameters with a label."""
        labelled = (f"{name}: {value}" for name, value in self.parameters.items() if name[:1].isupper())
        return str(self.parameters.get("said") or " · ".join(labelled))
