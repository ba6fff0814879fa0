"""Reading runs and their critiques."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db.models import Count, Q

from vinculo.foundation.access import Actor
from vinculo.foundation.audit.records import record_type
from vinculo.foundation.reading import UnusableFile, open_table
from vinculo.foundation.reversal.models import KeptRecord
from vinculo.foundation.reversal.queries import reversals_of
from vinculo.imports.importer import Importer, importer_of, importers_for
from vinculo.imports.models import Remark, Run, RunQuerySet
from vinculo.imports.undoing import SUBJECT, summary
from vinculo.kernel.text import row_number

DISCARDED = "A planilha já foi apagada, pelo prazo de guarda ou a pedido de um titular. Envie-a de novo."
RUNS_A_PAGE = 30
REMARKS_A_PAGE = 50
MOST_KEPT_SHOWN = 500
_PREVIEW_ROWS = 4


def runs_visible_to(actor: Actor) -> RunQuerySet:
    """The author's own runs, and those within the actor's scope, of what the actor may import."""
    open_to_actor = [importer.key for importer in importers_for(actor)]
    runs = Run.objects.visible_to(actor).filter(importer__in=open_to_actor)
    return runs.select_related("owner", "establishment", "job")


def runs_before(actor: Actor, before: int | None) -> tuple[list[Run], int | None]:
    """A page of runs, newest first, and where the next page starts."""
    runs = runs_visible_to(actor).order_by("-id")
    if before is not None:
        runs = runs.filter(id__lt=before)
    found = list(runs[: RUNS_A_PAGE + 1])
    following = found[RUNS_A_PAGE - 1].pk if len(found) > RUNS_A_PAGE else None
    return found[:RUNS_A_PAGE], following


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its header and what its first filled cells hold."""

    position: int
    header: str
    samples: list[str]


def columns_of(run: Run) -> list[Column]:
    """Reads the top of the file again. Raises `UnusableFile`, also for one that was discarded."""
    if run.discarded_at is not None:
        raise UnusableFile(DISCARDED)
    table = open_table(Path(run.file.path))
    rows = [row.values for row in islice(table.rows(), _PREVIEW_ROWS)]
    return [
        Column(position, header, [row[position][:40] for row in rows if position < len(row) and row[position]])
        for position, header in enumerate(run.headers)
    ]


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A record the reversal left as it is; `url` is its page, "" for one that has none."""

    label: str
    url: str
    why: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ReversalView:
    """One undo or redo of a run. `hidden` counts kept records beyond the first `MOST_KEPT_SHOWN`."""

    at: datetime
    who: str
    is_redo: bool
    words: str
    kept: list[KeptLine]
    hidden: int


def reversals(run: Run) -> list[ReversalView]:
    """Every undo and redo of the run, newest first, in two queries at most."""
    found = list(reversals_of(SUBJECT, run.pk)[:20])
    lines: dict[int, list[KeptLine]] = {each.pk: [] for each in found}
    if not found:
        return []
    for each in KeptRecord.objects.filter(reversal__in=found).order_by("reversal_id", "id")[:MOST_KEPT_SHOWN]:
        known = record_type(each.root_type)
        url = known.url(each.root_id) if known and known.url else ""
        lines[each.reversal_id].append(KeptLine(each.label, url, each.why, each.who, each.changed_at))
    return [
        ReversalView(
            at=each.at,
            who=each.actor.name if each.actor else "Sistema",
            is_redo=each.is_redo,
            words=summary(each),
            kept=lines[each.pk],
            hidden=each.kept_count - len(lines[each.pk]),
        )
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class RemarkLine:
    row: int
    field: str
    severity: str
    sentence: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldCount:
    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Critique:
    """A page of remarks. `next_after` is the cursor of the following page, "" at the end.

    `culprit` is the field that alone refuses half of the rows or more, which tells of a column taken for another.
    """

    lines: list[RemarkLine]
    fields: list[FieldCount]
    next_after: str
    culprit: FieldCount | None


def critique(run: Run, *, field: str, severity: str, after: str) -> Critique:
    """The remarks of a run in the order of its rows, of one field and severity or of all ("")."""
    importer = importer_of(run.importer)
    remarks = Remark.objects.filter(run=run)
    if severity in Remark.Severity.values:
        remarks = remarks.filter(severity=severity)
    counts = [
        FieldCount(key, importer.label(key), count)
        for key, count in remarks.values_list("field").annotate(rows=Count("id")).order_by("-rows")
    ]
    if field:
        remarks = remarks.filter(field=field)
    row, last = map(row_number, (after.partition("-")[::2]))
    if row is not None and last is not None:
        remarks = remarks.filter(Q(row__gt=row) | Q(row=row, id__gt=last), row__gte=row)
    page = list(remarks.order_by("row", "id")[: REMARKS_A_PAGE + 1])
    following = page[REMARKS_A_PAGE - 1] if len(page) > REMARKS_A_PAGE else None
    return Critique(
        lines=_lines(importer, page[:REMARKS_A_PAGE]),
        fields=counts,
        next_after=f"{following.row}-{following.pk}" if following else "",
        culprit=_culprit(run, importer) if run.refused * 2 >= run.read else None,
    )


def _culprit(run: Run, importer: Importer) -> FieldCount | None:
    refusals = Remark.objects.filter(run=run, severity=Remark.Severity.REFUSAL).exclude(field="")
    by_field = refusals.values_list("field").annotate(rows=Count("row", distinct=True)).order_by("-rows")
    key, rows = by_field.first() or ("", 0)
    return FieldCount(key, importer.label(key), rows) if rows and rows * 2 >= run.read else None


def _lines(importer: Importer, remarks: Sequence[Remark]) -> list[RemarkLine]:
    return [
        RemarkLine(remark.row, importer.label(remark.field), remark.severity, remark.sentence, remark.value)
        for remark in remarks
    ]
