"""The indicators of the registry, each with its formula and the list behind it."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.charts import PERCENT
from vinculo.portfolios import queries
from vinculo.portfolios.actions import count_company
from vinculo.portfolios.indicators import indicators
from vinculo.portfolios.permissions import Permission


@requires(Permission.SEE_INDICATORS)
def registry(request: Request) -> HttpResponse:
    """As last counted; a company that was never counted is counted at once."""
    counted = queries.last_counted(request.actor)
    if counted is None:
        count_company(request.actor.company_id, now=clock.now())
        counted = queries.last_counted(request.actor)
    made = indicators(request.actor, counted.day) if counted else None
    return page(request, "portfolios/indicators.html", {"indicators": made, "counted": counted, "percent": PERCENT})


@require_POST
@requires(Permission.SEE_INDICATORS)
def recount(request: Request) -> HttpResponse:
    count_company(request.actor.company_id, now=clock.now())
    toast(request, "Indicadores recalculados.")
    return redirect(request, "portfolios:indicators")
