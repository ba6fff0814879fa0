"""A job in words: what the list, the detail, the tray and the pages of other apps show of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from vinculo.foundation.access import Actor
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.registry import UnknownKind, icon_of, kind_of
from vinculo.kernel.figures import decimal_number

TONES = {
    JobRun.Status.QUEUED: "",
    JobRun.Status.RUNNING: "info",
    JobRun.Status.DONE: "success",
    JobRun.Status.FAILED: "danger",
    JobRun.Status.CANCELLED: "outline",
}

_UNDO_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class JobPresentation:
    """`pace` is like `1.240/s · faltam 2 min`; `result_url` a page of the app that shows the result, or ""."""

    run: JobRun
    icon: str
    tone: str
    status: str
    figures: str
    pace: str
    took: str
    message: str
    result_url: str
    undo_url: str
    is_mine: bool
    may_download: bool


def present(run: JobRun, actor: Actor, *, now: datetime) -> JobPresentation:
    is_mine = run.owner_id == actor.user_id
    expires = run.output_expires_at
    status, tone = _standing(run)
    return JobPresentation(
        run=run,
        icon=icon_of(run.kind),
        tone=tone,
        status=status,
        figures=_figures(run),
        pace=_pace(run),
        took=duration(run.finished_at - run.started_at) if run.finished_at and run.started_at else "",
        message=run.message,
        result_url=_result_url(run),
        undo_url=_undo_url(run, now) if is_mine else "",
        is_mine=is_mine,
        may_download=is_mine and run.has_output and expires is not None and expires > now,
    )


def _standing(run: JobRun) -> tuple[str, str]:
    """The status in words, and the tone of its badge."""
    if "undone_at" in run.result:
        return "Desfeito", "outline"
    tone = TONES[JobRun.Status(run.status)]
    return ("Cancelando" if run.is_unfinished and run.cancel_requested else run.get_status_display()), tone


def _undo_url(run: JobRun, now: datetime) -> str:
    """The way back that the job offered, while it lasts."""
    offered = str(run.result.get("undo_url", ""))
    is_fresh = run.finished_at is not None and now - run.finished_at < _UNDO_LASTS
    return offered if offered.startswith("/") and is_fresh else ""


def duration(length: timedelta) -> str:
    """`menos de 1 s`, `42 s`, `3 min 20 s`, `2 h 05 min`."""
    seconds = int(length.total_seconds())
    if seconds < 1:
        return "menos de 1 s"
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        minutes, rest = divmod(seconds, 60)
        return f"{minutes} min {rest} s" if rest and minutes < 10 else f"{minutes} min"
    hours, rest = divmod(seconds // 60, 60)
    return f"{hours} h {rest:02} min"


def _figures(run: JobRun) -> str:
    if run.total:
        return f"{decimal_number(run.done)} de {decimal_number(run.total)}"
    return decimal_number(run.done) if run.done else ""


def _pace(run: JobRun) -> str:
    if run.status != JobRun.Status.RUNNING or not run.rate:
        return ""
    parts = [f"{decimal_number(round(run.rate))}/s"] if run.rate >= 1 else []
    if (left := run.time_left) is not None:
        parts.append(f"faltam {duration(left)}" if left >= timedelta(seconds=2) else "terminando")
    return " · ".join(parts)


def _result_url(run: JobRun) -> str:
    try:
        url = kind_of(run.kind).url
    except UnknownKind:
        return ""
    return url(run) if url else ""
