from datetime import datetime

from vinculo.foundation.jobs import periodic
from vinculo.foundation.notifications import actions


@periodic("25 4 * * *", key="notifications.purge")
def purge(now: datetime) -> None:
    actions.purge(now=now)
