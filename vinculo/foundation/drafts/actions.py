"""Keeping and discarding drafts. `discard` is called by the actions that save for good what was drafted."""

from datetime import datetime, timedelta

from vinculo.foundation.access import Actor
from vinculo.foundation.drafts.models import Draft
from vinculo.foundation.drafts.rules import Typed
from vinculo.foundation.returning import safe_path

KEPT = timedelta(days=30)
MOST_DRAFTS = 200


def keep(actor: Actor, key: str, typed: Typed, *, now: datetime) -> Draft:
    """Keep the newest draft of the form; beyond 200 drafts the person's oldest goes."""
    url = safe_path(typed.url) if typed.url else ""
    values = {"fields": dict(typed.fields), "url": url, "title": typed.title, "saved_at": now}
    draft, created = Draft.objects.update_or_create(user_id=actor.user_id, key=key, defaults=values)
    if created:
        beyond = Draft.objects.of(actor).order_by("-saved_at").values("pk")[MOST_DRAFTS:]
        Draft.objects.filter(pk__in=beyond).delete()
    return draft


def discard(user_id: int, key: str) -> None:
    """Part of the present transaction; nothing happens when there is no such draft."""
    Draft.objects.filter(user_id=user_id, key=key).delete()


def purge(*, now: datetime) -> None:
    Draft.objects.filter(saved_at__lt=now - KEPT).delete()
