"""Asking for a job, cancelling it, and clearing what has expired."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from vinculo.foundation.access import Actor
from vinculo.foundation.audit.origin import current_origin
from vinculo.foundation.jobs import queue
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.registry import kind_of

KEPT = timedelta(days=90)


class CannotCancel(Exception):
    """The job is over; the text is fit for the person."""


def enqueue(actor: Actor, kind: str, title: str, params: Mapping[str, Any] | None = None) -> JobRun:
    """Ask for a job of `kind`, titled in Portuguese; `params` is JSON.

    Part of the present transaction: rolled back, the job never existed. Raises `UnknownKind`.
    """
    kind_of(kind)
    with transaction.atomic():
        run = JobRun.objects.create(
            company_id=actor.company_id,
            establishment_id=actor.establishment_id,
            owner_id=actor.user_id,
            address=current_origin().address,
            kind=kind,
            title=title,
            params=dict(params or {}),
        )
        run.queue_id = queue.defer(run.pk)
        run.save(update_fields=["queue_id"])
    return run


def cancel(run: JobRun, *, now: datetime) -> None:
    """Cancel at once a job that waits; ask a running one to stop at its next step. Raises `CannotCancel`."""
    with transaction.atomic():
        locked = JobRun.objects.select_for_update().get(pk=run.pk)
        if not locked.is_unfinished:
            raise CannotCancel("Este processo já terminou.")
        locked.cancel_requested = True
        if locked.status == JobRun.Status.QUEUED:
            locked.status = JobRun.Status.CANCELLED
            locked.finished_at = now
            locked.message = "Cancelado antes de começar."
        locked.save(update_fields=["cancel_requested", "status", "finished_at", "message"])


def tell_undone(run_id: int, *, now: datetime) -> None:
    """What the job did was taken back: from now on its status says so. Part of the present transaction."""
    run = JobRun.objects.select_for_update().filter(pk=run_id).first()
    if run is not None:
        run.result = {**run.result, "undone_at": now.isoformat()}
        run.save(update_fields=["result"])


def purge(*, now: datetime) -> None:
    """Delete output files past their time, and jobs that ended 90 days ago."""
    for run in JobRun.objects.filter(output_expires_at__lt=now).exclude(output="").iterator():
        run.output.delete(save=False)
        run.save(update_fields=["output"])
    JobRun.objects.filter(finished_at__lt=now - KEPT, output="").delete()
