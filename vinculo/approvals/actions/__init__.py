"""Everything that writes approvals."""

from vinculo.approvals.actions.deciding import decide
from vinculo.approvals.actions.delegating import delegate, revoke
from vinculo.approvals.actions.requesting import (
    cancel,
    request_approval,
    standing_told,
    void_changed,
    void_if_changed,
)

__all__ = [
    "cancel",
    "decide",
    "delegate",
    "request_approval",
    "revoke",
    "standing_told",
    "void_changed",
    "void_if_changed",
]
