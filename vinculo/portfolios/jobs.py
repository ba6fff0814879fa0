from datetime import datetime

from vinculo.foundation.jobs import periodic
from vinculo.portfolios import actions


@periodic("40 5 * * *", key="portfolios.count")
def count(now: datetime) -> None:
    actions.count_everyone(now=now)
