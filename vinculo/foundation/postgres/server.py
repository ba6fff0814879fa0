"""Starting, sharing and stopping an embedded server.

Whoever calls `ensure_running` gets a running server: a new one, or the one that another process already started on the
same data folder. Every user holds a shared lock, and the last one to stop using the server stops it; a user that was
killed counts no more, because its lock went with it. `keep_running` makes the server outlive its users until
`stop_now`.
"""

import os
import shutil
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from vinculo.foundation.postgres.binaries import ENVIRONMENT, Binaries, find_binaries
from vinculo.foundation.postgres.cluster import ensure_cluster
from vinculo.foundation.postgres.errors import PostgresError
from vinculo.foundation.postgres.layout import PORT, Layout, layout_of
from vinculo.foundation.postgres.locks import SharedLock, exclusive
from vinculo.foundation.postgres.pid_file import read_pid_file, serves
from vinculo.foundation.postgres.profiles import DURABLE, Profile
from vinculo.foundation.postgres.url import embedded_url

# Replaying the log after a crash can take long; a server that neither answers nor ends is given up after this.
START_SECONDS = 300.0
# After a crash, orphaned backends hold the shared memory until they notice, and the new server refuses to start.
RETRY_SECONDS = 60.0
FAST_STOP_SECONDS = 20.0
IMMEDIATE_STOP_SECONDS = 5.0
POLL_SECONDS = 0.02

_PASSING_REFUSALS = ("shared memory block", "lock file", "could not bind Unix address")


class Server:
    """A running server that this process uses until `stop()`; `owned` says that this process started it."""

    def __init__(self, layout: Layout, *, url: str, users: SharedLock, process: subprocess.Popen[bytes] | None) -> None:
        self._layout = layout
        self._users = users
        self._process = process
        self.url = url
        self.owned = process is not None

    def is_running(self) -> bool:
        """Whether the server is still there: it may have been killed from outside."""
        return is_running(self._layout)

    def stop(self) -> bool:
        """Stop using the server, and stop it if nobody else does. Says whether it was stopped; twice is harmless."""
        with exclusive(self._layout.lock):
            stopped = self._users.release() and not self._layout.keep.exists() and _stop(self._layout)
        if self._process is not None and stopped:
            self._process.wait()
        return stopped

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def ensure_running(data: Path, profile: Profile = DURABLE, environ: Mapping[str, str] = os.environ) -> Server:
    """A server on `data`, started now or shared. Raises `PostgresError` with a sentence when it cannot be had."""
    layout = layout_of(data)
    _prepare_home(layout)
    with exclusive(layout.lock):
        process = None if is_running(layout) else _start(layout, profile, environ)
        return Server(layout, url=embedded_url(data), users=SharedLock(layout.users), process=process)


def keep_running(data: Path, profile: Profile = DURABLE, environ: Mapping[str, str] = os.environ) -> bool:
    """Start a server that outlives this process. Says whether it was started now rather than found running."""
    server = ensure_running(data, profile, environ)
    layout_of(data).keep.touch()
    server.stop()
    return server.owned


def stop_now(data: Path) -> bool:
    """Stop the server of `data` whoever uses it. Says whether there was one."""
    layout = layout_of(data)
    if not layout.lock.exists():
        return False
    with exclusive(layout.lock):
        layout.keep.unlink(missing_ok=True)
        return _stop(layout)


def is_running(layout: Layout) -> bool:
    """Whether a server of this cluster is up, ready and reachable through its own socket."""
    postmaster = read_pid_file(layout.pid_file)
    if postmaster is None or not postmaster.is_ready or not serves(postmaster.pid, layout.cluster):
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(layout.socket))
        except OSError:
            return False
    return True


