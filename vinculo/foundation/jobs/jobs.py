from datetime import datetime

from vinculo.foundation.jobs import actions
from vinculo.foundation.jobs.registry import periodic


@periodic("40 3 * * *", key="jobs.purge")
def purge(now: datetime) -> None:
    actions.purge(now=now)
