"""The end of the log of the front door."""

from datetime import datetime, timedelta

from vinculo.organization.models import AccessEvent, Company
from vinculo.organization.parameters import ACCESS_LOG_DAYS
from vinculo.organization.queries.parameters import parameter_value


def purge_access_log(*, now: datetime) -> None:
    """Delete what is older than each company keeps; events of nobody's e-mail go by the default."""
    kept: dict[int | None, int] = {
        pk: int(parameter_value(pk, ACCESS_LOG_DAYS.key)) for pk in Company.objects.values_list("pk", flat=True)
    }
    kept[None] = ACCESS_LOG_DAYS.default
    for company_id, days in kept.items():
        AccessEvent.objects.filter(company_id=company_id, at__lt=now - timedelta(days=days)).delete()
