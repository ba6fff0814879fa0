from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """A refusal keeps the row out; a warning asks for attention; a note tells what was repaired."""

    REFUSAL = "refusal"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Found:
    """What is said about one field of a row; `value` is what the sheet has there."""

    field: str
    severity: Severity
    sentence: str
    value: str = ""
