"""What the actions are asked to do, already validated in form."""

from dataclasses import dataclass
from datetime import datetime

from vinculo.cases.tables import (
    CaseNature,
    CaseSubject,
    CaseType,
    Channel,
    ClosingReason,
    ContactAction,
    ContactResult,
    Media,
)
from vinculo.organization.models import User


@dataclass(frozen=True, slots=True)
class NextContact:
    """A contact to be booked. Without `owner` it belongs to whom the case belongs to."""

    action: ContactAction
    due_at: datetime
    purpose: str = ""
    owner: User | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is asked of every case and may be changed while it is open."""

    type: CaseType
    subject: CaseSubject
    media: Media
    channel: Channel
    description: str = ""
    perception: str = ""


@dataclass(frozen=True, slots=True)
class NewCase:
    """Without `owner` the case goes to the queue of its nature (R-11)."""

    nature: CaseNature
    facts: CaseFacts
    owner: User | None = None
    next_contact: NextContact | None = None


@dataclass(frozen=True, slots=True)
class CaseEnd:
    """The case ends, for this reason."""

    reason: ClosingReason


@dataclass(frozen=True, slots=True)
class ContactOutcome:
    """What came of a contact, and what comes then: another contact, the end, or (None) a contact already booked."""

    result: ContactResult
    then: NextContact | CaseEnd | None
    description: str = ""
    perception: str = ""
