"""The scan on demand and by night."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from vinculo.foundation import clock
from vinculo.foundation.jobs import handler, periodic
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.identity.actions import SCAN_KIND
from vinculo.identity.permissions import Permission
from vinculo.identity.scanning import scan
from vinculo.organization.models import Company


@handler(SCAN_KIND, icon="users", url=lambda job: reverse("identity:queue"))  # noqa: ARG005  (one queue for all)
def scan_on_demand(job: JobRun, report: Reporter) -> Mapping[str, Any]:  # noqa: ARG001  (the signature of handlers)
    """Compare the whole base of the company; repeated after a crash, it does no harm."""
    report.actor.require(Permission.SCAN)

    def between_steps(done: int, total: int | None, message: str) -> None:
        report.progress(done, total, message)
        report.check_cancelled()

    result = scan(report.actor.company_id, now=clock.now(), report=between_steps)
    return {"message": result.sentence}


@periodic("10 5 * * *", key="identity.scan")
def scan_by_night(now: datetime) -> None:
    for company_id in Company.objects.values_list("pk", flat=True):
        scan(company_id, now=now, report=_quietly)


def _quietly(done: int, total: int | None, message: str) -> None:
    """Nobody watches at night."""
