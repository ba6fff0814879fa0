"""What an analysis of a matrix finds."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    TIE = "tie"
    OVERLAP = "overlap"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, the lines it is about, and its sentence. Ties keep a matrix from deciding; the rest warns."""

    sort: Sort
    lines: tuple[int, ...]
    sentence: str
