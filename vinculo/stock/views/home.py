"""The front of the room: what can be done, the indicators, and the stock of one product."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from vinculo.catalogue.models import Product
from vinculo.catalogue.permissions import Permission as CataloguePermission
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page
from vinculo.foundation.ui.charts import COUNT, MONEY, Bar
from vinculo.organization.queries import parameter_value
from vinculo.stock.lists.coverage import BUCKETS
from vinculo.stock.parameters import PACE_DAYS
from vinculo.stock.permissions import Permission
from vinculo.stock.queries import figures
from vinculo.stock.queries.positions import position_of

_EXPIRING = (
    ("expired", "Vencidos", "danger", None, -1),
    ("30", "Até 29 dias", "danger", 0, 29),
    ("60", "30 a 59 dias", "warning", 30, 59),
    ("90", "60 a 89 dias", "", 60, 89),
)


@requires(Permission.VIEW)
def home(request: Request) -> HttpResponse:
    return page(request, "stock/home.html", {"tab": "stock.home"})


@requires(Permission.VIEW)
def indicators(request: Request) -> HttpResponse:
    """The drawn figures, asked for after the page is shown."""
    actor, today = request.actor, clock.today()
    days = int(parameter_value(actor.company_id, PACE_DAYS.key))
    covered = figures.products_by_coverage(actor, now=clock.now(), days=days)
    near = figures.expiring(actor, today=today)
    low, out = figures.low_and_out(actor, today=today)
    context = {
        "coverage": [
            Bar(label, covered.get(key, 0), f"{reverse('stock:coverage')}?dura={key}", tone)
            for key, label, tone in BUCKETS
        ],
        "days": days,
        "expiring": [
            Bar(label, near[key].lots if key in near else 0, _lots_between(today, first, last), tone)
            for key, label, tone, first, last in _EXPIRING
        ],
        "at_risk": sum((each.value for each in near.values()), start=0),
        "at_risk_url": _lots_between(today, None, 89),
        "low": low,
        "out": out,
        "unit": COUNT,
        "money": MONEY,
        "sees_costs": actor.may(CataloguePermission.SEE_COSTS),
    }
    if context["sees_costs"]:
        values = figures.values_by_warehouse(actor)
        context["values"] = [
            Bar(
                f"{each.code} {each.name}",
                each.value,
                f"{reverse('stock:balances')}?{urlencode({'armazem': each.warehouse_id})}",
                hint=f"{each.without_cost} saldos sem custo" if each.without_cost else "",
            )
            for each in values
        ]
        context["total"] = sum((each.value for each in values), start=0)
    return page(request, "stock/indicators.html", context)


def _lots_between(day: date, first: int | None, last: int) -> str:
    limits = {"validade_ate": (day + timedelta(days=last)).isoformat(), "situacao": "com-saldo"}
    if first is not None:
        limits["validade_de"] = (day + timedelta(days=first)).isoformat()
    return f"{reverse('stock:lots')}?{urlencode(limits)}"


@requires(Permission.VIEW)
def product(request: Request, pk: int) -> HttpResponse:
    found = get_or_404(Product.objects.visible_to(request.actor).select_related("unit"), pk)
    position = position_of(request.actor, found, now=clock.now(), today=clock.today())
    return page(request, "stock/product.html", {"product": found, "position": position, "today": clock.today()})
