"""What processes use, read from /proc. Elsewhere than on Linux nothing is known and everything is None."""

import os
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Process:
    pid: int
    command: str

    def proportional_kilobytes(self) -> int | None:
        """Its resident memory, shared pages divided among those who share them (PSS)."""
        return _kilobytes(_PROC / str(self.pid) / "smaps_rollup", "Pss:")

    def processor_seconds(self) -> float:
        """Processor time of its own and of the children that ended; 0 where nothing is known or it has just ended."""
        try:
            fields = (_PROC / str(self.pid) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")

    def peak_kilobytes(self) -> int | None:
        """The most resident memory it ever had (VmHWM), shared pages in full."""
        return _kilobytes(_PROC / str(self.pid) / "status", "VmHWM:")

    def forget_peak(self) -> None:
        """Begin the peak anew."""
        (_PROC / str(self.pid) / "clear_refs").write_text("5")


def family(pid: int) -> list[Process]:
    """A process with all its descendants."""
    if not _PROC.exists():
        return []
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)) is not None:
            children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        current = waiting.pop()
        found.append(Process(current, _command(current)))
        waiting += children.get(current, [])
    return found


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _parent(entry: Path) -> int | None:
    try:
        # The command, in parentheses, may hold anything; the parent is the second word after it.
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return None


def _command(pid: int) -> str:
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


def _kilobytes(path: Path, label: str) -> int | None:
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith(label)), None)
