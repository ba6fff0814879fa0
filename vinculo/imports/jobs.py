"""The import as a background job."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.urls import reverse

from vinculo.foundation import clock
from vinculo.foundation.jobs import JobCancelled, JobFailed, handler, periodic
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.foundation.reading import UnusableFile
from vinculo.imports import actions, retention
from vinculo.imports.importer import importer_of
from vinculo.imports.models import CommittedBatch, Run
from vinculo.imports.permissions import Permission
from vinculo.imports.processing import process
from vinculo.imports.report import Criticised, CritiqueSheet, write_report
from vinculo.imports.undoing import CannotReverse, give_up, last_reversal, take_back
from vinculo.imports.undoing import summary as summary_of_reversal
from vinculo.kernel.figures import counted, decimal_number


@handler(actions.JOB_KIND, icon="table-import", url=lambda job: reverse("imports:run", args=[job.params["run"]]))
def run_import(job: JobRun, report: Reporter) -> Mapping[str, Any]:
    """Check or import a run; started again after a crash, it continues after the last batch committed."""
    run = Run.objects.get(pk=job.params["run"])
    write = bool(job.params["write"])

    def between_batches(done: int, total: int) -> None:
        report.progress(done, total, "Importando as linhas" if write else "Conferindo as linhas")
        report.check_cancelled()

    try:
        report.actor.require(Permission.RUN)
        importer_of(run.importer).require_open_to(report.actor)
        with criticising(run) as criticised:
            process(run, report.actor, write=write, between_batches=between_batches, criticised=criticised)
    except UnusableFile as unusable:
        run.refresh_from_db()
        has_entered = write and (run.created or run.updated)
        state = Run.State.CANCELLED if has_entered else Run.State.FAILED  # what entered can be undone
        actions.finish(run, state, unusable.sentence, now=clock.now())
        raise JobFailed(unusable.sentence) from unusable
    except JobCancelled:
        state = Run.State.CANCELLED if write else Run.State.MAPPING
        actions.finish(run, state, "Cancelada a pedido; o que já entrou ficou.", now=clock.now())
        raise
    run.refresh_from_db()
    actions.finish(run, Run.State.DONE if write else Run.State.CHECKED, "", now=clock.now())
    return {"message": summary(run, write=write)}


@handler(actions.UNDO_KIND, icon="arrow-back-up", url=lambda job: reverse("imports:run", args=[job.params["run"]]))
def undo_import(job: JobRun, report: Reporter) -> Mapping[str, Any]:
    """Undo or redo a run slice by slice; started again after a crash, it does the slices that are not done."""
    run = Run.objects.get(pk=job.params["run"])
    redo = bool(job.params["redo"])

    def between_slices(done: int, total: int) -> None:
        report.progress(done, total, "Refazendo" if redo else "Desfazendo")
        report.check_cancelled()

    goal = Run.State.REDOING if redo else Run.State.UNDOING
    try:
        report.actor.require(Permission.UNDO)
        importer_of(run.importer).require_open_to(report.actor)
        if run.state != goal and (last := last_reversal(run)) is not None:
            return {"message": summary_of_reversal(last)}  # done already, and lost before it could say so
        reversal = take_back(report.actor, run, redo=redo, now=clock.now(), report=between_slices)
    except JobCancelled:
        what = "refazer" if redo else "desfazer"
        _stay(run, redo=redo, message=f"O {what} foi cancelado a pedido; nada mudou.")
        raise
    except CannotReverse as refusal:
        _stay(run, redo=redo, message=str(refusal))
        raise JobFailed(str(refusal)) from refusal
    return {"message": summary_of_reversal(reversal)}


@periodic("50 3 * * *", key="imports.purge")
def purge(now: datetime) -> None:
    retention.purge(now=now)


def _stay(run: Run, *, redo: bool, message: str) -> None:
    """Back to what it was when nothing is done yet; else the run waits, half-way, for somebody to let it go on."""
    if give_up(run):
        actions.finish(run, Run.State.UNDONE if redo else run.state_of_rest, message, now=clock.now())


@contextmanager
def criticising(run: Run) -> Iterator[Callable[[Criticised], None]]:
    """Keep the critique of the run beside its file, in place of an earlier one, once the work inside is done.

    The sheet is written while the rows come; a run that goes on after a crash writes it from the file at its end.
    """
    goes_on = CommittedBatch.objects.filter(run=run).exists()
    with tempfile.TemporaryDirectory(prefix="vinculo-import-") as folder:
        path = Path(folder) / "criticas.xlsx"
        sheet = CritiqueSheet(run, path)
        try:
            yield sheet.add
        finally:
            sheet.close()
        _keep(run, path, write_report(run, path) if goes_on else sheet.count)


def _keep(run: Run, path: Path, rows: int) -> None:
    if run.report:
        run.report.delete(save=False)
    if rows:
        with path.open("rb") as content:
            run.report.save(f"{str(run.file.name).rpartition('.')[0]}-criticas.xlsx", File(content), save=False)
    run.save(update_fields=["report"])


def summary(run: Run, *, write: bool) -> str:
    """What came of it, in one line."""
    created, updated = (
        (counted(run.created, "incluída", "incluídas"), counted(run.updated, "atualizada", "atualizadas"))
        if write
        else (f"{decimal_number(run.created)} a incluir", f"{decimal_number(run.updated)} a atualizar")
    )
    read, refused = counted(run.read, "linha lida", "linhas lidas"), counted(run.refused, "recusada", "recusadas")
    return f"{read}: {created}, {updated}, {decimal_number(run.unchanged)} sem alteração, {refused}."
