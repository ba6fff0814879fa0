"""Reads of jobs."""

from vinculo.foundation.access import Actor
from vinculo.foundation.jobs.models import JobRun, JobRunQuerySet
from vinculo.foundation.jobs.permissions import Permission

PAGE = 30
IN_TRAY = 6


def visible_to(actor: Actor) -> JobRunQuerySet:
    """One's own jobs; with the permission, those of the whole company."""
    jobs = JobRun.objects.select_related("owner")
    return jobs.of_company(actor) if actor.may(Permission.SEE_ALL) else jobs.of(actor)


def recent(actor: Actor, *, status: str, everyone: bool, before: int | None) -> tuple[list[JobRun], int | None]:
    """One page, newest first, and the id the next page starts before. An unknown status means all of them."""
    jobs = visible_to(actor) if everyone else JobRun.objects.select_related("owner").of(actor)
    if status == "andamento":
        jobs = jobs.unfinished()
    elif status in (JobRun.Status.DONE, JobRun.Status.FAILED, JobRun.Status.CANCELLED):
        jobs = jobs.filter(status=status)
    if before is not None:
        jobs = jobs.filter(pk__lt=before)
    found = list(jobs.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def for_tray(actor: Actor) -> tuple[list[JobRun], int]:
    """The actor's running jobs and, when there is room, their last finished ones; and how many run. One query."""
    latest = list(JobRun.objects.of(actor).order_by("-pk")[:IN_TRAY])
    running = [run for run in latest if run.is_unfinished]
    return [*running, *(run for run in latest if not run.is_unfinished)], len(running)
