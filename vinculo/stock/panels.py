"""What stock adds to the product's page, and to the search of products."""

from collections.abc import Mapping, Sequence
from typing import cast

from django.db.models import Model
from django.template.loader import render_to_string

from vinculo.catalogue.models import Product
from vinculo.catalogue.offers import OnShelf
from vinculo.foundation import clock
from vinculo.foundation.access import Actor, Request
from vinculo.foundation.panels import Panel
from vinculo.stock.models import Balance, Lot, Quota, ScheduledReceipt
from vinculo.stock.permissions import Permission
from vinculo.stock.queries.availability import availability
from vinculo.stock.queries.positions import components_of, summary_of
from vinculo.stock.rules import ZERO
from vinculo.stock.words import amount

RECORD = "catalogue.product"
_SHOWN = 50


def render_warehouses(request: Request, product: Model) -> str:
    """What each warehouse within reach holds of the product, and the sums."""
    product = _with_unit(product)
    totals = summary_of(request.actor, product, today=clock.today())
    balances = Balance.objects.visible_to(request.actor).filter(product=product, on_hand__gt=0)
    context = {
        "product": product,
        "totals": totals,
        "components": components_of(request.actor, product, today=clock.today()),
        "coming": sum((each.free for each in totals.scheduled), ZERO),
        "balances": balances.select_related("warehouse", "unit", "lot").order_by("warehouse__code", "id")[:_SHOWN],
    }
    return render_to_string("stock/panels/warehouses.html", context, request)


def render_lots(request: Request, product: Model) -> str:
    """The lots of the product over all warehouses, the nearest to their expiry first."""
    lots = Lot.objects.filter(product_id=product.pk, balances__on_hand__gt=0).distinct()
    context = {"product": _with_unit(product), "lots": lots.order_by("expires_on", "id")[:_SHOWN]}
    return render_to_string("stock/panels/lots.html", context, request)


def render_scheduled(request: Request, product: Model) -> str:
    receipts = ScheduledReceipt.objects.visible_to(request.actor).open().filter(product_id=product.pk)
    rows = receipts.select_related("warehouse", "unit").order_by("expected_on", "id")[:_SHOWN]
    context = {"product": product, "receipts": rows, "today": clock.today()}
    return render_to_string("stock/panels/scheduled.html", context, request)


def render_quotas(request: Request, product: Model) -> str:
    quotas = Quota.objects.visible_to(request.actor).of(cast(Product, product)).filter(ends_on__gte=clock.today())
    rows = quotas.select_related("unit", "line", "establishment", "representative", "party").order_by("ends_on", "id")[
        :_SHOWN
    ]
    return render_to_string("stock/panels/quotas.html", {"product": product, "quotas": rows}, request)


def _with_unit(product: Model) -> Product:
    found = cast(Product, product)
    return found if "unit" in found._state.fields_cache else Product.objects.select_related("unit").get(pk=found.pk)


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


PARTS = tuple(
    Panel(record=RECORD, key=key, title=title, order=order, permission=Permission.VIEW, render=render)
    for key, title, order, render in (
        ("armazem", "Armazém", 110, render_warehouses),
        ("lotes", "Lotes", 112, render_lots),
        ("estoque-programado", "Estoque programado", 114, render_scheduled),
        ("cotas", "Cotas", 116, render_quotas),
    )
)
