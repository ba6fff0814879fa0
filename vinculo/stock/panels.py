"""What stock adds to the product's page, to the search of products, and to the doors of the shell."""

from collections.abc import Mapping, Sequence

from django.db.models import Model
from django.template.loader import render_to_string

from vinculo.catalogue.models import Product
from vinculo.catalogue.offers import OnShelf
from vinculo.foundation import clock
from vinculo.foundation.access import Actor, Request
from vinculo.foundation.panels import Panel
from vinculo.stock.models import Warehouse
from vinculo.stock.permissions import Permission
from vinculo.stock.queries.availability import availability
from vinculo.stock.queries.positions import summary_of
from vinculo.stock.rules import ZERO
from vinculo.stock.words import amount

RECORD = "catalogue.product"


def render_stock(request: Request, product: Model) -> str:
    found = Product.objects.select_related("unit").get(pk=product.pk)
    totals = summary_of(request.actor, found, today=clock.today())
    ids = [place.warehouse_id for place in totals.by_warehouse]
    names = {row.pk: str(row) for row in Warehouse.objects.filter(pk__in=ids)}
    context = {
        "product": found,
        "totals": totals,
        "coming": sum((each.free for each in totals.scheduled), ZERO),
        "places": [(names[place.warehouse_id], place) for place in totals.by_warehouse],
    }
    return render_to_string("stock/panel.html", context, request)


def on_shelf(actor: Actor, products: Sequence[Product]) -> Mapping[int, OnShelf]:
    """What is available of a page of products at the establishment the person works at, and what comes next."""
    if not actor.may(Permission.VIEW):
        return {}
    found = availability(
        actor.company_id,
        [product.pk for product in products],
        on=clock.today(),
        establishment_ids=[actor.establishment_id],
    )
    units = {product.pk: product.unit.code for product in products}
    shelf = {}
    for pk, each in found.items():
        coming = each.scheduled[0] if each.scheduled else None
        words = f"{amount(coming.free, units[pk])} em {coming.expected_on:%d/%m}" if coming else ""
        shelf[pk] = OnShelf(each.available, words)
    return shelf


PARTS = (
    Panel(
        record=RECORD,
        key="stock",
        title="Estoque",
        order=15,
        permission=Permission.VIEW,
        render=render_stock,
    ),
)
