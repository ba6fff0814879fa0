"""The rows of a matrix and what a look-up answers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from vinculo.engines.decision.kinds import Kind

# What is known of the sale, by name of key: a code, a number (for bands), several codes (a product of many lines),
# or nothing. Names that are no key of the kind are ignored, so one set of facts serves every matrix.
Fact = str | Decimal | int | Collection[str] | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: filled keys only (text; a band is "from..until"), typed results, validity half-open, `[from, to)`."""

    id: int
    keys: Mapping[str, str]
    results: Mapping[str, Any] = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    active: bool = True

    def is_valid(self, on: date) -> bool:
        """Whether the validity contains the day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


class Trouble(StrEnum):
    NO_ROW = "no_row"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a matrix did not decide: code of the behaviour document (L111), the rows that tie, and the sentence."""

    trouble: Trouble
    rows: tuple[int, ...]
    sentence: str
    code: str = "MATRIX_NOT_FOUND"


class Undecided(Exception):
    """A result was asked of a matrix that did not decide; carries the sentence."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of a look-up: a row with its score, or a problem, or neither (an optional matrix without a row)."""

    kind: Kind
    row: Row | None
    score: int
    problem: Problem | None = None

    def __getitem__(self, name: str) -> Any:
        """The typed result of the winning row; None where the row leaves it blank. Raises `Undecided`, `KeyError`."""
        if name not in self.kind.result_by_name:
            raise KeyError(name)
        if self.row is None:
            raise Undecided(self.problem.sentence if self.problem else f"{self.kind.label}: nenhuma linha se aplica.")
        return self.row.results.get(name)
