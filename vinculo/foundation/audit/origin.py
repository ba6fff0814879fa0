"""Where the writes of this thread come from: a web request, the command line, a job."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """`channel` is web, cli, job or system; `address` the client's IP; `request_id` ties log lines to changes."""

    channel: str = "system"
    address: str = ""
    request_id: str = ""


_NOBODY = Origin()
_origin: ContextVar[Origin] = ContextVar("audit_origin", default=_NOBODY)


def current_origin() -> Origin:
    return _origin.get()


@contextmanager
def arriving_from(origin: Origin) -> Iterator[None]:
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)
