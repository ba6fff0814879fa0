"""The list of matrices, the grid of one, and what the grid sends while one works in it."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page
from vinculo.kernel.text import row_number, storable
from vinculo.matrices import queries
from vinculo.matrices.actions import editing
from vinculo.matrices.forms import FilterForm
from vinculo.matrices.frame import Frame, frame_of, kind_or_404
from vinculo.matrices.models import Version
from vinculo.matrices.permissions import Permission
from vinculo.matrices.queries.grid import BLANK, STANDINGS, Wanted, grid_page, rows_of_lines
from vinculo.matrices.queries.overview import overview
from vinculo.matrices.refusals import MatrixRefused
from vinculo.matrices.subjects import subject_of
from vinculo.matrices.wanting import address, wanted_of

_MOST_CELLS = 60_000
_MOST_ROWS_BACK = 300


@require_GET
@requires(Permission.VIEW)
def index(request: Request) -> HttpResponse:
    return page(request, "matrices/index.html", {"menus": overview(request.actor, today=clock.today())})


@require_GET
@requires(Permission.VIEW)
def matrix(request: Request, code: str) -> HttpResponse:
    """The grid; an address may choose the version, filters and the place in it."""
    frame = frame_of(request, code, tab="linhas")
    if frame.version is None:
        return page(request, "matrices/nothing.html", {"frame": frame})
    wanted = wanted_of(frame.kind, request.GET)
    shown = grid_page(request.actor, frame.version, wanted, today=clock.today())
    number = frame.version.number
    context = {
        "frame": frame,
        "wanted": wanted,
        "shown": shown,
        "filters": FilterForm(request.actor, frame.kind, wanted.filters),
        "standings": [
            (label, f"?{address(_standing(wanted, value), number)}", value == wanted.standing)
            for value, label in STANDINGS.items()
        ],
        "chips": [
            (column.label, wanted.filters[column.name], f"?{address(_without(wanted, column.name), number)}")
            for column in frame.columns
            if column.name in wanted.filters
        ],
        "clear_url": f"?versao={number}",
        "previous_url": f"?{address(wanted, number, antes=shown.previous)}" if shown.previous else "",
        "following_url": f"?{address(wanted, number, depois=shown.following)}" if shown.following else "",
    }
    return page(request, "matrices/matrix.html", context)


@require_POST
@requires(Permission.EDIT)
def cells(request: Request, code: str) -> HttpResponse:
    """What was typed in the grid, one step: answers with the rows as they are now, or a sentence."""
    draft = _draft(request, code)
    try:
        wanted = _change(json.loads(request.body))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return JsonResponse(
            {"sentence": "O navegador mandou algo que não se entende; recarregue a página."}, status=400
        )
    try:
        outcome = editing.change(request.actor, draft.pk, wanted, label=_label(wanted), now=clock.now())
    except MatrixRefused as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=409)
    return _rows_back(request, outcome, sentence=outcome.unseen)


@require_POST
@requires(Permission.EDIT)
def undo(request: Request, code: str) -> HttpResponse:
    return _step(request, code, forward=False)


@require_POST
@requires(Permission.EDIT)
def redo(request: Request, code: str) -> HttpResponse:
    return _step(request, code, forward=True)


@require_GET
@requires(Permission.VIEW)
def find_code(request: Request, code: str, key: str) -> JsonResponse:
    """The look-up of a column (F3): codes and names of the records it refers to."""
    kind = kind_or_404(code)
    column = kind.key_by_name.get(key) or kind.result_by_name.get(key)
    if column is None:
        raise Http404("Coluna não encontrada.")
    words = request.GET.get("q", "")[:100]
    subject = subject_of(column.subject) if column.subject else None
    if subject is not None:
        found = subject.find(request.actor, words)
    else:
        choices = getattr(column, "choices", ())
        found = [(value, label) for value, label in choices if words.casefold() in f"{value} {label}".casefold()]
    if "vazio" in request.GET and BLANK.startswith(words.strip().lower()):
        found = [(BLANK, "(em branco)"), *found]
    return JsonResponse([{"value": value, "label": label, "hint": value} for value, label in found], safe=False)


def _draft(request: Request, code: str) -> Version:
    versions = queries.versions(request.actor, kind_or_404(code).code)
    return get_or_404(versions, row_number(request.GET.get("draft")) or 0)


def _step(request: Request, code: str, *, forward: bool) -> HttpResponse:
    draft = _draft(request, code)
    try:
        if forward:
            edit, outcome = editing.redo(request.actor, draft.pk)
        else:
            edit, outcome = editing.undo(request.actor, draft.pk, now=clock.now())
    except MatrixRefused as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=409)
    whose = "" if edit.author_id == request.actor.user_id else f", de {edit.author.name}"
    said = f"{'Refeito' if forward else 'Desfeito'}: {edit.label}{whose}."
    return _rows_back(request, outcome, sentence=said)


def _rows_back(request: Request, outcome: editing.Outcome, *, sentence: str = "") -> JsonResponse:
    """The changed rows drawn anew; too many of them, and the page is read again instead."""
    version = outcome.version
    lines = [*outcome.changed, *outcome.added]
    frame = Frame.of_version(request, version)
    answer: dict[str, Any] = {"deleted": outcome.deleted, "added": outcome.added, "sentence": sentence}
    if len(lines) > _MOST_ROWS_BACK:
        answer["reload"] = True
    else:
        answer["rows"] = [
            {"line": row.line, "html": render_to_string("matrices/row.html", {"row": row})}
            for row in rows_of_lines(request.actor, version, lines)
        ]
    answer["edit"] = frame.last_edit.pk if frame.last_edit else 0
    answer["status"] = render_to_string("matrices/status.html", {"frame": frame})
    return JsonResponse(answer)


def _change(sent: Mapping[str, Any]) -> editing.Change:
    """Raises `ValueError`, `TypeError`, `KeyError`, `AttributeError` for what no grid sends."""
    typed = [
        editing.Typed(_line(each["line"]), _texts(each["cells"]), _known(each.get("known")))
        for each in sent.get("typed", [])
    ]
    added = [
        editing.Added(
            _line(each["after"]) if each.get("after") else None,
            _texts(each.get("cells", {})),
            _line(each["copy_of"]) if each.get("copy_of") else None,
        )
        for each in sent.get("added", [])
    ]
    deleted = [_line(line) for line in sent.get("deleted", [])]
    count = sum(len(each.cells) for each in typed) + sum(len(each.cells) for each in added) + len(deleted)
    if count > _MOST_CELLS:
        raise ValueError("too many cells")
    return editing.Change(typed, added, deleted)


def _known(sent: object) -> int | None:
    """The edit that was seen, 0 before the first. Raises `ValueError`."""
    return None if sent in (None, "") else int(str(sent)[:18])


def _line(sent: object) -> int:
    """Raises `ValueError`."""
    line = row_number(sent)
    if line is None:
        raise ValueError(sent)
    return line


def _texts(cells: Mapping[str, Any]) -> dict[str, str]:
    return {storable(str(name)): storable(str(text))[:2000] for name, text in cells.items()}


def _label(wanted: editing.Change) -> str:
    parts = []
    typed = sum(len(each.cells) for each in wanted.typed)
    if typed:
        parts.append("1 célula alterada" if typed == 1 else f"{typed} células alteradas")
    for count, one, many in (
        (len(wanted.added), "1 linha incluída", "linhas incluídas"),
        (len(wanted.deleted), "1 linha excluída", "linhas excluídas"),
    ):
        if count:
            parts.append(one if count == 1 else f"{count} {many}")
    return ", ".join(parts) or "nada"


def _standing(wanted: Wanted, value: str) -> Wanted:
    return Wanted(wanted.filters, value, wanted.lines)


def _without(wanted: Wanted, name: str) -> Wanted:
    return Wanted({key: text for key, text in wanted.filters.items() if key != name}, wanted.standing)
