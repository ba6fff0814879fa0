"""The import as a background job."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files import File
from django.urls import reverse

from vinculo.foundation import clock
from vinculo.foundation.jobs import JobCancelled, JobFailed, handler
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.foundation.reading import UnusableFile
from vinculo.imports import actions
from vinculo.imports.models import Run
from vinculo.imports.permissions import Permission
from vinculo.imports.processing import process
from vinculo.imports.report import write_report


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
        process(run, report.actor, write=write, between_batches=between_batches)
    except UnusableFile as unusable:
        actions.finish(run, Run.State.FAILED, unusable.sentence, now=clock.now())
        raise JobFailed(unusable.sentence) from unusable
    except JobCancelled:
        state = Run.State.CANCELLED if write else Run.State.MAPPING
        actions.finish(run, state, "Cancelada a pedido; o que já entrou ficou.", now=clock.now())
        raise
    run.refresh_from_db()
    report.progress(run.read, run.read, "Montando a planilha de críticas")
    keep_report(run)
    actions.finish(run, Run.State.DONE if write else Run.State.CHECKED, "", now=clock.now())
    return {"message": summary(run, write=write)}


def keep_report(run: Run) -> None:
    """Write the critique of the run beside its file, in place of an earlier one."""
    if run.report:
        run.report.delete(save=False)
    with tempfile.TemporaryDirectory(prefix="vinculo-import-") as folder:
        path = Path(folder) / "criticas.xlsx"
        if write_report(run, path):
            with path.open("rb") as content:
                run.report.save(f"{str(run.file.name).rpartition('.')[0]}-criticas.xlsx", File(content), save=False)
    run.save(update_fields=["report"])


def summary(run: Run, *, write: bool) -> str:
    """What came of it, in one line."""
    verbs = ("incluídas", "atualizadas") if write else ("a incluir", "a atualizar")
    return (
        f"{run.read} linhas lidas: {run.created} {verbs[0]}, {run.updated} {verbs[1]}, {run.unchanged} sem alteração, "
        f"{run.refused} recusadas."
    )
