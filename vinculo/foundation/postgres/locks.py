"""File locks that the operating system releases when their process ends, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock alone, waiting for whoever has it."""
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class SharedLock:
    """A lock held together with others: a count of live processes that cannot go wrong."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = _open(path)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def release(self) -> bool:
        """Let go. Says whether nobody else holds it; False as well when it had been released before."""
        if self._descriptor is None:
            return False
        os.close(self._descriptor)
        self._descriptor = None
        return is_free(self._path)


def is_free(path: Path) -> bool:
    """Whether no live process holds the lock."""
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
