from datetime import datetime

from vinculo.foundation.drafts import actions
from vinculo.foundation.jobs import periodic


@periodic("10 4 * * *", key="drafts.purge")
def purge(now: datetime) -> None:
    actions.purge(now=now)
