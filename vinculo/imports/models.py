"""A run of an import, what was remarked about its rows, and the column mappings a company has used."""

import uuid
from pathlib import PurePath
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from vinculo.foundation.access import ScopedQuerySet
from vinculo.foundation.jobs.models import JobRun
from vinculo.imports.importer import importer_of
from vinculo.imports.remarks import Found
from vinculo.organization.models import Company, Establishment, Team, User

# The fields of a committed batch that make its `reversal.Span`.
SPAN_FIELDS = ("transaction_key", "changes_after", "last_change")


def upload_path(run: "Run", name: str) -> str:
    """A name nobody can guess; the person's own name for the file is kept in the database only."""
    return f"imports/{run.company_id}/{uuid.uuid4().hex}{PurePath(name).suffix.lower()[:5]}"


class RunQuerySet(ScopedQuerySet["Run"]):
    pass


class Run(models.Model):
    """One file on its way in.

    It is processed once as a check (nothing is written but remarks) and, once confirmed, once for real. The counters
    are those of the present or latest processing: the sums of its committed batches.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", "Aguardando as colunas"
        CHECKING = "checking", "Em conferência"
        CHECKED = "checked", "Pendente"
        WRITING = "writing", "Importando"
        DONE = "done", "Concluída"
        CANCELLED = "cancelled", "Cancelada"
        FAILED = "failed", "Não importada"
        UNDOING = "undoing", "Sendo desfeita"
        UNDONE = "undone", "Desfeita"
        REDOING = "redoing", "Sendo refeita"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        User, verbose_name="autor", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    importer = models.CharField(max_length=40)
    state = models.CharField("situação", max_length=10, choices=State, default=State.MAPPING)
    file_name = models.CharField("arquivo", max_length=200)
    file = models.FileField(upload_to=upload_path, max_length=300, blank=True)
    description = models.CharField(max_length=200, blank=True, default="")
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    origin = models.CharField("origem", max_length=40, blank=True, default="")
    options = models.JSONField("opções", default=dict, blank=True)
    report = models.FileField(max_length=300, blank=True, default="")
    job = models.ForeignKey(JobRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    message = models.TextField(blank=True, default="")

    expected_rows = models.IntegerField(default=0)
    read = models.IntegerField("lidas", default=0)
    created = models.IntegerField("incluídas", default=0)
    updated = models.IntegerField("atualizadas", default=0)
    unchanged = models.IntegerField("sem alteração", default=0)
    refused = models.IntegerField("recusadas", default=0)
    warned = models.IntegerField("com avisos", default=0)
    seconds = models.FloatField(default=0)
    # Whether its importing stopped before the end of the file: undone and done again, it still is not whole.
    is_partial = models.BooleanField(default=False)
    # What processings that stopped half-way wrote (`reversal.Span`) before the file was taken from its first row again.
    earlier_spans = models.JSONField(default=list)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)
    # When the file, its critique and its report were erased; the counts stay.
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[RunQuerySet] = RunQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        indexes = [
            models.Index(fields=["company", "-id"], name="import_by_company"),
            models.Index(fields=["owner", "-id"], name="import_by_author"),
            models.Index(fields=["created_at"], name="import_with_file", condition=Q(discarded_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def title(self) -> str:
        """What comes in by it, in words."""
        return importer_of(self.importer).title

    @property
    def is_working(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.WRITING, self.State.UNDOING, self.State.REDOING)

    @property
    def is_reversing(self) -> bool:
        return self.state in (self.State.UNDOING, self.State.REDOING)

    @property
    def state_of_rest(self) -> State:
        """What it is while what it wrote stands."""
        return self.State.CANCELLED if self.is_partial else self.State.DONE

    @property
    def has_stopped(self) -> bool:
        """Half-way, and nobody works on it any more: its job ended in an error."""
        return self.is_working and self.job is not None and not self.job.is_unfinished

    @property
    def accepted(self) -> int:
        return self.read - self.refused

    @property
    def to_write(self) -> int:
        """Of a file that was checked, the rows that change something."""
        return self.created + self.updated

    @property
    def rows_per_second(self) -> int:
        return round(self.read / self.seconds) if self.seconds else 0


class Remark(models.Model):
    """Something to say about one cell of a row. Only a refusal keeps the row out."""

    class Severity(models.TextChoices):
        REFUSAL = "refusal", "Recusa"
        WARNING = "warning", "Aviso"
        NOTE = "note", "Nota"

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="remarks", db_index=False, db_constraint=False)
    row = models.IntegerField("linha")
    field = models.CharField("campo", max_length=40)
    severity = models.CharField(max_length=8, choices=Severity)
    sentence = models.TextField("motivo")
    value = models.TextField("valor", blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["run", "row", "id"], name="remark_by_row"),
            models.Index(fields=["run", "field", "severity", "row", "id"], name="remark_by_field"),
        ]

    @classmethod
    def of(cls, run_id: int, row: int, found: Found) -> Self:
        """What was found of a row, to be kept with its run."""
        return cls(
            run_id=run_id,
            row=row,
            field=found.field,
            severity=found.severity.value,
            sentence=found.sentence,
            value=found.value[:500],
        )

    def __str__(self) -> str:
        return f"linha {self.row}, {self.field}: {self.sentence}"


class CommittedBatch(models.Model):
    """Rows of the file that are done with, written in the transaction that did it: what makes a run resumable.

    The changes of that transaction in the audit (`reversal.Span`) make it reversible; a key of 0 says nobody kept them.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="+", db_index=False)
    first_row = models.IntegerField()
    last_row = models.IntegerField()
    read = models.IntegerField()
    created = models.IntegerField()
    updated = models.IntegerField()
    unchanged = models.IntegerField()
    refused = models.IntegerField()
    warned = models.IntegerField()
    transaction_key = models.BigIntegerField(default=0)
    changes_after = models.BigIntegerField(default=0)
    last_change = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "first_row"], name="each_row_in_one_batch")]

    def __str__(self) -> str:
        return f"{self.first_row}-{self.last_row}"


class ClaimedKey(models.Model):
    """What only the database tells of a row (`p:7`: a known party), and the first row of the run. Gone when it ends."""

    pk = models.CompositePrimaryKey("run_id", "key")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    key = models.TextField()
    row = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.key} ({self.row})"


class RememberedMapping(models.Model):
    """The columns a company chose the last time a file had these headers."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    importer = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    origin = models.CharField(max_length=40, blank=True, default="")
    options = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "importer", "signature"], name="one_mapping_per_layout")
        ]

    def __str__(self) -> str:
        return self.signature[:12]
