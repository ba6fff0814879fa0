"""The operating system account a server runs under.

PostgreSQL refuses to run as root. When root starts it, the server runs as the existing account `nobody`;
for anyone else it runs as that person. No account is ever created and no existing folder is ever opened up.
"""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from vinculo.foundation.postgres.errors import PostgresError

UNPRIVILEGED_ACCOUNT = "nobody"


class ProcessAccount(TypedDict, total=False):
    """The arguments of `subprocess.Popen` that change the account of the child."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server; `drops_root` says that the current process is root and the server is not."""

    uid: int
    gid: int
    drops_root: bool

    def process_arguments(self) -> ProcessAccount:
        """Arguments for `subprocess.Popen`: empty for an ordinary user, the other account for root."""
        if not self.drops_root:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path, mode: int) -> None:
        """Give `path` to this account with exactly `mode`, whatever the umask."""
        if self.drops_root:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)

    def can_reach(self, path: Path) -> bool:
        """Whether this account may walk down to `path`, which need not exist yet."""
        return not self.drops_root or everyone_can_reach(path)


def server_account() -> Account:
    """The account for servers started by the current process. Raises `PostgresError` for root without `nobody`."""
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid(), drops_root=False)
    try:
        entry = pwd.getpwnam(UNPRIVILEGED_ACCOUNT)
    except KeyError as error:
        raise PostgresError(
            "O PostgreSQL não roda como root e a conta “nobody” não existe nesta máquina: "
            "rode o comando como um usuário comum."
        ) from error
    return Account(uid=entry.pw_uid, gid=entry.pw_gid, drops_root=True)


def everyone_can_reach(path: Path) -> bool:
    """Whether every existing folder on the way to `path` lets any account pass (the `x` bit for others)."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.absolute().parents if folder.exists())
