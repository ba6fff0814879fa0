from datetime import datetime

from vinculo.approvals.actions.deciding import expire
from vinculo.foundation.jobs import periodic


@periodic("*/15 * * * *", key="approvals.expire")
def expire_requests(now: datetime) -> None:
    """Close the requests whose time is over."""
    expire(now=now)
