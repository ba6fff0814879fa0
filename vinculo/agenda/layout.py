"""Places the contacts of a day on a calendar: side by side when they fall close together. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from vinculo.cases.models import Contact
from vinculo.cases.rules import Bucket, bucket

BLOCK_MINUTES = 30
USUAL_HOURS = (7, 20)


@dataclass(frozen=True, slots=True)
class Block:
    """A contact on the calendar: `start` in minutes after midnight, `lane` of `lanes` beside its neighbours."""

    contact: Contact
    bucket: Bucket
    start: int
    lane: int
    lanes: int


@dataclass(frozen=True, slots=True)
class More:
    """Contacts that found no lane, from `start` on."""

    start: int
    count: int


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A day of the calendar."""

    day: date
    is_today: bool
    holiday: str
    is_business_day: bool
    blocks: Sequence[Block]
    more: Sequence[More]


def week_of(day: date) -> list[date]:
    """The seven days of a week, which begins on Sunday."""
    sunday = day - timedelta(days=(day.weekday() + 1) % 7)
    return [sunday + timedelta(days=offset) for offset in range(7)]


def hours_shown(columns: Iterable[DayColumn]) -> range:
    """The hours a calendar shows: the usual ones, stretched to what falls outside them."""
    starts = [block.start // 60 for column in columns for block in column.blocks]
    return range(min([USUAL_HOURS[0], *starts]), max([USUAL_HOURS[1], *(hour + 1 for hour in starts)]))


def place_day(
    contacts: Sequence[Contact], now: datetime, zone: tzinfo, *, most_lanes: int
) -> tuple[list[Block], list[More]]:
    """Blocks for the contacts of one day, in order of date; what does not fit in the lanes becomes a count."""
    blocks: list[Block] = []
    more: list[More] = []
    for cluster in _clusters(contacts, zone):
        kept = cluster if len(cluster) <= most_lanes else cluster[: most_lanes - 1]
        lanes = _lanes(kept)
        width = max(lanes) + 1 + (1 if len(kept) < len(cluster) else 0)
        blocks += [
            Block(contact, bucket(contact.due_at, now, zone), start, lane, width)
            for (start, contact), lane in zip(kept, lanes, strict=True)
        ]
        if len(kept) < len(cluster):
            more.append(More(cluster[len(kept)][0], len(cluster) - len(kept)))
    return blocks, more


Placed = tuple[int, Contact]


def _clusters(contacts: Sequence[Contact], zone: tzinfo) -> list[list[Placed]]:
    """Contacts whose blocks touch one another, together."""
    clusters: list[list[Placed]] = []
    end = -1
    for contact in contacts:
        local = contact.due_at.astimezone(zone)
        start = local.hour * 60 + local.minute
        if start < end:
            clusters[-1].append((start, contact))
        else:
            clusters.append([(start, contact)])
        end = max(end, start + BLOCK_MINUTES)
    return clusters


def _lanes(cluster: Sequence[Placed]) -> list[int]:
    """The first free lane for each block."""
    free_from: list[int] = []
    lanes = []
    for start, _ in cluster:
        lane = next((index for index, end in enumerate(free_from) if end <= start), len(free_from))
        if lane == len(free_from):
            free_from.append(0)
        free_from[lane] = start + BLOCK_MINUTES
        lanes.append(lane)
    return lanes
