"""Decision tables: one engine for every matrix (docs/algorithms/decision.md)."""

from vinculo.engines.decision.analysis import Analysis, analyse
from vinculo.engines.decision.explanation import Explanation, explain
from vinculo.engines.decision.findings import Finding, Sort
from vinculo.engines.decision.kinds import Key, Kind, Result, ResultType, Weight
from vinculo.engines.decision.rows import Decision, Fact, Problem, Row, Trouble, Undecided
from vinculo.engines.decision.table import Table

__all__ = [
    "Analysis",
    "Decision",
    "Explanation",
    "Fact",
    "Finding",
    "Key",
    "Kind",
    "Problem",
    "Result",
    "ResultType",
    "Row",
    "Sort",
    "Table",
    "Trouble",
    "Undecided",
    "Weight",
    "analyse",
    "explain",
]
