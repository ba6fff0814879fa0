"""How far a request for approval has come, and whether somebody may take the next step."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum


class Refusal(Enum):
    """Why a person may not decide, as a sentence."""

    OWN_DOCUMENT = "Ninguém aprova o que fez ou pediu."
    ALREADY_DECIDED = "Você já deu o seu visto a este pedido; o próximo nível é de outra pessoa."
    NOT_NEXT = "Este pedido está em outro nível de alçada."
    CLOSED = "Este pedido já foi decidido."


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody about to decide: every level they may answer for, their own and those delegated to them today."""

    user_id: int
    levels: frozenset[int]


@dataclass(frozen=True, slots=True)
class Decision:
    """A step taken: by whom, for which level, and whether it approved. `holder_id` is whose authority was used."""

    user_id: int
    level: int
    approved: bool
    holder_id: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """`pending` is the level that must answer now, None when nothing is pending."""

    approved: bool
    refused: bool
    pending: int | None


def progress(path: Sequence[int], decisions: Sequence[Decision]) -> Progress:
    """Where a request stands: a refusal ends it; each level of the path must agree, in order.

    An agreement settles its own level only: chained levels each give theirs.
    """
    if any(not decision.approved for decision in decisions):
        return Progress(approved=False, refused=True, pending=None)
    settled = {decision.level for decision in decisions}
    pending = next((level for level in path if level not in settled), None)
    return Progress(approved=pending is None, refused=False, pending=pending)


def why_not(
    approver: Approver,
    *,
    makers: frozenset[int],
    path: Sequence[int],
    able: Collection[int],
    decisions: Sequence[Decision],
) -> Refusal | None:
    """Why this person may not take the next step, or None when they may.

    `makers` made or asked for the document. `able` are the levels that cover everything: when one of them decides
    alone, any other of them may decide in its place.
    """
    standing = progress(path, decisions)
    if standing.pending is None:
        return Refusal.CLOSED
    if approver.user_id in makers:
        return Refusal.OWN_DOCUMENT
    if any(approver.user_id in (decision.user_id, decision.holder_id) for decision in decisions):
        return Refusal.ALREADY_DECIDED
    if standing.pending not in approver.levels and not (len(path) == 1 and approver.levels.intersection(able)):
        return Refusal.NOT_NEXT
    return None
