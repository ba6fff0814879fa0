from datetime import datetime

from vinculo.foundation.jobs import periodic
from vinculo.organization.actions.access_log import purge_access_log


@periodic("35 4 * * *", key="organization.access_log")
def purge(now: datetime) -> None:
    purge_access_log(now=now)
