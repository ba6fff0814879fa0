from datetime import datetime
from uuid import UUID

from vinculo.foundation.undo.models import UndoOffer


def is_open(address: str, *, now: datetime) -> bool:
    """Whether the address that `actions.offer` gave still reverses something: neither used nor too late."""
    try:
        offer_id = UUID(address.rstrip("/").rpartition("/")[2])
    except ValueError:
        return False
    return UndoOffer.objects.filter(pk=offer_id, used_at__isnull=True, expires_at__gt=now).exists()
