"""What the approval limits show on the page of a product: how far each level goes with it."""

from typing import cast

from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse

from vinculo.approvals.kinds import LIMITS
from vinculo.approvals.permissions import Permission
from vinculo.approvals.queries.judging import product_limits
from vinculo.approvals.queries.levels import level_choices
from vinculo.catalogue.models import Product
from vinculo.foundation import clock
from vinculo.foundation.access import Request
from vinculo.foundation.panels import Panel
from vinculo.matrices.permissions import Permission as MatrixPermission


def render(request: Request, product: Model) -> str:
    """By criterion and level, for the product's line at the establishment of whoever looks."""
    actor, found = request.actor, cast(Product, product)
    limits = product_limits(actor.company_id, actor.establishment_id, found, on=clock.today())
    levels = level_choices(actor.company_id)
    matrix = reverse("matrices:matrix", args=[LIMITS.code]) if actor.may(MatrixPermission.VIEW) else ""
    lines = sorted({each.line for _, by_level in limits for each in by_level.values()})
    context = {
        "line": found.line,
        "levels": [name for _, name in levels],
        "rows": [
            (criterion.label, [(name, by_level.get(int(number))) for number, name in levels])
            for criterion, by_level in limits
        ],
        "matrix": matrix,
        "lines_url": f"{matrix}?linhas={','.join(map(str, lines))}" if matrix and lines else "",
    }
    return render_to_string("approvals/product_limits.html", context, request)


PRODUCT = Panel(
    record="catalogue.product",
    key="alcada",
    title="Alçada",
    order=90,
    permission=Permission.REQUEST,
    render=render,
)
