"""A piece of background work as its owner sees it. The queue underneath (procrastinate) only knows its id."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from vinculo.foundation.access import Actor


class JobRunQuerySet(models.QuerySet["JobRun"]):
    def of(self, actor: Actor) -> "JobRunQuerySet":
        """The jobs the actor asked for."""
        return self.filter(owner_id=actor.user_id)

    def of_company(self, actor: Actor) -> "JobRunQuerySet":
        return self.filter(company_id=actor.company_id)

    def unfinished(self) -> "JobRunQuerySet":
        return self.filter(status__in=JobRun.UNFINISHED)


class JobRun(models.Model):
    """`rate` is in units per second, of the same unit as `done` and `total`. `queue_id` is the job in the queue's
    table.

    `establishment_id` and `address` are where the owner was when they asked: the handler acts as they were.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", "Na fila"
        RUNNING = "running", "Em andamento"
        DONE = "done", "Concluído"
        FAILED = "failed", "Falhou"
        CANCELLED = "cancelled", "Cancelado"

    UNFINISHED: ClassVar[tuple[str, ...]] = (Status.QUEUED, Status.RUNNING)

    company_id = models.BigIntegerField()
    establishment_id = models.BigIntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    address = models.TextField(default="")
    kind = models.TextField()
    title = models.TextField()
    params = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    rate = models.FloatField(null=True)
    message = models.TextField(default="")
    result = models.JSONField(default=dict)
    output = models.FileField(max_length=300, blank=True, default="")
    output_name = models.TextField(default="")
    output_expires_at = models.DateTimeField(null=True)
    attempt = models.IntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    queue_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    progress_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[JobRunQuerySet] = JobRunQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-id"], name="job_by_owner"),
            models.Index(fields=["company_id", "-id"], name="job_by_company"),
            models.Index(fields=["id"], name="job_unfinished", condition=Q(status__in=["queued", "running"])),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["queued", "running"]) | Q(finished_at__isnull=False),
                name="finished_job_says_when",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unfinished(self) -> bool:
        return self.status in self.UNFINISHED

    @property
    def has_output(self) -> bool:
        return bool(self.output)

    @property
    def percent(self) -> int | None:
        """Whole percent done, or None while the total is unknown."""
        return min(100, 100 * self.done // self.total) if self.total else None

    @property
    def time_left(self) -> timedelta | None:
        """How long the rest takes at the present rate; None while that is unknown."""
        if not self.total or not self.rate or self.status != self.Status.RUNNING:
            return None
        return timedelta(seconds=max(0, self.total - self.done) / self.rate)

    @property
    def state(self) -> dict[str, object]:
        """What the handler saved with `report.save_state`; empty on the first attempt."""
        saved = JobState.objects.filter(run_id=self.pk).first()
        return dict(saved.state) if saved else {}


class JobState(models.Model):
    """Where a handler is in its work, written in the transaction of the work itself.

    It is a row of its own because the progress of `JobRun` is written outside that transaction.
    """

    run = models.OneToOneField(JobRun, on_delete=models.CASCADE, primary_key=True, related_name="+")
    state = models.JSONField()

    def __str__(self) -> str:
        return f"{self.run_id}"
