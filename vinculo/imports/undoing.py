"""Undoing a run, and doing it again: all or nothing, in one transaction that also says it is done."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import IntegrityError

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.reversal import Reversed, Span, position, span_since
from vinculo.foundation.reversal.actions import record_reversal
from vinculo.foundation.reversal.models import Reversal
from vinculo.foundation.reversal.queries import reversals_of, spans_of
from vinculo.foundation.reversal.records import reverse_records
from vinculo.imports.importer import importer_of
from vinculo.imports.models import CommittedBatch, Run

SUBJECT: Final = "imports.run"
UNDONE: Final = "imports.run.undone"
REDONE: Final = "imports.run.redone"
VERBS: Final = {UNDONE: "Desfez a importação", REDONE: "Refez a importação"}
Report = Callable[[int, int], None]


class CannotReverse(Exception):
    """Nothing was changed; the text is fit for the person."""


def take_back(actor: Actor, run: Run, *, redo: bool, now: datetime, report: Report) -> Reversal:
    """Undo a run that is in the state UNDOING, or with `redo` do again one in REDOING.

    Records touched since are kept and named. `report(done, total)` may raise: then nothing was done. Raises
    `CannotReverse` too when somebody began to refer to one of the records in this very moment.
    """
    verb = REDONE if redo else UNDONE
    try:
        with audit.writing(actor, verb, reason=f"Importação nº {run.pk}: {run.file_name}"):
            locked = Run.objects.select_for_update().get(pk=run.pk)
            if locked.state != (Run.State.REDOING if redo else Run.State.UNDOING):
                raise CannotReverse("Esta importação já foi desfeita ou refeita.")
            start = position()
            outcome = _reverse(actor, locked, redo=redo, now=now, report=report)
            reversal = record_reversal(actor, SUBJECT, run.pk, outcome, [span_since(start)], is_redo=redo)
            locked.state = Run.State.DONE if redo else Run.State.UNDONE
            locked.message = summary(reversal)
            locked.save(update_fields=["state", "message"])
            return reversal
    except IntegrityError as error:
        raise CannotReverse(
            "Alguém passou a usar um dos cadastros enquanto a importação era desfeita. Nada mudou; tente de novo."
        ) from error


def is_reversible(run: Run) -> bool:
    """Whether the run wrote anything and what it wrote is known."""
    return bool(run.created or run.updated) and bool(_last_spans(run) or importer_of(run.importer).reverse)


def last_reversal(run: Run) -> Reversal | None:
    return reversals_of(SUBJECT, run.pk).first()


def summary(reversal: Reversal) -> str:
    """What came of it, in one line."""
    what = "refeito" if reversal.is_redo else "desfeito"
    done = f"1 registro {what}" if reversal.records == 1 else f"{reversal.records} registros {what}s"
    if not reversal.kept_count:
        return f"{done}."
    kept = "1 mantido porque mudou" if reversal.kept_count == 1 else f"{reversal.kept_count} mantidos porque mudaram"
    return f"{done}; {kept} depois."


def _reverse(actor: Actor, run: Run, *, redo: bool, now: datetime, report: Report) -> Reversed:
    reverse = importer_of(run.importer).reverse
    if reverse is not None:
        return reverse(actor, run.pk, redo=redo, now=now, report=report)
    spans = _last_spans(run)
    if not spans:
        raise CannotReverse("Esta importação é anterior ao desfazer: não se sabe o que ela gravou.")
    return reverse_records(spans, between_parts=report)


def _last_spans(run: Run) -> list[Span]:
    """What is to be reversed: the run itself or, once it was reversed, the latest reversal."""
    last = last_reversal(run)
    if last is not None:
        return spans_of(last)
    batches = CommittedBatch.objects.filter(run=run, transaction_key__gt=0).order_by("first_row")
    return [Span(*each) for each in batches.values_list("transaction_key", "changes_after", "last_change")]
