"""What a handler talks to: progress, cancelling, its place in the work, its output file."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.jobs.errors import JobCancelled, JobInterrupted
from vinculo.foundation.jobs.models import JobRun, JobState

SECONDS_BETWEEN_WRITES = 0.3
OUTPUT_LIVES = timedelta(days=7)
# How much the newest measurement counts in the rate shown.
SMOOTHING = 0.3
# First half of the advisory lock's key; the second is the job's id.
LOCK_SPACE = 0x4A0B

# Skips the row when the handler's own transaction holds it: progress must never wait for the work.
_WRITE_PROGRESS = """
    update jobs_jobrun set done = %s, total = %s, message = %s, rate = %s, progress_at = now()
    where id = (select id from jobs_jobrun where id = %s for no key update skip locked)
    returning cancel_requested
"""


class Reporter:
    """Progress is written over a connection of its own: it is seen at once and survives a rollback of the work.

    `actor` is the owner as they are now: permissions taken away since the job was asked for are gone here too.
    """

    def __init__(self, run: JobRun, actor: Actor, *, is_stopping: Callable[[], bool] = lambda: False) -> None:
        self.run = run
        self.actor = actor
        self._is_stopping = is_stopping
        self._connection: BaseDatabaseWrapper = connections.create_connection("default")
        self._written_at = 0.0
        self._written_done = 0
        self._checked_at = 0.0
        self._rate: float | None = None
        self._cancel_requested = run.cancel_requested
        self._done, self._total, self._message = run.done, run.total, run.message

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        """Say how far the work has come, in any unit. Cheap: written at most every 0.3 s, so call it freely."""
        self._done = done
        self._total = self._total if total is None else total
        self._message = self._message if message is None else message
        now = time.monotonic()
        if now - self._written_at >= SECONDS_BETWEEN_WRITES:
            self._measure(now)
            self._write()

    def check_cancelled(self) -> None:
        """Raise `JobCancelled` when the owner asked for it, `JobInterrupted` when the worker is stopping.

        Call it between steps, outside a transaction that should not be lost. Cheap: asks at most every 0.3 s.
        """
        if self._is_stopping():
            raise JobInterrupted
        now = time.monotonic()
        if not self._cancel_requested and now - max(self._checked_at, self._written_at) >= SECONDS_BETWEEN_WRITES:
            self._checked_at = now
            with self._connection.cursor() as cursor:
                cursor.execute("select cancel_requested from jobs_jobrun where id = %s", [self.run.pk])
                row = cursor.fetchone()
            self._cancel_requested = bool(row and row[0])
        if self._cancel_requested:
            raise JobCancelled

    def save_state(self, state: Mapping[str, Any]) -> None:
        """Keep the place in the work (JSON), in the present transaction: both are committed or neither is."""
        JobState.objects.update_or_create(run_id=self.run.pk, defaults={"state": dict(state)})

    @contextmanager
    def output(self, name: str) -> Iterator[Path]:
        """A path to write the job's file to; kept under `name` for its owner to download during 7 days.

        Nothing is kept when the block raises.
        """
        folder_kept = f"jobs/{self.run.company_id}/{self.run.pk}"
        # An attempt that died after it had kept its file and before it said so left it here.
        forget_files(folder_kept, but=self.run.output.name or "")
        with tempfile.TemporaryDirectory(prefix="vinculo-job-") as folder:
            path = Path(folder) / "output"
            yield path
            with path.open("rb") as content:
                self.run.output.save(f"{folder_kept}/{path.name}", File(content), save=False)
        self.run.output_name = name
        self.run.output_expires_at = clock.now() + OUTPUT_LIVES
        self.run.save(update_fields=["output", "output_name", "output_expires_at"])

    def claim(self) -> bool:
        """Whether this process is now the only one that runs the job. The claim ends with the connection."""
        with self._connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, self.run.pk])
            return bool(cursor.fetchone()[0])

    def close(self) -> None:
        """Write the last progress and give the claim and the connection back."""
        if self._written_at:
            self._write()
        with self._connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s, %s)", [LOCK_SPACE, self.run.pk])
        self._connection.close()

    def abandon(self) -> None:
        """Give the connection up, which may be broken, without another word."""
        with suppress(DatabaseError, InterfaceError), self._connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s, %s)", [LOCK_SPACE, self.run.pk])
        with suppress(DatabaseError, InterfaceError):
            self._connection.close()

    def _measure(self, now: float) -> None:
        if self._written_at:
            latest = max(0, self._done - self._written_done) / (now - self._written_at)
            self._rate = latest if self._rate is None else self._rate + SMOOTHING * (latest - self._rate)
        self._written_at, self._written_done = now, self._done

    def _write(self) -> None:
        values = [self._done, self._total, self._message, self._rate, self.run.pk]
        with self._connection.cursor() as cursor:
            cursor.execute(_WRITE_PROGRESS, values)
            row = cursor.fetchone()
        self._cancel_requested = self._cancel_requested or bool(row and row[0])


def forget_files(folder: str, *, but: str = "") -> None:
    """Delete the kept files of a folder, except the one named."""
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            if f"{folder}/{name}" != but:
                default_storage.delete(f"{folder}/{name}")
