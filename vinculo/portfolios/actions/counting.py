"""The daily counts: derived data, written set-based outside the audit."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from vinculo.customers.activity import activity_sql, period_start
from vinculo.customers.parameters import ACTIVE_DAYS
from vinculo.organization.models import Company
from vinculo.organization.queries import parameter_value
from vinculo.portfolios.models import MonthCount, PortfolioCount

KEPT = timedelta(days=800)

_SQL = Path(__file__).parent.parent / "sql"
_COUNT, _MONTHS = (_SQL / "count.sql").read_text(), (_SQL / "months.sql").read_text()


def count_company(company_id: int, *, now: datetime) -> int:
    """Counts every portfolio as of `now` and keeps it as the day's, with the months of entry; how many there are."""
    day = timezone.localtime(now).date()
    window = timedelta(days=int(parameter_value(company_id, ACTIVE_DAYS.key)))
    start = period_start(now)
    inputs: dict[str, Any] = {
        "company": company_id,
        "now": now,
        "day": day,
        "start": start,
        "active_from": now - window,
        "was_from": start - window,
        "zone": timezone.get_current_timezone_name(),
    }
    with transaction.atomic():
        Company.objects.select_for_update(no_key=True).get(pk=company_id)  # two who count at once take turns
        MonthCount.objects.filter(company_id=company_id).delete()
        PortfolioCount.objects.filter(company_id=company_id, day=day).delete()
        PortfolioCount.objects.filter(company_id=company_id, day__lt=day - KEPT).delete()
        with connection.cursor() as cursor:
            cursor.execute(_COUNT.replace("{activity}", activity_sql()), inputs)
            counted = int(cursor.rowcount)
            cursor.execute(_MONTHS, inputs)
            return counted


def count_everyone(*, now: datetime) -> None:
    for company_id in Company.objects.values_list("pk", flat=True):
        count_company(company_id, now=now)
