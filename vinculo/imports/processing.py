"""Taking a run's file through the importer, batch by batch. Each batch is one transaction that also says it is done."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F
from psycopg.errors import DeadlockDetected, SerializationFailure

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.imports import claims
from vinculo.imports.importer import Batch, Importer, Outcome, Setting, Validate, Validated, importer_of
from vinculo.imports.mapping import loaded
from vinculo.imports.models import ClaimedKey, Remark, Run
from vinculo.imports.prefetch import prefetch
from vinculo.imports.reading import DEFAULT_LIMITS, Limits, Row, open_table

BATCH_ROWS = 5_000
_BATCHES_AHEAD = 2
_TRIES = 4
Step = Callable[[int, int], None]


def reset(run: Run, state: Run.State) -> None:
    """Forget an earlier processing, so that the next one starts from the first row."""
    Remark.objects.filter(run=run).delete()
    ClaimedKey.objects.filter(run=run).delete()
    run.last_row = run.read = run.created = run.updated = run.unchanged = run.refused = run.warned = 0
    run.seconds = 0
    run.state = state
    run.message = ""
    run.finished_at = None
    run.save()


def process(
    run: Run,
    actor: Actor | None,
    *,
    write: bool,
    between_batches: Step = lambda done, total: None,
    limits: Limits = DEFAULT_LIMITS,
    batch_rows: int = BATCH_ROWS,
) -> None:
    """Read, validate, criticise and (with `write`) upsert every row after `run.last_row`.

    `between_batches(done, total)` is called outside any transaction and may raise to stop: what was committed stays, and a
    later call continues there. Raises `UnusableFile` for a file that turns out damaged.
    """
    importer = importer_of(run.importer)
    table = open_table(Path(run.file.path), limits)
    mapping = loaded(run.mapping)
    setting = Setting(run.pk, run.company_id, run.establishment_id, run.origin, actor)
    validate = importer.validator(setting, mapping)
    batch = importer.batch(setting)
    rows = (row for row in table.rows() if row.number > run.last_row)
    validated = prefetch(_batches(rows, validate, batch_rows), _BATCHES_AHEAD)
    total = max(table.expected_rows, run.read)
    between_batches(run.read, total)
    started = time.perf_counter()
    with closing(validated):
        for chunk in validated:
            _try_batch(run, importer, batch, chunk, actor, write=write, started=started)
            started = time.perf_counter()
            run.refresh_from_db()
            between_batches(run.read, max(total, run.read))
    ClaimedKey.objects.filter(run=run).delete()


def _batches(rows: Iterable[Row], validate: Validate, size: int) -> Iterator[list[Validated]]:
    iterator = iter(rows)
    while chunk := [validate(row) for row in islice(iterator, size)]:
        yield chunk


def _try_batch(
    run: Run,
    importer: Importer,
    batch: Batch,
    rows: list[Validated],
    actor: Actor | None,
    *,
    write: bool,
    started: float,
) -> None:
    """One batch, once more from its beginning when somebody else's writing crossed it."""
    for attempt in range(1, _TRIES + 1):
        try:
            with _transaction(importer, run, actor, write=write):
                claims.mark_repeated(run, rows)
                _copy_remarks(run, rows)
                outcome = batch.process(rows, write=write)
                _count(run, rows, outcome, time.perf_counter() - started)
            return
        except (IntegrityError, OperationalError) as error:
            crossed = isinstance(error, IntegrityError) or isinstance(
                error.__cause__, DeadlockDetected | SerializationFailure
            )
            if not crossed or attempt == _TRIES:
                raise


def _transaction(importer: Importer, run: Run, actor: Actor | None, *, write: bool) -> AbstractContextManager[None]:
    if write:
        return audit.writing(actor, importer.verb, reason=f"Importação nº {run.pk}: {run.file_name}")
    return transaction.atomic()


def _copy_remarks(run: Run, rows: list[Validated]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy("copy imports_remark (run_id, row, field, severity, sentence, value) from stdin") as copy,
    ):
        for row in rows:
            for found in row.found:
                copy.write_row(
                    (run.pk, row.number, found.field, found.severity.value, found.sentence, found.value[:500])
                )


def _count(run: Run, rows: list[Validated], outcome: Outcome, seconds: float) -> None:
    counters = {name: F(name) + value for name, value in asdict(outcome).items() if value}
    Run.objects.filter(pk=run.pk).update(
        last_row=rows[-1].number, read=F("read") + len(rows), seconds=F("seconds") + seconds, **counters
    )
