"""Running one job from its first status to its last, and finding the jobs a dead worker left behind."""

import logging
from collections.abc import Callable
from types import TracebackType
from typing import Self

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.access.loader import load_actor
from vinculo.foundation.audit.origin import Origin, arriving_from
from vinculo.foundation.jobs import queue
from vinculo.foundation.jobs.errors import JobCancelled, JobFailed, JobInterrupted
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.registry import Result, UnknownKind, kind_of, left_by
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.foundation.notifications.actions import notify

MOST_ATTEMPTS = 5
log = logging.getLogger(__name__)


def execute(run_id: int, *, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Run a job here and now, unless it is over or another process runs it.

    Whatever the handler raises ends as a status with a sentence, except a lost connection: that is a crash, the
    exception passes, and the job starts again once `recover` finds it.
    """
    run = JobRun.objects.filter(pk=run_id).first()
    if run is None or not run.is_unfinished:
        return
    actor = load_actor(run.owner_id, run.establishment_id)
    if actor is None:
        _finish(run, JobRun.Status.FAILED, "Quem pediu este processo não tem mais acesso ao sistema.")
        return
    reporter = Reporter(run, actor, is_stopping=is_stopping)
    if not (reporter.claim() and _start(run)):
        reporter.abandon()
        return
    origin = Origin(channel="job", address=run.address, request_id=f"job-{run.pk}")
    with arriving_from(origin), timezone.override(actor.timezone), _Outcome(run, reporter) as outcome:
        outcome.result = kind_of(run.kind).handler(run, reporter) or {}


def recover() -> int:
    """Put the jobs of dead or stopped workers back in the queue; how many."""
    recovered = 0
    for run_id in queue.orphans():
        with transaction.atomic():
            run = JobRun.objects.select_for_update(skip_locked=True).filter(pk=run_id).unfinished().first()
            if run is None:
                continue
            queue.forget(run.queue_id)
            owner = load_actor(run.owner_id, run.establishment_id)
            if run.cancel_requested:
                _finish(run, JobRun.Status.CANCELLED, "Cancelado.", owner=owner)
            elif run.attempt >= MOST_ATTEMPTS:
                told = f"Interrompido {run.attempt} vezes; não será repetido."
                _finish(run, JobRun.Status.FAILED, told, owner=owner)
            else:
                run.status = JobRun.Status.QUEUED
                run.queue_id = queue.defer(run.pk)
                run.save(update_fields=["status", "queue_id"])
                recovered += 1
    return recovered


class _Outcome:
    """The status a job ends with, from how its handler ended."""

    def __init__(self, run: JobRun, reporter: Reporter) -> None:
        self.run = run
        self.reporter = reporter
        self.result: Result = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, OperationalError | InterfaceError) or (
            error is not None and not isinstance(error, Exception)
        ):
            self.reporter.abandon()
            return False
        self.reporter.close()
        status, message = self._verdict(error)
        if status == JobRun.Status.QUEUED:
            JobRun.objects.filter(pk=self.run.pk).update(status=status, message=message, attempt=self.run.attempt - 1)
        else:
            _finish(self.run, status, message, self.result if error is None else None, owner=self.reporter.actor)
        return True

    def _verdict(self, error: BaseException | None) -> tuple[JobRun.Status, str]:
        match error:
            case None:
                return JobRun.Status.DONE, str(self.result.get("message", ""))
            case JobInterrupted():
                return JobRun.Status.QUEUED, "Pausado; continua sozinho em instantes."
            case JobCancelled():
                return JobRun.Status.CANCELLED, "Cancelado a pedido."
            case JobFailed():
                return JobRun.Status.FAILED, str(error)
            case UnknownKind():
                log.error("job %s has no handler for %s", self.run.pk, self.run.kind)
                return JobRun.Status.FAILED, "Esta versão do sistema não conhece mais este processo."
        log.error("job %s (%s) failed", self.run.pk, self.run.kind, exc_info=error)
        fault = "do banco de dados" if isinstance(error, DatabaseError) else "inesperado"
        return (
            JobRun.Status.FAILED,
            f"Parou por um erro {fault}. Se precisar de ajuda, informe ao suporte o processo nº {self.run.pk}.",
        )


def _start(run: JobRun) -> bool:
    """Whether the job may begin: since it was read, it may have been cancelled, or ended elsewhere."""
    begun = JobRun.objects.filter(pk=run.pk).unfinished()
    if not begun.update(
        status=JobRun.Status.RUNNING,
        attempt=F("attempt") + 1,
        started_at=Coalesce("started_at", clock.now()),
        message="",
    ):
        return False
    run.refresh_from_db()
    return True


def _finish(
    run: JobRun, status: JobRun.Status, message: str, result: Result | None = None, *, owner: Actor | None = None
) -> None:
    """Without a `result`, what the job had done when it stopped short is told, and may be taken back by its owner."""
    run.refresh_from_db(fields=["done", "total", "rate", "message"])
    if result is None:
        result = left_by(run, owner)
        done = str(result.get("message", ""))
        message = f"{message} Feito antes de parar: {done}" if done else message
    run.status = status
    run.message = message
    run.result = dict(result)
    run.finished_at = clock.now()
    run.rate = None
    with transaction.atomic():
        run.save(update_fields=["status", "message", "result", "finished_at", "rate"])
        if status != JobRun.Status.CANCELLED:
            _tell_owner(run)


def _tell_owner(run: JobRun) -> None:
    ending = "concluído" if run.status == JobRun.Status.DONE else "não foi concluído"
    notify(
        [run.owner_id],
        f"{run.title}: {ending}",
        body=run.message,
        url=reverse("jobs:detail", args=[run.pk]),
        kind="job" if run.status == JobRun.Status.DONE else "job_failed",
    )