def _start(layout: Layout, profile: Profile, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    binaries = find_binaries(environ, layout.account)
    _prepare_socket_folder(layout)
    _clear_the_way(layout)
    ensure_cluster(layout, binaries, profile)
    give_up_at = time.monotonic() + RETRY_SECONDS
    while True:
        said_before = layout.log.stat().st_size if layout.log.exists() else 0
        process = _spawn(layout, binaries, profile)
        try:
            ready = _becomes_ready(layout, process)
        except BaseException:  # interrupted while waiting: leave no server that nobody uses
            process.send_signal(signal.SIGINT)
            process.wait()
            raise
        if ready:
            return process
        said = layout.log.read_bytes()[said_before:].decode(errors="replace").strip()
        if time.monotonic() > give_up_at or not any(refusal in said for refusal in _PASSING_REFUSALS):
            raise PostgresError(f"O PostgreSQL embutido não iniciou. Ele disse, em {layout.log}:\n{said}")
        time.sleep(POLL_SECONDS * 10)


def _spawn(layout: Layout, binaries: Binaries, profile: Profile) -> subprocess.Popen[bytes]:
    settings = {**profile.settings, "port": str(PORT), "unix_socket_directories": f'"{layout.socket_folder}"'}
    arguments = [argument for name, value in settings.items() for argument in ("-c", f"{name}={value}")]
    with layout.log.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own program and settings
            [binaries.program("postgres"), "-D", str(layout.cluster), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=ENVIRONMENT,
            start_new_session=True,  # Ctrl+C in the terminal reaches the commands, which stop the server last
            **layout.account.process_arguments(),
        )


def _becomes_ready(layout: Layout, process: subprocess.Popen[bytes]) -> bool:
    """Wait for the process to be ready (True) or to end (False)."""
    give_up_at = time.monotonic() + START_SECONDS
    while process.poll() is None:
        postmaster = read_pid_file(layout.pid_file)
        if postmaster is not None and postmaster.pid == process.pid and postmaster.is_ready:
            return True
        if time.monotonic() > give_up_at:
            raise PostgresError(f"O PostgreSQL embutido não ficou pronto em {START_SECONDS:.0f} s; veja {layout.log}.")
        time.sleep(POLL_SECONDS)
    return False


def _clear_the_way(layout: Layout) -> None:
    """Deal with what a killed server left: wait for one that is ending, drop files whose number was reused.

    Files whose process is gone are left alone: the new server recovers from them by itself.
    """
    _stop(layout)
    for file in (layout.pid_file, layout.socket_lock):
        postmaster = read_pid_file(file)
        if postmaster is not None and _exists(postmaster.pid):
            file.unlink(missing_ok=True)


def _stop(layout: Layout) -> bool:
    """Fast stop: sessions are ended, what was committed stays. Says whether a server was there to stop."""
    postmaster = read_pid_file(layout.pid_file)
    if postmaster is None or not serves(postmaster.pid, layout.cluster):
        return False
    for how, seconds in ((signal.SIGINT, FAST_STOP_SECONDS), (signal.SIGQUIT, IMMEDIATE_STOP_SECONDS)):
        try:
            os.kill(postmaster.pid, how)
        except ProcessLookupError:
            return True
        give_up_at = time.monotonic() + seconds
        while time.monotonic() < give_up_at:
            if not serves(postmaster.pid, layout.cluster):
                return True
            time.sleep(POLL_SECONDS)
    raise PostgresError(f"O PostgreSQL embutido (processo {postmaster.pid}) não parou; veja {layout.log}.")


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _prepare_home(layout: Layout) -> None:
    try:
        if not layout.home.exists():
            layout.home.mkdir(parents=True)
            if layout.account.drops_root:
                layout.home.chmod(0o755)
        if not os.access(layout.home, os.W_OK) or (layout.lock.exists() and not os.access(layout.lock, os.W_OK)):
            raise PermissionError
    except PermissionError as error:
        raise PostgresError(
            f"A pasta {layout.home} pertence a outra conta: aponte VINCULO_DATA para uma pasta sua."
        ) from error


def _prepare_socket_folder(layout: Layout) -> None:
    """Make the socket's folder private, and refuse one that somebody else made."""
    folder = layout.socket_folder
    try:
        folder.mkdir(mode=0o700)
        layout.account.own(folder, 0o700)
    except FileExistsError as error:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != layout.account.uid:
            raise PostgresError(
                f"A pasta {folder} já existe e não é desta conta: apague-a ou aponte VINCULO_DATA para outra pasta."
            ) from error
        folder.chmod(0o700)


def remove(data: Path) -> None:
    """Stop the server of `data` and delete its cluster, socket folder and log. There is no way back."""
    stop_now(data)
    layout = layout_of(data)
    for folder in (layout.cluster, layout.unfinished_cluster, layout.socket_folder):
        shutil.rmtree(folder, ignore_errors=True)
    for file in (layout.log, layout.lock, layout.users, layout.keep):
        file.unlink(missing_ok=True)
    if layout.home != data.resolve() and layout.home.exists():
        layout.home.rmdir()
