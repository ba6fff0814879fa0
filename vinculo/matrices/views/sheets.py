"""Spreadsheets in and out: small ones at once, large ones as a job."""

import tempfile
from pathlib import Path

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from vinculo.foundation import clock
from vinculo.foundation.access import Request, requires
from vinculo.foundation.jobs.actions import enqueue
from vinculo.foundation.reading import UnusableFile, open_table
from vinculo.foundation.ui import page, redirect, toast
from vinculo.matrices.actions import sheets
from vinculo.matrices.exporting import EXPORT, log_export, write_version
from vinculo.matrices.forms import SheetForm
from vinculo.matrices.frame import Frame, frame_of
from vinculo.matrices.permissions import Permission
from vinculo.matrices.refusals import MatrixRefused

_AT_ONCE = 5_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.EDIT)
def bring(request: Request, code: str) -> HttpResponse:
    """Bring a spreadsheet into the draft."""
    frame = frame_of(request, code, tab="linhas")
    if frame.draft is None:
        toast(request, "Abra um rascunho para importar.", tone="warning")
        return redirect(request, "matrices:matrix", code)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = default_storage.save("matrices/planilha", form.cleaned_data["file"])
        try:
            return _take(request, frame, kept, form.cleaned_data["file"].name or "planilha", form.cleaned_data["mode"])
        except UnusableFile as unusable:
            form.add_error("file", unusable.sentence)
        except MatrixRefused as refusal:
            form.add_error(None, str(refusal))
        default_storage.delete(kept)
    context = {"frame": frame, "form": form}
    return page(request, "matrices/bring.html", context, status=422 if request.method == "POST" else 200)


def _take(request: Request, frame: Frame, kept: str, name: str, mode: str) -> HttpResponse:
    """Raises `UnusableFile`, `MatrixRefused`."""
    draft = frame.draft
    assert draft is not None
    path, code = Path(default_storage.path(kept)), frame.kind.code
    table = open_table(path)
    if table.expected_rows > _AT_ONCE or draft.row_count > 4 * _AT_ONCE:
        params = {"version": draft.pk, "code": code, "number": draft.number, "file": kept, "name": name}
        enqueue(
            request.actor,
            sheets.BRING,
            f"Importar {name} para a matriz {frame.kind.label}",
            {**params, "replace": mode == "replace", "rows": table.expected_rows},
        )
        toast(request, "A planilha é grande: o andamento está na barra do alto.", tone="info")
        return redirect(request, "matrices:matrix", code)
    brought = sheets.bring(request.actor, draft.pk, path, file_name=name, replace=mode == "replace", now=clock.now())
    default_storage.delete(kept)
    toast(request, brought.sentence, tone="warning" if brought.faulty else "success")
    for remark in brought.remarks:
        toast(request, remark, tone="warning")
    url = reverse("matrices:matrix", args=[code]) + f"?versao={draft.number}"
    return redirect(request, f"{url}&situacao=erros" if brought.faulty else url)


@require_GET
@requires(Permission.EXPORT)
def export(request: Request, code: str) -> HttpResponse | FileResponse:
    """The version looked at as XLSX."""
    frame = frame_of(request, code, tab="linhas")
    if frame.version is None:
        toast(request, "Esta matriz ainda não tem linhas.", tone="warning")
        return redirect(request, "matrices:matrix", code)
    version = frame.version
    if version.row_count > _AT_ONCE:
        title = f"Exportar a matriz {frame.kind.label}, versão {version.number}"
        enqueue(request.actor, EXPORT, title, {"version": version.pk, "code": code, "number": version.number})
        toast(request, "A matriz é grande: o arquivo aparecerá em Processos.", tone="info")
        return redirect(request, "matrices:matrix", code)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "matriz.xlsx"
        written = write_version(request.actor, version, path)
        content = path.open("rb")
    log_export(request.actor, version, written, address=request.META.get("REMOTE_ADDR", ""))
    name = f"{version.kind}-versao-{version.number}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=_XLSX)
