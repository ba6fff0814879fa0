"""Telling people, and what they do with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from vinculo.foundation.access import Actor
from vinculo.foundation.notifications.models import Notification

KEPT = timedelta(days=90)


def notify(user_ids: Iterable[int], title: str, body: str = "", url: str = "", kind: str = "") -> None:
    """Tell each user once. Part of the present transaction. `url` starts with "/"; `kind` as in `icons.ICONS`."""
    Notification.objects.bulk_create(
        Notification(user_id=user_id, title=title, body=body, url=url, kind=kind) for user_id in sorted(set(user_ids))
    )


def mark_read(actor: Actor, notification: Notification, *, now: datetime) -> None:
    Notification.objects.of(actor).unread().filter(pk=notification.pk).update(read_at=now)


def mark_all_read(actor: Actor, *, now: datetime) -> int:
    """How many became read."""
    return Notification.objects.of(actor).unread().update(read_at=now)


def purge(*, now: datetime) -> None:
    Notification.objects.filter(created_at__lt=now - KEPT).delete()
