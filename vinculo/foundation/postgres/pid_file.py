"""Reading `postmaster.pid`, the file by which a PostgreSQL server says who and how it is."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_STATUS_LINE = 7


@dataclass(frozen=True, slots=True)
class Postmaster:
    """One server process as its pid file describes it; `status` is empty while the file is being written."""

    pid: int
    status: str

    @property
    def is_ready(self) -> bool:
        return self.status == "ready"


def read_pid_file(path: Path) -> Postmaster | None:
    """What the file says, or None when there is no file or no usable first line."""
    try:
        lines = path.read_text().splitlines()
    except FileNotFoundError:
        return None
    if not lines or not lines[0].strip().isdigit():
        return None
    return Postmaster(
        pid=int(lines[0]),
        status=lines[_STATUS_LINE].strip() if len(lines) > _STATUS_LINE else "",
    )


def serves(pid: int, cluster: Path) -> bool:
    """Whether process `pid` is alive and is a server of this very cluster (process numbers are reused)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return str(cluster) in _command_line(pid)


def _command_line(pid: int) -> str:
    """The arguments of a process joined by spaces; empty for a finished one."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    listed = subprocess.run(  # noqa: S603 - where there is no /proc (macOS), `ps` is part of the system
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout
