"""Taking a run's file through the importer, batch by batch. Each batch is one transaction that also says it is done."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager, closing
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Sum

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Change
from vinculo.foundation.reading import DEFAULT_LIMITS, Limits, Row, open_table
from vinculo.foundation.reversal import position, span_since
from vinculo.imports.claims import Claims
from vinculo.imports.collecting import seldom_collecting
from vinculo.imports.importer import Batch, Importer, Setting, Validate, Validated, importer_of
from vinculo.imports.lanes import LANES, lanes, tried_again, unhurried
from vinculo.imports.mapping import loaded
from vinculo.imports.models import SPAN_FIELDS, ClaimedKey, CommittedBatch, Remark, Run
from vinculo.imports.prefetch import prefetch
from vinculo.imports.report import Criticised, Said, said_of

# Large batches cost less a row; small ones at both ends keep the writers from waiting for the first and the last one.
BATCH_ROWS: Final = 5_000
LEAST_ROWS: Final = 1_000
_BATCHES_AHEAD: Final = 1
_COUNTERS: Final = ("read", "created", "updated", "unchanged", "refused", "warned")
Step = Callable[[int, int], None]
Criticise = Callable[[Criticised], None]


def reset(run: Run, state: Run.State) -> None:
    """Forget an earlier processing, so that the next one starts from the first row; not what is needed to undo it."""
    run.earlier_spans = [*run.earlier_spans, *_written(run)]
    for model in (Remark, ClaimedKey, CommittedBatch):
        model.objects.filter(run=run).delete()
    run.read = run.created = run.updated = run.unchanged = run.refused = run.warned = 0
    run.seconds = 0
    run.is_partial = False
    run.state = state
    run.message = ""
    run.finished_at = None
    run.save()


def _written(run: Run) -> list[list[int]]:
    """The spans of the run's batches that hold a change: those of a check hold none."""
    batches = CommittedBatch.objects.filter(run=run, transaction_key__gt=0).order_by("first_row")
    changes = Change.objects.filter(
        id__gt=OuterRef("changes_after"), id__lte=OuterRef("last_change"), transaction_key=OuterRef("transaction_key")
    )
    return [list(span) for span in batches.filter(Exists(changes)).values_list(*SPAN_FIELDS)]


def process(
    run: Run,
    actor: Actor | None,
    *,
    write: bool,
    between_batches: Step | None = None,
    criticised: Criticise | None = None,
    limits: Limits = DEFAULT_LIMITS,
    batch_rows: int = BATCH_ROWS,
) -> None:
    """Read, validate, criticise and (with `write`) upsert every row not yet in a committed batch.

    `between_batches(done, total)` is called outside any transaction and may raise to stop: what was committed stays,
    and a later call does the rest. `criticised` is told, in the order of the file, each row of this call about which
    something was said. Raises `UnusableFile` for a file that turns out damaged.
    """
    importer = importer_of(run.importer)
    table = open_table(Path(run.file.path), limits)
    setting = Setting(
        run.pk, run.company_id, run.establishment_id, run.origin, actor, frozenset(run.mapping.values()), run.options
    )
    validate = importer.validator(setting, loaded(run.mapping))
    work = _Work(run, importer, importer.batch(setting), actor, write=write)
    rows = _outside(_claimed(table.rows(), validate, Claims()), _committed(run))
    _add_up(run)
    progress = _Progress(run, max(table.expected_rows, run.read), between_batches, time.perf_counter(), run.seconds)
    progress.report()
    sizes = _sizes(table.expected_rows - run.read, batch_rows)
    with seldom_collecting(), closing(prefetch(_batches(rows, sizes), _BATCHES_AHEAD)) as chunks:
        if connection.in_atomic_block:  # other connections would not see what this transaction did
            _one_by_one(work, chunks, progress, criticised)
        else:
            _side_by_side(work, chunks, progress, criticised)
    ClaimedKey.objects.filter(run=run).delete()


@dataclass(slots=True)
class _Progress:
    """Keeps the run's counters and tells whoever watches."""

    run: Run
    total: int
    between_batches: Step | None
    started: float
    seconds_before: float

    def report(self) -> None:
        self.run.seconds = self.seconds_before + time.perf_counter() - self.started
        _add_up(self.run)
        if self.between_batches is not None:
            self.between_batches(self.run.read, max(self.total, self.run.read))


