"""The try-it panel: which row wins for a sale, why, and what would have to change for another to win."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from vinculo.engines.decision import Decision, Explanation, Fact, Row, explain
from vinculo.foundation.access import Actor, Request, requires
from vinculo.foundation.ui import page
from vinculo.matrices.codes import words_for
from vinculo.matrices.columns import NOTE, Group
from vinculo.matrices.forms import FactsForm
from vinculo.matrices.frame import Frame, frame_of
from vinculo.matrices.permissions import Permission
from vinculo.matrices.queries.grid import Cell, rows_of_lines
from vinculo.matrices.queries.tables import any_table
from vinculo.matrices.wanting import PREFIX


@dataclass(frozen=True, slots=True)
class Told:
    """An explanation with the cells of the rows it speaks of."""

    explanation: Explanation
    results: list[Cell]
    keys: dict[int, list[Cell]]


@require_GET
@requires(Permission.VIEW)
def trying(request: Request, code: str) -> HttpResponse:
    frame = frame_of(request, code, tab="testar")
    if frame.version is None:
        return page(request, "matrices/nothing.html", {"frame": frame})
    asked = any(name.startswith(PREFIX) or name == "on" for name in request.GET)
    form = FactsForm(request.actor, frame.kind, request.GET if asked else None, today=frame.today)
    told, in_force = None, None
    if asked and form.is_valid():
        facts, on = form.cleaned_data["facts"], form.cleaned_data["on"]
        table = any_table(frame.version)
        # Told twice: only then is it known which rows, and so which codes, need names.
        pairs = {(name, each) for name, fact in facts.items() for each in _codes(fact)}
        pairs |= {pair for row in _rows_of(explain(table, facts, on)) for pair in row.keys.items()}
        explanation = explain(table, facts, on, words=words_for(request.actor, frame.kind, pairs))
        told = _told(request.actor, frame, explanation)
        if frame.in_force and not frame.is_in_force:
            in_force = any_table(frame.in_force.version).decide(facts, on)
    differs = _differs(told, in_force)
    context = {
        "frame": frame,
        "form": form,
        "told": told,
        "in_force": in_force,
        "differs": differs,
        "otherwise": _otherwise(request.actor, frame, told, in_force) if differs else [],
    }
    return page(request, "matrices/trying.html", context, status=422 if asked and form.errors else 200)


def _told(actor: Actor, frame: Frame, explanation: Explanation) -> Told:
    assert frame.version is not None
    lines = [row.id for row in _rows_of(explanation)]
    shown = {row.line: row for row in rows_of_lines(actor, frame.version, lines)}
    keys = {
        line: [cell for cell in row.cells if cell.column.group is Group.KEY and cell.text]
        for line, row in shown.items()
    }
    winner = shown.get(explanation.winner.row.id) if explanation.winner else None
    cells = winner.cells if winner else ()
    results = [cell for cell in cells if cell.column.group is Group.RESULT or cell.column.name == NOTE]
    return Told(explanation, [cell for cell in results if cell.text], keys)


def _rows_of(explanation: Explanation) -> list[Row]:
    rows = [standing.row for standing in explanation.losers] + [near.row for near in explanation.near]
    return [explanation.winner.row, *rows] if explanation.winner else rows


def _codes(fact: Fact) -> list[str]:
    if isinstance(fact, str):
        return [fact]
    return [] if fact is None or isinstance(fact, Decimal | int) else list(fact)


def _otherwise(actor: Actor, frame: Frame, told: Told | None, in_force: Decision | None) -> list[str]:
    """What the version in force would give instead, each result that is another: `Comissão (%) 4, e não 3`."""
    if told is None or in_force is None or in_force.row is None or frame.in_force is None:
        return []
    mine = {cell.column.name: cell.text for cell in told.results}
    rows = rows_of_lines(actor, frame.in_force.version, [in_force.row.id])
    theirs = [cell for row in rows for cell in row.cells if cell.column.group is Group.RESULT]
    others = [(cell, mine.get(cell.column.name, "")) for cell in theirs if cell.text != mine.get(cell.column.name, "")]
    return [f"{cell.column.heading} {cell.text or 'em branco'}, e não {here or 'em branco'}" for cell, here in others]


def _differs(told: Told | None, in_force: Decision | None) -> bool:
    """Whether the version in force would answer otherwise, by its results."""
    if told is None or in_force is None:
        return False
    decided = told.explanation.decision
    mine = decided.row.results if decided.row else None
    theirs = in_force.row.results if in_force.row else None
    return mine != theirs
