from datetime import datetime

from vinculo.foundation.jobs import periodic
from vinculo.privacy import actions


@periodic("20 6 * * *", key="privacy.finish_erasures")
def finish_erasures(now: datetime) -> None:
    actions.finish_erasures(now=now)
