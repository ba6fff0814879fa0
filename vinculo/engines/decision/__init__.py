"""Decision tables: one engine for every matrix (docs/algorithms/decision.md)."""

from vinculo.engines.decision.kinds import Key, Kind, Result, ResultType, Weight
from vinculo.engines.decision.rows import Decision, Fact, Problem, Row, Undecided
from vinculo.engines.decision.table import Table

__all__ = ["Decision", "Fact", "Key", "Kind", "Problem", "Result", "ResultType", "Row", "Table", "Undecided", "Weight"]
