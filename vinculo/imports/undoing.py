"""Undoing a run, and doing it again, slice by slice: each is one transaction that also says it is done."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from datetime import datetime
from typing import Final

from django.db import IntegrityError, connection, transaction

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.reversal import Span, position, span_since
from vinculo.foundation.reversal.actions import begin_reversal, finish_reversal, record_reversal, record_slice
from vinculo.foundation.reversal.models import Reversal, Slice
from vinculo.foundation.reversal.queries import reversals_of, slices_to_do, spans_of, unfinished_reversal
from vinculo.foundation.reversal.records import reverse_records
from vinculo.imports.importer import Reverse, importer_of
from vinculo.imports.lanes import LANES, lanes, tried_again, unhurried
from vinculo.imports.models import SPAN_FIELDS, CommittedBatch, Run

SUBJECT: Final = "imports.run"
UNDONE: Final = "imports.run.undone"
REDONE: Final = "imports.run.redone"
VERBS: Final = {UNDONE: "Desfez a importação", REDONE: "Refez a importação"}
Report = Callable[[int, int], None]
_USED: Final = "Alguém passou a usar um dos cadastros enquanto a importação era desfeita. Tente de novo."


class CannotReverse(Exception):
    """What was not taken back is as it was; the text is fit for the person."""


def take_back(actor: Actor, run: Run, *, redo: bool, now: datetime, report: Report) -> Reversal:
    """Undo a run that is in the state UNDOING, or with `redo` do again one in REDOING.

    Records touched since are kept and named. `report(done, total)` counts slices and may raise: the slices done stay
    done, and a later call does the others. Raises `CannotReverse` too when somebody began to refer to one of the
    records in this very moment.
    """
    reverse = importer_of(run.importer).reverse
    if reverse is not None:
        return _at_once(actor, run, reverse, redo=redo, now=now, report=report)
    reversal = _begin(actor, run, redo=redo)
    slices = slices_to_do(reversal)
    total = reversal.slices.count()
    report(total - len(slices), total)
    try:
        if len(slices) == 1 or connection.in_atomic_block:
            for done, each in enumerate(slices, start=total - len(slices) + 1):
                _take_slice(actor, run, each, redo)
                report(done, total)
        else:
            _side_by_side(actor, run, slices, total, redo=redo, report=report)
    except IntegrityError as error:
        raise CannotReverse(_USED) from error
    return _finish(actor, run, reversal, redo=redo)


def _begin(actor: Actor, run: Run, *, redo: bool) -> Reversal:
    """The reversal that was begun and not finished, or a new one with its slices."""
    with transaction.atomic():
        _lock(run, redo=redo)
        begun = unfinished_reversal(SUBJECT, run.pk)
        if begun is not None:
            return begun
        spans = _last_spans(run)
        if not spans:
            raise CannotReverse("Esta importação é anterior ao desfazer: não se sabe o que ela gravou.")
        is_apart = importer_of(run.importer).has_apart_batches and not run.earlier_spans
        slices = [[span] for span in spans] if is_apart else [spans]
        return begin_reversal(actor, SUBJECT, run.pk, slices, is_redo=redo)


def _lock(run: Run, *, redo: bool) -> Run:
    locked = Run.objects.select_for_update().get(pk=run.pk)
    if locked.state != (Run.State.REDOING if redo else Run.State.UNDOING):
        raise CannotReverse("Esta importação já foi desfeita ou refeita.")
    return locked


def _side_by_side(actor: Actor, run: Run, slices: list[Slice], total: int, *, redo: bool, report: Report) -> None:
    with lanes("import-reversal") as submit:
        waiting = list(reversed(slices))
        running: set[Future[None]] = set()
        while waiting or running:
            while waiting and len(running) < LANES:
                running.add(submit(_take_slice, actor, run, waiting.pop(), redo))
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for each in done:
                each.result()
            report(total - len(waiting) - len(running), total)


def _take_slice(actor: Actor, run: Run, part: Slice, redo: bool) -> None:
    importer = importer_of(run.importer)

    def write() -> None:
        with audit.writing(actor, REDONE if redo else UNDONE, reason=_reason(run)):
            unhurried()
            start = position()
            outcome = reverse_records([Span(*span) for span in part.takes], counted=importer.record)
            if importer.after_reversal is not None:
                importer.after_reversal(run.company_id, outcome.kept)
            record_slice(part, outcome, span_since(start))

    tried_again(write)


def _finish(actor: Actor, run: Run, reversal: Reversal, *, redo: bool) -> Reversal:
    with audit.writing(actor, REDONE if redo else UNDONE, reason=_reason(run)):
        locked = _lock(run, redo=redo)
        finish_reversal(reversal)
        _settle(locked, reversal, redo=redo)
    return reversal


def _at_once(actor: Actor, run: Run, reverse: Reverse, *, redo: bool, now: datetime, report: Report) -> Reversal:
    """All or nothing, in one transaction that also says it is done."""
    try:
        with audit.writing(actor, REDONE if redo else UNDONE, reason=_reason(run)):
            locked = _lock(run, redo=redo)
            start = position()
            outcome = reverse(actor, locked.pk, redo=redo, now=now, report=report)
            reversal = record_reversal(actor, SUBJECT, run.pk, outcome, [span_since(start)], is_redo=redo)
            _settle(locked, reversal, redo=redo)
            return reversal
    except IntegrityError as error:
        raise CannotReverse(_USED) from error


def _settle(run: Run, reversal: Reversal, *, redo: bool) -> None:
    run.state = run.state_of_rest if redo else Run.State.UNDONE
    run.message = summary(reversal)
    run.save(update_fields=["state", "message"])


def _reason(run: Run) -> str:
    return f"Importação nº {run.pk}: {run.file_name}"


def give_up(run: Run) -> bool:
    """Forget a reversal of which nothing is done yet; False when a part of it is: it can only go on."""
    begun = unfinished_reversal(SUBJECT, run.pk)
    if begun is None:
        return True
    if begun.slices.filter(span__isnull=False).exists():
        return False
    begun.delete()
    return True


def is_reversible(run: Run) -> bool:
    """Whether the run wrote anything and what it wrote is known."""
    return bool(run.created or run.updated or run.earlier_spans) and bool(
        _last_spans(run) or importer_of(run.importer).reverse
    )


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


def _last_spans(run: Run) -> list[Span]:
    """What is to be reversed: the run itself or, once it was reversed, the latest reversal."""
    last = last_reversal(run)
    if last is not None:
        return spans_of(last)
    batches = CommittedBatch.objects.filter(run=run, transaction_key__gt=0).order_by("first_row")
    return [Span(*each) for each in (*run.earlier_spans, *batches.values_list(*SPAN_FIELDS))]
