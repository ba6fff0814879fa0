"""Everything that changes cases, contacts and their tables. Each action is one audited transaction.

The order of locks is always party, case, contact, so that two actions never wait for each other in a circle.
"""

from vinculo.cases.actions.closing import close_case, close_contact, reopen_case
from vinculo.cases.actions.contacts import book_contact, reschedule, undo_reschedule
from vinculo.cases.actions.editing import change_nature, edit_case
from vinculo.cases.actions.handovers import forward_case, forward_cases, take_from_queue
from vinculo.cases.actions.opening import open_case
from vinculo.cases.actions.taking_back import take_back_forwards
from vinculo.cases.actions.transfers import transfer_open_cases, undo_transfer

__all__ = [
    "book_contact",
    "change_nature",
    "close_case",
    "close_contact",
    "edit_case",
    "forward_case",
    "forward_cases",
    "open_case",
    "reopen_case",
    "reschedule",
    "take_back_forwards",
    "take_from_queue",
    "transfer_open_cases",
    "undo_reschedule",
    "undo_transfer",
]
