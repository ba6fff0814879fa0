"""What came of a reversal: how many records went back, and which were kept, each with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A record (or a field of one) that was left as it is. `who` and `at` tell of the change that keeps it."""

    root_type: str
    root_id: int
    label: str
    why: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reversed:
    """`records` counts the records taken back."""

    records: int
    kept: Sequence[Kept] = field(default_factory=tuple)
