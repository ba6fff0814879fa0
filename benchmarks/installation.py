"""The product as it runs in production, started by its own supervisor and stopped by the measurement."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.processes import Process, family
from vinculo.foundation.postgres.url import PROJECT, embedded_url

STOP_SECONDS = 60.0
_READY = re.compile(r"Vínculo pronto em (\S+)")


class NotStarted(Exception):
    """The product ended before its ready line; the text says what it said."""


class Installation:
    """Web, worker and database over one data folder. `ready_seconds` is the time from the command to the ready line.

    With `database_url` the database is somebody else's and is not started here.
    """

    def __init__(
        self,
        data: Path,
        *,
        customers: int,
        database_url: str = "",
        command: Sequence[str] = (sys.executable, "-m", "vinculo", "demo"),
        folder: Path = PROJECT,
    ) -> None:
        self.database_url = database_url or embedded_url(data)
        self.address = ""
        self.ready_seconds = 0.0
        self._folder = folder
        self._command = list(command)
        self._environment = _environment(data, customers, database_url)

    def __enter__(self) -> Self:
        began = time.monotonic()
        self._process = subprocess.Popen(
            self._command,
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            self.address = self._await_address()
        except BaseException:
            self.stop()
            raise
        self.ready_seconds = time.monotonic() - began
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Press Ctrl+C, and force what does not stop by itself."""
        os.killpg(self._process.pid, signal.SIGINT)
        try:
            self._process.communicate(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()

    def processes(self) -> list[Process]:
        """The supervisor and everything it started; a database of somebody else's is not among them."""
        return family(self._process.pid)

    def worker(self) -> Process | None:
        """The process of the background work."""
        return next((each for each in self.processes() if "run_worker" in each.command), None)

    def processor_seconds(self) -> tuple[float, float]:
        """Processor time so far of the background work and of the database (0 for a database of somebody else's)."""
        processes = self.processes()
        work = sum(each.processor_seconds() for each in processes if "run_worker" in each.command)
        database = sum(each.processor_seconds() for each in processes if "postgres" in each.command.partition(" ")[0])
        return work, database

    def _await_address(self) -> str:
        said = []
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := _READY.search(line):
                return found.group(1)
            said.append(line)
            if line.strip():
                print(f"  {line.rstrip()}", flush=True)
        raise NotStarted("O produto não iniciou:\n" + "".join(said[-20:]))


def _environment(data: Path, customers: int, database_url: str) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "MAKEFLAGS", "MAKELEVEL")}
    return kept | {
        "VINCULO_DATA": str(data),
        "VINCULO_MEASURE": "1",
        "DEMO_PORT": str(_free_port()),
        "DEMO_CUSTOMERS": str(customers),
        **({"DATABASE_URL": database_url} if database_url else {}),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
