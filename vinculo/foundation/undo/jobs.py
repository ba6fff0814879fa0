from datetime import datetime

from vinculo.foundation.jobs import periodic
from vinculo.foundation.undo import actions


@periodic("5 * * * *", key="undo.purge")
def purge(now: datetime) -> None:
    actions.purge(now=now)
