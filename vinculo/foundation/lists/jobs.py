"""Exports and bulk actions in the background."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import slugify

from vinculo.foundation import clock, undo
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.actions import log_export
from vinculo.foundation.jobs import JobFailed, handler
from vinculo.foundation.jobs.actions import tell_undone
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.foundation.lists import bulk
from vinculo.foundation.lists.definition import BulkAction, Column, ListDefinition, UnknownList, definition_of
from vinculo.foundation.lists.keyset import in_order
from vinculo.foundation.lists.selection import Selection, state_of_query
from vinculo.foundation.lists.spreadsheets import CsvWriter, RowWriter, XlsxWriter, export_value
from vinculo.foundation.lists.state import ListState
from vinculo.foundation.lists.totals import total_of
from vinculo.foundation.undo.actions import offer
from vinculo.kernel.figures import decimal_number

EXPORT = "lists.export"
CHUNK = 2_000


@handler(EXPORT, icon="file-export")
def export(run: JobRun, report: Reporter) -> dict[str, Any]:
    """Params: list, query, columns, format (xlsx or csv). Reads with the owner's access of now; harmless to repeat."""
    actor, definition = report.actor, _definition(run)
    if not actor.may(definition.permission) or not definition.may_export(actor):
        raise JobFailed("Seu perfil não permite mais exportar esta lista.")
    state = state_of_query(actor, definition, run.params["query"])
    if state.notes:
        raise JobFailed(state.notes[0])
    columns = definition.exported(run.params["columns"] or [column.key for column in state.columns])
    rows = state.narrow(definition.rows(actor))
    expected = total_of(rows).number
    name = f"{slugify(definition.title)}-{clock.today():%Y-%m-%d}.{run.params['format']}"
    with report.output(name) as path:
        written = 0
        with transaction.atomic(), _writer(path, definition, columns, run.params["format"]) as writer:
            for chunk in _chunks(in_order(rows, state.order), definition, columns):
                for row in chunk:
                    writer.write([export_value(column, row) for column in columns])
                written += len(chunk)
                report.progress(written, max(expected, written), "Escrevendo o arquivo")
                report.check_cancelled()
        _log(run, actor, definition, columns, state, written)
    report.progress(written, written)
    noun = definition.noun[0] if written == 1 else definition.noun[1]
    return {"rows": written, "message": f"{decimal_number(written)} {noun}. O arquivo fica disponível por 7 dias."}


def _left(run: JobRun, owner: Actor) -> Mapping[str, Any]:
    """The batches of a bulk action that stopped short, and the way back from them."""
    state = run.state
    try:
        definition = definition_of(run.params["list"])
        action = bulk.action_of(owner, definition, run.params["action"])
    except (UnknownList, bulk.UnknownBulkAction):
        return {}
    return _told(run, owner, definition, action, state) if state else {}


@handler(bulk.JOB, icon="list-check", left=_left)
def bulk_action(run: JobRun, report: Reporter) -> dict[str, Any]:
    """Params: list, action, ids, everything, query, values. Each batch commits with its place: none is repeated."""
    actor = report.actor
    definition, action, values, rows = _asked(run, actor)
    total = total_of(rows).number
    state: dict[str, Any] = run.state or {"after": 0, "seen": 0, "changed": 0, "refused": [], "undo": []}
    while True:
        report.check_cancelled()
        with transaction.atomic():
            batch = list(rows.filter(pk__gt=state["after"])[: bulk.BATCH])
            if not batch:
                break
            result = action.run(actor, batch, values)
            state = {
                "after": batch[-1].pk,
                "seen": state["seen"] + len(batch),
                "changed": state["changed"] + result.changed,
                "refused": list(dict.fromkeys([*state["refused"], *result.refused]))[:20],
                "undo": [*state["undo"], result.undo] if result.undo else state["undo"],
            }
            report.save_state(state)
        report.progress(state["seen"], max(total, state["seen"]), action.label)
    return _told(run, actor, definition, action, state)


def _told(
    run: JobRun, actor: Actor, definition: ListDefinition, action: BulkAction, state: Mapping[str, Any]
) -> dict[str, Any]:
    """What the batches did so far, and the way back from it."""
    noun = definition.noun[0] if state["changed"] == 1 else definition.noun[1]
    sentences = [f"{decimal_number(state['changed'])} {noun}.", *state["refused"]]
    told = {"changed": state["changed"], "refused": state["refused"], "message": " ".join(sentences)}
    if state["undo"]:
        label = f"{action.label}: desfeito."
        payload = {"parts": state["undo"], "job": run.pk}
        told["undo_url"] = offer(actor, bulk.UNDO, payload, label, now=clock.now())
    return told


