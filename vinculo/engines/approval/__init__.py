"""Approvals (alçadas): who must agree to a document and why, and the seal that binds the answer to what was judged."""

from vinculo.engines.approval.criteria import CRITERIA, Criterion, Direction
from vinculo.engines.approval.judgement import (
    OWN_LEVEL,
    Judgement,
    Level,
    Limit,
    Measure,
    Need,
    Style,
    beyond,
    judge,
    told_of,
)
from vinculo.engines.approval.progress import Approver, Decision, Progress, Refusal, progress, why_not
from vinculo.engines.approval.sealing import NotCanonical, canonical, changes, seal

__all__ = [
    "CRITERIA",
    "OWN_LEVEL",
    "Approver",
    "Criterion",
    "Decision",
    "Direction",
    "Judgement",
    "Level",
    "Limit",
    "Measure",
    "Need",
    "NotCanonical",
    "Progress",
    "Refusal",
    "Style",
    "beyond",
    "canonical",
    "changes",
    "judge",
    "progress",
    "seal",
    "told_of",
    "why_not",
]
