"""A draft tried on cases of the past: what would have been decided otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from vinculo.engines.decision import Decision, Table
from vinculo.foundation.access import Request, requires
from vinculo.foundation.ui import page
from vinculo.matrices.cells import stored
from vinculo.matrices.columns import Column, columns_of
from vinculo.matrices.forms import PastedForm, facts_query
from vinculo.matrices.frame import frame_of
from vinculo.matrices.permissions import Permission
from vinculo.matrices.queries.tables import any_table
from vinculo.matrices.replays import Case, Document, sources

_MOST_CASES = 20_000
_MOST_SHOWN = 200
_MOST_DOCUMENTS = 100


@dataclass(frozen=True, slots=True)
class Moved:
    """A case decided otherwise: the rows before and after, and the results that changed."""

    case: Case
    before: str
    after: str
    changes: list[tuple[str, str, str]]
    address: str


@require_http_methods(["GET", "POST"])
@requires(Permission.VIEW)
def replay(request: Request, code: str) -> HttpResponse:
    frame = frame_of(request, code, tab="repetir")
    if frame.version is None:
        return page(request, "matrices/nothing.html", {"frame": frame})
    known = sources()
    chosen = next((source for source in known if source.key == request.GET.get("fonte")), known[0] if known else None)
    typed = PastedForm(request.POST if request.method == "POST" else None)
    cases: Iterable[Case] = chosen.cases(request.actor, code) if chosen else ()
    if request.method == "POST":
        cases = typed.cases(request.actor, frame.kind, frame.today) if typed.is_valid() else ()
    tried = moved = 0
    shown: list[Moved] = []
    if frame.in_force is not None:
        before, after = any_table(frame.in_force.version), any_table(frame.version)
        for case in islice(cases, _MOST_CASES):
            tried += 1
            difference = _difference(before, after, case)
            if difference is not None:
                moved += 1
                if len(shown) < _MOST_SHOWN:
                    shown.append(difference)
    worth = None
    if frame.in_force is not None and chosen is not None and chosen.documents is not None and not typed.is_bound:
        worth = _worth(chosen.documents(request.actor, code, before, after))
    context = {
        "worth": worth,
        "frame": frame,
        "sources": known,
        "chosen": chosen,
        "tried": tried,
        "moved": moved,
        "shown": shown,
        "is_cut": tried >= _MOST_CASES,
        "form": typed,
        "has_tried": chosen is not None or typed.is_bound,
    }
    return page(request, "matrices/replay.html", context, status=422 if typed.errors else 200)


def _worth(documents: Iterable[Document]) -> dict[str, object]:
    """The documents that move, in the figures that move, and what all of them move by. Percentages are not summed."""
    tried = list(islice(documents, _MOST_DOCUMENTS))
    moving = [document for document in tried if document.moves]
    columns = [column for column in zip(*(d.figures for d in moving), strict=True) if any(f.moves for f in column)]
    return {
        "tried": len(tried),
        "is_cut": len(tried) == _MOST_DOCUMENTS,
        "documents": list(zip(moving, zip(*columns, strict=True), strict=True)) if moving else [],
        "heads": [column[0].label for column in columns],
        "sums": [
            None if column[0].is_percent else sum((figure.difference for figure in column), Decimal(0))
            for column in columns
        ],
    }


def _difference(before: Table, after: Table, case: Case) -> Moved | None:
    """None when both tables give the same results."""
    old, new = before.decide(case.facts, case.on), after.decide(case.facts, case.on)
    if _results(old) == _results(new) and (old.row is None) == (new.row is None):
        return None
    columns = [column for column in columns_of(after.kind) if column.result]
    changes = [
        (column.label, _said(column, old), _said(column, new))
        for column in columns
        if _said(column, old) != _said(column, new)
    ]
    shown = {name: fact for name, fact in case.facts.items() if name not in case.private}
    query = urlencode({**facts_query(shown), "on": f"{case.on:%d/%m/%Y}"})
    return Moved(case, _name(old), _name(new), changes, query)


def _results(decision: Decision) -> dict[str, object]:
    return dict(decision.row.results) if decision.row else {}


def _name(decision: Decision) -> str:
    if decision.row:
        return f"linha {decision.row.id}"
    return decision.problem.sentence if decision.problem else "sem efeito"


def _said(column: Column, decision: Decision) -> str:
    value = decision.row.results.get(column.name) if decision.row else None
    return "" if value is None else column.show(stored(value))
