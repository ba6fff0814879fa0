"""Large spreadsheets, in and out, in the background."""

from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from vinculo.foundation import clock
from vinculo.foundation.jobs import JobCancelled, JobFailed, handler
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.foundation.reading import UnusableFile
from vinculo.kernel.figures import counted
from vinculo.matrices.actions import sheets
from vinculo.matrices.exporting import EXPORT, log_export, write_version
from vinculo.matrices.models import Version
from vinculo.matrices.permissions import Permission
from vinculo.matrices.refusals import MatrixRefused


def _page(run: JobRun) -> str:
    return reverse("matrices:matrix", args=[run.params["code"]]) + f"?versao={run.params['number']}"


@handler(sheets.BRING, icon="file-import", url=_page)
def bring(run: JobRun, report: Reporter) -> dict[str, Any]:
    """Params: version, code, number, file, name, replace, rows.

    One transaction that also says it is done: interrupted, nothing was written; lost after its end, it is not repeated.
    """
    params = run.params
    if said := run.state.get("message"):
        return {"message": said}

    def progress(done: int) -> None:
        report.progress(done, max(done, params["rows"]), "Lendo a planilha")
        report.check_cancelled()

    try:
        with transaction.atomic():
            brought = sheets.bring(
                report.actor,
                params["version"],
                Path(default_storage.path(params["file"])),
                file_name=params["name"],
                replace=params["replace"],
                now=clock.now(),
                progress=progress,
            )
            message = " ".join([brought.sentence, *brought.remarks])
            report.save_state({"message": message})
    except (UnusableFile, MatrixRefused) as refusal:
        default_storage.delete(params["file"])
        raise JobFailed(refusal.sentence) from refusal
    except JobCancelled:
        default_storage.delete(params["file"])
        raise
    default_storage.delete(params["file"])
    return {"message": message}


@handler(EXPORT, icon="file-export")
def export(run: JobRun, report: Reporter) -> dict[str, Any]:
    """Params: version, code, number. Reads with the owner's access of now; harmless to repeat."""
    actor = report.actor
    version = Version.objects.visible_to(actor).filter(pk=run.params["version"]).first()
    if version is None or not actor.may(Permission.EXPORT):
        raise JobFailed("Seu perfil não permite mais exportar esta matriz.")
    with report.output(f"{version.kind}-versao-{version.number}.xlsx") as path:
        written = write_version(
            actor, version, path, lambda done: report.progress(done, version.row_count, "Escrevendo o arquivo")
        )
    log_export(actor, version, written, address=run.address)
    return {"rows": written, "message": f"{counted(written, 'linha', 'linhas')}. O arquivo fica disponível por 7 dias."}