@handler(bulk.FORESIGHT, icon="eye")
def foresight(run: JobRun, report: Reporter) -> dict[str, Any]:
    """Params as of a bulk action. What it would change, in a spreadsheet; nothing is written."""
    actor = report.actor
    definition, action, values, rows = _asked(run, actor)
    if action.foresee is None or not definition.may_export(actor):
        raise JobFailed("Seu perfil não permite exportar esta lista.")
    expected = total_of(rows).number
    name = f"{slugify(action.label)}-o-que-muda-{clock.today():%Y-%m-%d}.xlsx"
    looked, written, after = 0, 0, 0
    with report.output(name) as path, XlsxWriter(path, "O que muda", ["O que", "Hoje", "Depois"]) as writer:
        while batch := list(rows.filter(pk__gt=after)[: bulk.BATCH]):
            for each in action.foresee(actor, batch, values):
                writer.write([each.what, each.before, each.after])
                written += 1
            after, looked = batch[-1].pk, looked + len(batch)
            report.progress(looked, max(expected, looked), "Escrevendo o arquivo")
            report.check_cancelled()
        took = {**run.params, "job": run.pk, "said": f"O que muda: {action.label.lower()}"}
        log_export(actor, definition.key, definition.title, took, written)
    noun = "mudança" if written == 1 else "mudanças"
    return {"rows": written, "message": f"{decimal_number(written)} {noun}. O arquivo fica disponível por 7 dias."}


@undo.handler(bulk.UNDO)
def undo_all(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:
    """The batches of a bulk action taken back, the last first, all or none of them; its job says so from then on."""
    for kind, part in reversed(payload["parts"]):
        undo.handler_of(kind)(actor, part, now)
    tell_undone(payload["job"], now=now)


def _asked(run: JobRun, actor: Actor) -> tuple[ListDefinition, BulkAction, dict[str, Any], QuerySet[Any]]:
    """The list, the action, the values of its form and the rows selected, as the owner may still have them."""
    definition, params = _definition(run), run.params
    try:
        action = bulk.action_of(actor, definition, params["action"])
    except bulk.UnknownBulkAction as error:
        raise JobFailed("Seu perfil não permite mais esta ação.") from error
    if not actor.may(definition.permission):
        raise JobFailed("Seu perfil não permite mais ver esta lista.")
    values: dict[str, Any] = {}
    if action.form:
        form = action.form(actor, QueryDict(params["values"]))
        if not form.is_valid():
            raise JobFailed("O que foi escolhido para esta ação não vale mais.")
        values = form.cleaned_data
    selection = Selection(tuple(params["ids"]), params["everything"], params["query"])
    return definition, action, values, selection.rows(actor, definition).order_by("pk")


def _definition(run: JobRun) -> ListDefinition:
    try:
        return definition_of(run.params["list"])
    except UnknownList as error:
        raise JobFailed("Esta lista não existe mais.") from error


def _writer(path: Path, definition: ListDefinition, columns: Sequence[Column], kind: str) -> RowWriter:
    header = [column.label for column in columns]
    return CsvWriter(path, header) if kind == "csv" else XlsxWriter(path, definition.title, header)


def _chunks(
    segments: list[QuerySet[Any]], definition: ListDefinition, columns: Sequence[Column]
) -> Iterator[list[Any]]:
    """The rows through a server-side cursor, prepared a chunk at a time."""
    keys = {column.key for column in columns}
    for segment in segments:
        rows = segment.iterator(chunk_size=CHUNK)
        while chunk := list(islice(rows, CHUNK)):
            if definition.prepare:
                definition.prepare(chunk, keys)
            yield chunk


def _log(
    run: JobRun, actor: Actor, definition: ListDefinition, columns: Sequence[Column], state: ListState, rows: int
) -> None:
    filters = [f"{each.label}: {each.shown}" for each in state.applied]
    labels = ", ".join(column.label for column in columns)
    said = " · ".join([*(filters or ["Sem filtros"]), f"Colunas: {labels}", run.params["format"].upper()])
    took = {**run.params, "columns": [column.key for column in columns], "job": run.pk, "said": said}
    log_export(actor, definition.key, definition.title, took, rows, reason=run.params.get("reason", ""))
