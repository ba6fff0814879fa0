"""What can be read of approvals."""

from vinculo.approvals.queries.authority import answerable, approvers_of, makers_level_name
from vinculo.approvals.queries.judging import Figure, judge_document
from vinculo.approvals.queries.requests import (
    Standing,
    awaiting,
    delegations,
    readable_requests,
    requests_about,
    standing,
)

__all__ = [
    "Figure",
    "Standing",
    "answerable",
    "approvers_of",
    "awaiting",
    "delegations",
    "judge_document",
    "makers_level_name",
    "readable_requests",
    "requests_about",
    "standing",
]
