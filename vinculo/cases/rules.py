"""What is true of cases and contacts whatever the database holds. Rule numbers are those of the behaviour document."""

from collections.abc import Set
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from vinculo.cases.refusals import ContactInThePast


class Bucket(StrEnum):
    """The three colours of the agenda: red, black, green."""

    OVERDUE = "overdue"
    TODAY = "today"
    FUTURE = "future"


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The first instant of a local day, in UTC."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def day_bounds(now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The first instants of the present local day and of the next one."""
    today = now.astimezone(zone).date()
    return start_of_day(today, zone), start_of_day(today + timedelta(days=1), zone)


def bucket(due_at: datetime, now: datetime, zone: tzinfo) -> Bucket:
    """Where an open contact stands (R-10), by local date: one dated today at any hour is today's until midnight."""
    today, tomorrow = day_bounds(now, zone)
    if due_at < today:
        return Bucket.OVERDUE
    return Bucket.TODAY if due_at < tomorrow else Bucket.FUTURE


def require_future(due_at: datetime, now: datetime) -> None:
    """The next contact must be in the future (R-12). Raises `ContactInThePast`."""
    if due_at <= now:
        raise ContactInThePast


def is_offered(linked: Set[int], chosen: int | None) -> bool:
    """Whether an entry linked to `linked` others is offered beside the chosen one; linked to none, it always is."""
    return not linked or chosen is None or chosen in linked


def reason_is_offered(
    *, natures: Set[int], actions: Set[int], nature: int, action: int | None, restrict_by_action: bool
) -> bool:
    """Whether a closing reason may end a case of `nature` from a contact of `action` (R-3).

    `natures` and `actions` are what the reason is linked to. Without a contact, or when the company does not restrict
    by action, the action does not matter.
    """
    return is_offered(natures, nature) and (not restrict_by_action or is_offered(actions, action))


def is_lost_sale(outcome: str, *, nature_is_sale: bool) -> bool:
    """A reason of lost sale counts as one only in a nature of sale (R-2)."""
    return nature_is_sale and outcome == "lost_sale"


def may_read_texts(*, restricted: bool, owner_id: int | None, reader_id: int, reads_all: bool) -> bool:
    """Whether a reader sees description and perception; restricted, only the owner and who may read all texts do."""
    return not restricted or reads_all or owner_id == reader_id


def protocol(year: int, number: int) -> str:
    """`2026-000123`."""
    return f"{year}-{number:06d}"
