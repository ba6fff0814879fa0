"""Why a handler stops before its end."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


class JobFailed(Exception):
    """The work cannot be done; the text is a Portuguese sentence for the person who asked for it."""


class JobCancelled(Exception):
    """The owner asked to cancel. Handlers let it pass; what they committed stays, and `result` may tell of it."""

    result: Mapping[str, Any] = MappingProxyType({})


class JobInterrupted(Exception):
    """The worker is stopping or the database went away. The job starts again by itself; handlers let it pass."""
