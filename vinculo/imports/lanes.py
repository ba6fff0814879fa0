"""Connections that do parts of one piece of work side by side, each part a transaction of its own."""

import contextvars
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Barrier
from typing import Any, Final, TypeVar

from django.db import IntegrityError, OperationalError, connection
from psycopg.errors import DeadlockDetected, SerializationFailure

T = TypeVar("T")

# One more than processors, so that none waits for a disk or a lock.
LANES: Final = 3
_TRIES: Final = 4


@contextmanager
def lanes(name: str) -> Iterator[Callable[..., Future[Any]]]:
    """What submits a function with its arguments to one of `LANES` threads, each with its own connection.

    At the end everything submitted is waited for, and the connections are closed.
    """
    running: list[Future[Any]] = []
    with ThreadPoolExecutor(LANES, thread_name_prefix=name) as pool:

        def submit(function: Callable[..., T], *arguments: object) -> Future[T]:
            future = pool.submit(contextvars.copy_context().run, function, *arguments)
            running[:] = [each for each in running if not each.done()] + [future]
            return future

        try:
            yield submit
        finally:
            wait(running)
            _disconnect(pool)


def _disconnect(pool: ThreadPoolExecutor) -> None:
    """Close the connection of every thread. They meet before they end, so that none closes twice and another never."""
    meeting = Barrier(LANES)

    def close() -> None:
        connection.close()
        meeting.wait()

    wait([pool.submit(close) for _ in range(LANES)])


def unhurried() -> None:
    """Let the present transaction commit without waiting for the disk.

    A part that a crash takes along takes its mark of being done with it, and is done again. What ends the whole work
    waits for the disk, and with it everything before.
    """
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")


def tried_again(transaction: Callable[[], T]) -> T:
    """What the transaction returns, once more from its beginning when somebody else's writing crossed it.

    Raises what it raised the last time.
    """
    for _ in range(1, _TRIES):
        try:
            return transaction()
        except IntegrityError:
            continue
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected | SerializationFailure):
                raise
    return transaction()
