"""`make demo` on a fresh copy of the tree: how long until the ready line, and how much memory while people use it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.installation import Installation
from vinculo.foundation.postgres.url import PROJECT

CUSTOMERS = 2_000
READY_BOUND_SECONDS = 90
MEMORY_BOUND_MB = 700
_LEFT_BEHIND = shutil.ignore_patterns(".venv", "var", ".git", "__pycache__", ".*_cache", ".hypothesis")


@contextmanager
def fresh_demonstration(room: Path) -> Iterator[Installation]:
    """The product started by `make demo` in a copy of the tree without environment or data, all deleted afterwards.

    The packages come from pip's cache, where an earlier `make` has left them.
    """
    copy = room / "fresh"
    data = copy / "var"
    _delete(copy, data)
    shutil.copytree(PROJECT, copy, ignore=_LEFT_BEHIND)
    try:
        with Installation(data, customers=CUSTOMERS, command=("make", "demo"), folder=copy) as installation:
            yield installation
    finally:
        _delete(copy, data)


def ready_figure(installation: Installation) -> Figure:
    return Figure("demo.até_a_linha_pronta", installation.ready_seconds, "s", CUSTOMERS, READY_BOUND_SECONDS)


def memory_figures(installation: Installation) -> list[Figure]:
    """Resident memory of web, worker and database together (PSS), and its parts. Nothing elsewhere than on Linux."""
    parts = {"web": 0, "worker": 0, "banco": 0}
    for process in installation.processes():
        kilobytes = process.proportional_kilobytes()
        if part := _part(process.command):
            if kilobytes is None:
                return []
            parts[part] += kilobytes
    total = sum(parts.values()) / 1024
    return [
        Figure("demo.memória", total, "MB", CUSTOMERS, MEMORY_BOUND_MB),
        *(Figure(f"demo.memória.{part}", kilobytes / 1024, "MB", CUSTOMERS) for part, kilobytes in parts.items()),
    ]


def _part(command: str) -> str:
    if "gunicorn" in command:
        return "web"
    if "run_worker" in command:
        return "worker"
    return "banco" if "postgres" in command else ""


def _delete(copy: Path, data: Path) -> None:
    """The copy with its database, wherever the launcher keeps it for this account."""
    if copy.exists():
        subprocess.run(
            [sys.executable, "-m", "vinculo.foundation.postgres", "remove"],
            cwd=PROJECT,
            env={**os.environ, "VINCULO_DATA": str(data)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        shutil.rmtree(copy)
