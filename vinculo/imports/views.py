import tempfile
from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.audit.actions import log_export
from vinculo.foundation.jobs.presentation import present
from vinculo.foundation.reading import UnusableFile
from vinculo.foundation.ui import page, redirect, toast
from vinculo.imports import actions, queries
from vinculo.imports.forms import ColumnsForm, UploadForm
from vinculo.imports.importer import Importer, importer_of, importers_for
from vinculo.imports.permissions import Permission
from vinculo.imports.template_file import write_contents, write_template
from vinculo.imports.undoing import is_reversible
from vinculo.kernel.text import row_number

_DEFAULT = "customers"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@requires(Permission.RUN)
def runs(request: Request) -> HttpResponse:
    before = request.GET.get("antes", "")
    found, following = queries.runs_before(request.actor, row_number(before))
    context = {
        "runs": found,
        "following": following,
        "is_first": not before,
        "importers": importers_for(request.actor),
    }
    return page(request, "imports/runs.html", context)


@requires(Permission.RUN)
def upload(request: Request, key: str = _DEFAULT) -> HttpResponse:
    importer = _importer(request, key)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.receive(request.actor, importer.key, form.cleaned_data["file"])
            return redirect(request, "imports:columns", run.pk)
        except UnusableFile as unusable:
            form.add_error("file", unusable.sentence)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "importer": importer, "gives_contents": importer.gives_contents_to(request.actor)}
    return page(request, "imports/upload.html", context, status=status)


def _importer(request: Request, key: str) -> Importer:
    """404 for an importer nobody declares or the person may not use."""
    found = next((each for each in importers_for(request.actor) if each.key == key), None)
    if found is None:
        raise Http404("Esta importação não existe.")
    return found


@require_GET
@requires(Permission.RUN)
def template(request: Request, key: str = _DEFAULT) -> FileResponse:
    importer = _importer(request, key)
    content = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    write_template(importer, content)
    content.seek(0)
    return FileResponse(
        content, as_attachment=True, filename=f"modelo-{slugify(importer.title)}.xlsx", content_type=_XLSX
    )


@require_GET
@requires(Permission.RUN)
def contents(request: Request, key: str) -> FileResponse:
    """What there is now, as the importer reads it."""
    importer = _importer(request, key)
    if importer.contents is None:
        raise Http404("Esta importação não tem planilha do que há hoje.")
    request.actor.require(importer.export_permission)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "conteudo.xlsx"
        count = write_contents(importer, importer.contents(request.actor), path)
        content = path.open("rb")
    log_export(request.actor, f"imports.{importer.key}", importer.title, {}, count)
    name = f"{slugify(importer.title)}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=_XLSX)


@requires(Permission.RUN)
def columns(request: Request, pk: int) -> HttpResponse:
    run = get_or_404(queries.runs_visible_to(request.actor), pk)
    form = ColumnsForm(run, importer_of(run.importer), request.POST or None)
    try:
        if request.method == "POST" and form.is_valid():
            chosen = form.cleaned_data
            actions.choose_columns(run, chosen["mapping"], chosen.get("origin", ""), chosen["options"])
            actions.start(request.actor, run, write=False)
            return redirect(request, "imports:run", run.pk)
        shown = queries.columns_of(run)
    except (actions.NotNow, UnusableFile) as refusal:
        toast(request, str(refusal), tone="warning")
        return redirect(request, "imports:run", run.pk)
    bound = [(column, form[f"column_{column.position}"]) for column in shown]
    status = 422 if request.method == "POST" else 200
    return page(request, "imports/columns.html", {"run": run, "form": form, "columns": bound}, status=status)


@require_GET
@requires(Permission.RUN)
def run_page(request: Request, pk: int) -> HttpResponse:
    run = get_or_404(queries.runs_visible_to(request.actor), pk)
    field, severity = request.GET.get("campo", ""), request.GET.get("gravidade", "")
    return page(
        request,
        "imports/run.html",
        {
            "run": run,
            "job": present(run.job, request.actor, now=clock.now()) if run.job else None,
            "critique": queries.critique(run, field=field, severity=severity, after=request.GET.get("depois", "")),
            "field": field,
            "severity": severity,
            "may_undo": request.actor.may(Permission.UNDO) and is_reversible(run),
            "reversals": queries.reversals(run),
        },
    )


@require_POST
@requires(Permission.RUN)
def confirm(request: Request, pk: int) -> HttpResponse:
    return _start(request, pk, write=True)


@require_POST
@requires(Permission.RUN)
def check(request: Request, pk: int) -> HttpResponse:
    return _start(request, pk, write=False)


def _start(request: Request, pk: int, *, write: bool) -> HttpResponse:
    run = get_or_404(queries.runs_visible_to(request.actor), pk)
    try:
        actions.start(request.actor, run, write=write)
    except actions.NotNow as refusal:
        toast(request, str(refusal), tone="warning")
    return redirect(request, "imports:run", run.pk)


@require_POST
@requires(Permission.UNDO)
def undo(request: Request, pk: int) -> HttpResponse:
    return _reverse(request, pk, redo=False)


@require_POST
@requires(Permission.UNDO)
def redo(request: Request, pk: int) -> HttpResponse:
    return _reverse(request, pk, redo=True)


def _reverse(request: Request, pk: int, *, redo: bool) -> HttpResponse:
    run = get_or_404(queries.runs_visible_to(request.actor), pk)
    try:
        actions.start_reversal(request.actor, run, redo=redo)
    except actions.NotNow as refusal:
        toast(request, str(refusal), tone="warning")
    return redirect(request, "imports:run", run.pk)


@require_GET
@requires(Permission.RUN)
def report(request: Request, pk: int) -> FileResponse:
    run = get_or_404(queries.runs_visible_to(request.actor), pk)
    if not run.report:
        raise Http404("Esta importação não tem críticas.")
    name = f"{run.file_name.rpartition('.')[0] or run.file_name}-criticas.xlsx"
    return FileResponse(run.report.open("rb"), as_attachment=True, filename=name, content_type=_XLSX)


@require_GET
@requires(Permission.RUN)
def original(request: Request, pk: int) -> FileResponse:
    run = get_or_404(queries.runs_visible_to(request.actor), pk)
    if not run.file:
        raise Http404(queries.DISCARDED)
    return FileResponse(run.file.open("rb"), as_attachment=True, filename=run.file_name)
