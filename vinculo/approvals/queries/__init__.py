"""What can be read of approvals."""

from vinculo.approvals.queries.authority import answerable, approvers_of, makers_level_name
from vinculo.approvals.queries.judging import Authority, Figure, authority_of, judge_document, judge_figures
from vinculo.approvals.queries.requests import (
    Standing,
    awaiting,
    delegations,
    readable_requests,
    requests_about,
    standing,
)

__all__ = [
    "Authority",
    "Figure",
    "Standing",
    "answerable",
    "approvers_of",
    "authority_of",
    "awaiting",
    "delegations",
    "judge_document",
    "judge_figures",
    "makers_level_name",
    "readable_requests",
    "requests_about",
    "standing",
]
