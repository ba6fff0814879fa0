"""What happened at the company's door."""

from vinculo.foundation.access import Actor
from vinculo.organization.models import AccessEvent


def access_events(
    actor: Actor, *, user_id: int | None = None, kind: str = "", before: int | None = None, limit: int = 50
) -> list[AccessEvent]:
    """What happened at the company's door, newest first, older than the event `before`."""
    events = AccessEvent.objects.filter(company_id=actor.company_id).select_related("user")
    if user_id:
        events = events.filter(user_id=user_id)
    if kind:
        events = events.filter(kind=kind)
    if before:
        events = events.filter(pk__lt=before)
    return list(events.order_by("-id")[:limit])
