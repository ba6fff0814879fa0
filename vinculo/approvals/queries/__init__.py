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
from vinculo.approvals.queries.telling import content_told, lines_told, needs_told, reads_customer, sees_costs

__all__ = [
    "Authority",
    "Figure",
    "Standing",
    "answerable",
    "approvers_of",
    "authority_of",
    "awaiting",
    "content_told",
    "delegations",
    "judge_document",
    "judge_figures",
    "lines_told",
    "makers_level_name",
    "needs_told",
    "readable_requests",
    "reads_customer",
    "requests_about",
    "sees_costs",
    "standing",
]
