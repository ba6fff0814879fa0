"""What each kind of job does, and what happens by the clock. Filled by the `jobs.py` of each app."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # Django loads this package before there are models
    from vinculo.foundation.access import Actor
    from vinculo.foundation.jobs.models import JobRun
    from vinculo.foundation.jobs.reporter import Reporter

Result = Mapping[str, Any]
Handler = Callable[["JobRun", "Reporter"], Result | None]
Left = Callable[["JobRun", "Actor"], Result]
PeriodicWork = Callable[[datetime], None]


class UnknownKind(LookupError):
    """A job of a kind that no app handles."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`icon` is shown in lists; `url(run)` is where the result can be seen, when it has a page of its own.

    `left(run, owner)` is the result of a job that failed or was cancelled: what it had done by then.
    """

    key: str
    handler: Handler
    icon: str
    url: "Callable[[JobRun], str] | None"
    left: "Left | None"


@dataclass(frozen=True, slots=True)
class Periodic:
    key: str
    cron: str
    work: PeriodicWork


_kinds: dict[str, Kind] = {}
_periodic: dict[str, Periodic] = {}


def handler(
    kind: str, *, icon: str = "loader", url: "Callable[[JobRun], str] | None" = None, left: "Left | None" = None
) -> Callable[[Handler], Handler]:
    """Register the function that does the work of jobs of `kind` (dotted, app first: `imports.customers`).

    The handler may start again after a crash: it keeps its place with `report.save_state(...)` inside the transaction
    of the work, and continues from `run.state`. What it returns (JSON) is kept as the job's result; `message` in it
    is shown. A handler that commits part after part says with `left` what a job that stopped short had done.
    """

    def register(function: Handler) -> Handler:
        _kinds[kind] = Kind(kind, function, icon, url, left)
        return function

    return register


def periodic(cron: str, *, key: str) -> Callable[[PeriodicWork], PeriodicWork]:
    """Run the function by the clock of the server (`cron` in five fields, UTC). It gets the present instant."""

    def register(function: PeriodicWork) -> PeriodicWork:
        _periodic[key] = Periodic(key, cron, function)
        return function

    return register


def kind_of(key: str) -> Kind:
    """Raises `UnknownKind`."""
    try:
        return _kinds[key]
    except KeyError as error:
        raise UnknownKind(key) from error


def left_by(run: "JobRun", owner: "Actor | None") -> Result:
    """What a job that failed or was cancelled had done; empty when its kind does not tell."""
    kind = _kinds.get(run.kind)
    return kind.left(run, owner) if kind and kind.left and owner else {}


def icon_of(key: str) -> str:
    return _kinds[key].icon if key in _kinds else "loader"


def all_periodic() -> tuple[Periodic, ...]:
    return tuple(_periodic.values())
