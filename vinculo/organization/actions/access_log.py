"""The end of the log of the front door."""

from datetime import datetime, timedelta

from vinculo.organization.models import AccessEvent, Company
from vinculo.organization.parameters import ACCESS_LOG_DAYS
from vinculo.organization.queries.parameters import parameter_value


def purge_access_log(*, now: datetime) -> None:
    """Delete what is older than each company keeps; events of nobody's e-mail go by the default."""
    for company_id in Company.objects.values_list("pk", flat=True):
        kept = timedelta(days=int(parameter_value(company_id, ACCESS_LOG_DAYS.key)))
        AccessEvent.objects.filter(company_id=company_id, at__lt=now - kept).delete()
    by_default = timedelta(days=ACCESS_LOG_DAYS.default)
    AccessEvent.objects.filter(company__isnull=True, at__lt=now - by_default).delete()
