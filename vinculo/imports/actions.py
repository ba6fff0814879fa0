"""Receiving a file, choosing its columns, asking for its check and for its import."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from vinculo.foundation.access import Actor
from vinculo.foundation.jobs import actions as jobs
from vinculo.foundation.reading import Table, UnusableFile, open_table
from vinculo.imports.importer import importer_of
from vinculo.imports.mapping import signature, stored, suggest
from vinculo.imports.models import RememberedMapping, Run
from vinculo.imports.permissions import Permission
from vinculo.imports.processing import reset
from vinculo.imports.queries import DISCARDED
from vinculo.imports.undoing import is_reversible

JOB_KIND = "imports.run"
UNDO_KIND = "imports.undo"


class NotNow(Exception):
    """The run is in a state in which this cannot be done; the text is fit for the person."""


def receive(actor: Actor, importer: str, upload: "UploadedFile[bytes]") -> Run:
    """Keep an uploaded file and suggest its columns. Raises `UnusableFile`; nothing is kept then."""
    importer_of(importer).require_open_to(actor)
    run = Run(
        company_id=actor.company_id,
        establishment_id=actor.establishment_id,
        team_id=actor.team_id,
        owner_id=actor.user_id,
        importer=importer,
        file_name=(upload.name or "planilha")[-200:],
    )
    return _keep(run, File(upload.file))


def receive_path(run: Run, path: Path) -> Run:
    """Keep a copy of a local file for an unsaved run. Raises `UnusableFile`."""
    if not path.is_file():
        raise UnusableFile(f"O arquivo {path.name} não existe ou não pode ser lido.")
    with path.open("rb") as content:
        return _keep(run, File(content))


def _keep(run: Run, content: "File[bytes]") -> Run:
    run.file.save(run.file_name, content, save=False)
    try:
        table = open_table(Path(run.file.path))
    except UnusableFile:
        run.file.delete(save=False)
        raise
    run.headers = table.headers
    run.description = table.description[:200]
    run.expected_rows = table.expected_rows
    run.message = " ".join(table.remarks)
    run.mapping, run.origin, run.options = _first_mapping(run, table)
    run.save()
    return run


def _first_mapping(run: Run, table: Table) -> tuple[dict[str, str], str, dict[str, str]]:
    """The columns and options used for this layout the last time, or else a suggestion and the last origin."""
    remembered = RememberedMapping.objects.filter(
        company_id=run.company_id, importer=run.importer, signature=signature(table.headers)
    ).first()
    if remembered is not None:
        return dict(remembered.mapping), run.origin or remembered.origin, {**remembered.options, **run.options}
    mapping = stored(suggest(table.headers, importer_of(run.importer).fields))
    return mapping, run.origin or _last_origin(run), run.options


def _last_origin(run: Run) -> str:
    """The system that the company's last file with codes came from."""
    runs = Run.objects.filter(company_id=run.company_id, importer=run.importer, state=Run.State.DONE).exclude(origin="")
    return runs.order_by("-id").values_list("origin", flat=True).first() or ""


def choose_columns(run: Run, mapping: Mapping[int, str], origin: str, options: Mapping[str, str] | None = None) -> None:
    """Set and remember the columns and options of a run. Raises `NotNow` while it is processed or once imported."""
    if run.state not in (Run.State.MAPPING, Run.State.CHECKED, Run.State.CANCELLED, Run.State.FAILED):
        raise NotNow("As colunas não podem mais ser mudadas: a planilha já foi importada ou está em processamento.")
    with transaction.atomic():
        run.mapping = stored(mapping)
        run.origin = origin.strip().lower()
        run.options = dict(options or {})
        run.save(update_fields=["mapping", "origin", "options"])
        RememberedMapping.objects.update_or_create(
            company_id=run.company_id,
            importer=run.importer,
            signature=signature(run.headers),
            defaults={"mapping": run.mapping, "origin": run.origin, "options": run.options},
        )


def start(actor: Actor, run: Run, *, write: bool) -> None:
    """Ask for the check of a run or, with `write`, its import; one that stopped half-way continues. Raises `NotNow`."""
    actor.require(Permission.RUN)
    importer_of(run.importer).require_open_to(actor)
    with transaction.atomic():
        locked = Run.objects.select_for_update().get(pk=run.pk)
        goal = Run.State.WRITING if write else Run.State.CHECKING
        if not (locked.has_stopped and locked.state == goal):
            is_over = locked.state in (Run.State.DONE, Run.State.UNDONE)
            if (locked.is_working and (not locked.has_stopped or locked.is_reversing)) or is_over:
                raise NotNow("Esta planilha já está em processamento ou já foi importada.")
            if locked.discarded_at is not None:
                raise NotNow(DISCARDED)
            if write and locked.state not in (Run.State.CHECKED, Run.State.CANCELLED):
                raise NotNow("Confira a planilha antes de importar.")
            reset(locked, goal)
        verb = "Importar" if write else "Conferir"
        locked.job = jobs.enqueue(actor, JOB_KIND, f"{verb} {locked.file_name}", {"run": locked.pk, "write": write})
        locked.save(update_fields=["job"])


def start_reversal(actor: Actor, run: Run, *, redo: bool) -> None:
    """Ask for the undoing of a run or, with `redo`, for doing it again. Raises `NotNow`."""
    actor.require(Permission.UNDO)
    importer_of(run.importer).require_open_to(actor)
    with transaction.atomic():
        locked = Run.objects.select_for_update().get(pk=run.pk)
        goal = Run.State.REDOING if redo else Run.State.UNDOING
        from_states = (Run.State.UNDONE,) if redo else (Run.State.DONE, Run.State.CANCELLED)
        if not (locked.has_stopped and locked.state == goal):
            if locked.state not in from_states:
                raise NotNow("Esta importação está em processamento, ou já foi desfeita ou refeita.")
            if not is_reversible(locked):
                raise NotNow("Não há o que desfazer: esta importação não gravou nada que se possa devolver.")
        verb = "Refazer" if redo else "Desfazer"
        locked.state = goal
        locked.message = ""
        locked.job = jobs.enqueue(actor, UNDO_KIND, f"{verb} {locked.file_name}", {"run": locked.pk, "redo": redo})
        locked.save(update_fields=["state", "job", "message"])


def finish(run: Run, state: Run.State, message: str, *, now: datetime) -> None:
    run.refresh_from_db()
    run.state = state
    if state in (Run.State.DONE, Run.State.CANCELLED):
        run.is_partial = state == Run.State.CANCELLED
    run.message = message
    run.finished_at = now
    run.save(update_fields=["state", "is_partial", "message", "finished_at"])
