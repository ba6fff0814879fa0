from datetime import datetime

from vinculo.approvals.actions.deciding import expire
from vinculo.approvals.actions.requesting import void_changed
from vinculo.foundation.jobs import periodic


@periodic("*/15 * * * *", key="approvals.expire")
def expire_requests(now: datetime) -> None:
    """Close the requests whose time is over, and those whose document is no longer what was judged."""
    expire(now=now)
    void_changed(now=now)
