"""Where an embedded server keeps its files: a pure function of the data folder and of who asks.

Nothing is recorded anywhere, so the settings, the commands and the tests find a server's socket without asking it.

    <data>/postgres/          the cluster
    <data>/postgres.socket/   the private folder of the Unix socket (0700)
    <data>/postgres.log       what the server says
    <data>/postgres.lock      held while starting or stopping
    <data>/postgres.users     shared lock held by every process that uses the server
    <data>/postgres.keep      present while the server was asked to outlive its users

Two exceptions. When root asks and `nobody` cannot reach <data> (a home folder is closed to others), everything moves to
/var/lib/vinculo/<digest of the path>. When the socket's path is longer than an address may be, or has a comma (libpq
would read two hosts), the socket alone moves to /tmp/vinculo-<account>-<digest>, still private.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from vinculo.foundation.postgres.account import Account, server_account

PORT = 5432
SOCKET_NAME = f".s.PGSQL.{PORT}"
# sockaddr_un.sun_path holds 104 bytes on macOS and 108 on Linux, one of them the final zero; the server also
# creates a lock file beside the socket, whose name is 5 bytes longer.
LONGEST_SOCKET_PATH = 98
REACHABLE_ROOT = Path("/var/lib/vinculo")
SHORT_ROOT = Path("/tmp")  # noqa: S108 - the folder made inside is private and its owner is verified


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of one embedded server and the account it runs under."""

    home: Path
    socket_folder: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return self.home / "postgres"

    @property
    def unfinished_cluster(self) -> Path:
        return self.home / "postgres.unfinished"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def lock(self) -> Path:
        return self.home / "postgres.lock"

    @property
    def users(self) -> Path:
        return self.home / "postgres.users"

    @property
    def keep(self) -> Path:
        return self.home / "postgres.keep"

    @property
    def socket(self) -> Path:
        return self.socket_folder / SOCKET_NAME

    @property
    def socket_lock(self) -> Path:
        return self.socket_folder / f"{SOCKET_NAME}.lock"

    @property
    def pid_file(self) -> Path:
        return self.cluster / "postmaster.pid"


def layout_of(data: Path) -> Layout:
    """The layout of the server whose data folder is `data`, for the account of the current process."""
    data = data.resolve()
    account = server_account()
    home = data if account.can_reach(data / "postgres") else REACHABLE_ROOT / digest(data)
    socket_folder = home / "postgres.socket"
    if len(bytes(socket_folder / SOCKET_NAME)) > LONGEST_SOCKET_PATH or "," in str(socket_folder):
        socket_folder = SHORT_ROOT / f"vinculo-{account.uid}-{digest(data)}"
    return Layout(home=home, socket_folder=socket_folder, account=account)


def digest(path: Path) -> str:
    """Twelve hexadecimal digits that stand for a path."""
    return hashlib.sha256(bytes(path)).hexdigest()[:12]
