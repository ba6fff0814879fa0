"""Reads of notifications."""

from dataclasses import dataclass

from vinculo.foundation.access import Actor
from vinculo.foundation.notifications.icons import mark_of
from vinculo.foundation.notifications.models import Notification

PAGE = 30
IN_TRAY = 8
MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Line:
    notification: Notification
    icon: str
    tone: str


def for_tray(actor: Actor) -> tuple[list[Line], int]:
    """The newest ones, and how many are unread, counted up to 100. Two queries."""
    lines = [_line(each) for each in Notification.objects.of(actor).order_by("-pk")[:IN_TRAY]]
    return lines, unread_count(actor)


def unread_count(actor: Actor) -> int:
    return Notification.objects.of(actor).unread().values("pk")[:MOST_COUNTED].count()


def recent(actor: Actor, *, only_unread: bool, before: int | None) -> tuple[list[Line], int | None]:
    """One page, newest first, and the id the next page starts before."""
    rows = Notification.objects.of(actor)
    if only_unread:
        rows = rows.unread()
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return [_line(each) for each in found[:PAGE]], found[PAGE - 1].pk if len(found) > PAGE else None


def _line(notification: Notification) -> Line:
    icon, tone = mark_of(notification.kind)
    return Line(notification, icon, tone)