def _one_by_one(
    work: "_Work", chunks: Iterable[list[Validated]], progress: _Progress, criticised: Criticise | None
) -> None:
    for rows in chunks:
        for each in work.commit(rows):
            if criticised is not None:
                criticised(each)
        progress.report()


def _side_by_side(
    work: "_Work", chunks: Iterable[list[Validated]], progress: _Progress, criticised: Criticise | None
) -> None:
    """`LANES` batches at a time, and one more that waits, so that a writer begins it at once.

    What was said of the rows is passed on meanwhile, in the order of the batches.
    """
    running: deque[Future[list[Criticised]]] = deque()
    try:
        with lanes("import-writer") as submit:
            for rows in chunks:
                running.append(submit(work.commit, rows))
                _finish(running, LANES, progress, criticised)
            _finish(running, 0, progress, criticised)
    finally:
        _add_up(work.run)


def _finish(
    running: deque[Future[list[Criticised]]], most: int, progress: _Progress, criticised: Criticise | None
) -> None:
    """Wait until at most `most` batches are not done, and take the oldest ones that are. Raises what a batch raised."""
    while True:
        for each in running:
            if each.done():
                each.result()
        while running and running[0].done():
            for row in running.popleft().result():
                if criticised is not None:
                    criticised(row)
        open_batches = [each for each in running if not each.done()]
        if len(open_batches) <= most:
            return
        wait(open_batches, return_when=FIRST_COMPLETED)
        progress.report()


@dataclass(frozen=True, slots=True)
class _Work:
    run: Run
    importer: Importer
    batch: Batch
    actor: Actor | None
    write: bool

    def commit(self, rows: list[Validated]) -> list[Criticised]:
        """One batch, once more from its beginning when somebody else's writing crossed it; the rows criticised."""
        values = {row.number: row.values for row in rows}

        def write() -> list[tuple[int, list[Said]]]:
            with self._transaction():
                unhurried()
                start = position()
                _copy_remarks(self.run, rows)
                outcome = self.batch.process(rows, write=self.write)
                span = span_since(start)
                CommittedBatch.objects.create(
                    run=self.run,
                    first_row=rows[0].number,
                    last_row=rows[-1].number,
                    read=len(rows),
                    transaction_key=span.transaction_key,
                    changes_after=span.after,
                    last_change=span.last,
                    **asdict(outcome),
                )
                return list(said_of(self.run, rows[0].number, rows[-1].number))

        return [Criticised(number, values[number], said) for number, said in tried_again(write)]

    def _transaction(self) -> AbstractContextManager[None]:
        if self.write:
            reason = f"Importação nº {self.run.pk}: {self.run.file_name}"
            return audit.writing(self.actor, self.importer.verb, reason=reason)
        return transaction.atomic()


def _committed(run: Run) -> list[tuple[int, int]]:
    return list(CommittedBatch.objects.filter(run=run).order_by("first_row").values_list("first_row", "last_row"))


def _claimed(rows: Iterable[Row], validate: Validate, claims: Claims) -> Iterator[Validated]:
    """The rows validated; each claims its identities here, in the order of the file."""
    for row in rows:
        found = validate(row)
        found.values = row.values
        claims.claim(found)
        yield found


def _outside(rows: Iterable[Validated], ranges: list[tuple[int, int]]) -> Iterator[Validated]:
    """The rows that are in none of the ranges of row numbers. Both come in order."""
    following = iter(ranges)
    first, last = next(following, (0, 0))
    for row in rows:
        while last and row.number > last:
            first, last = next(following, (0, 0))
        if not last or row.number < first:
            yield row


def _sizes(rows: int, most: int) -> Iterator[int]:
    """The sizes of batches for about so many rows: growing to `most`, and shrinking where the end is near."""
    least = min(LEAST_ROWS, most)
    size, left = least, rows
    while True:
        yield size
        left -= size
        size = min(size + least, most) if left > LANES * most else max(least, min(most, left // LANES // 2))


def _batches(rows: Iterator[Validated], sizes: Iterable[int]) -> Iterator[list[Validated]]:
    """Batches in the order of the file, the last one smaller."""
    for size in sizes:
        chunk = list(islice(rows, size))
        if not chunk:
            return
        yield chunk


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


def _add_up(run: Run) -> None:
    """Make the run's counters what its committed batches say."""
    sums = CommittedBatch.objects.filter(run=run).aggregate(**{name: Sum(name, default=0) for name in _COUNTERS})
    for name, value in sums.items():
        setattr(run, name, value)
    run.save(update_fields=[*_COUNTERS, "seconds"])
