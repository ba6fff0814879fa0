"""What is said about the rows of an import, cell by cell."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from vinculo.kernel.brazil.refusal import Refused

T = TypeVar("T")


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


class Critic:
    """Says what is to be said of the cells of one row after another; `found` is of the present row."""

    def __init__(self) -> None:
        self.found: list[Found] = []

    def parsed(self, key: str, text: str | None, parse: Callable[[str], T]) -> T | None:
        """A cell through a parser whose refusal becomes the cell's; None for an empty one."""
        if text is None:
            return None
        try:
            return parse(text)
        except Refused as refusal:
            self.refuse(key, refusal.sentence, text)
            return None

    def refuse(self, key: str, sentence: str, value: str = "") -> None:
        self.found.append(Found(key, Severity.REFUSAL, sentence, value))

    def warn(self, key: str, sentence: str, value: str = "") -> None:
        self.found.append(Found(key, Severity.WARNING, sentence, value))

    def note(self, key: str, sentence: str, value: str = "") -> None:
        self.found.append(Found(key, Severity.NOTE, sentence, value))
