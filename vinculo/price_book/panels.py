"""What the price book puts on the pages of products and customers."""

from django.db.models import Model, Q
from django.template.loader import render_to_string

from vinculo.catalogue.models import Product
from vinculo.customers.models import Party
from vinculo.foundation import clock
from vinculo.foundation.access import Request
from vinculo.foundation.panels import Panel
from vinculo.price_book.models import ListPrice, PromotionBand, SalesTable
from vinculo.price_book.permissions import Permission

PRODUCT, PARTY = "catalogue.product", "customers.party"
SHOWN = 30


def _prices(request: Request, record: Model) -> str:
    """The list prices of the product that are in force or to come, the customers' own last."""
    assert isinstance(record, Product)
    today = clock.today()
    rows = (
        ListPrice.objects.visible_to(request.actor)
        .filter(product=record)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
        .select_related("table", "unit", "party", "establishment")
        .order_by("party_id", "table__code", "unit__code", "from_quantity", "-valid_from")
    )
    return _table(request, "price_book/panel_prices.html", {"product": record, "prices": rows[:SHOWN], "today": today})


def _promotions(request: Request, record: Model) -> str:
    assert isinstance(record, Product)
    today = clock.today()
    bands = (
        PromotionBand.objects.filter(company_id=request.actor.company_id, promotion__is_active=True)
        .filter(Q(product=record) | Q(line_id=record.line_id or 0) | Q(brand_id=record.brand_id or 0))
        .filter(Q(promotion__valid_until__isnull=True) | Q(promotion__valid_until__gte=today))
        .select_related("promotion", "unit", "line", "brand")
        .order_by("promotion__valid_from", "from_quantity")
    )
    context = {"product": record, "bands": bands[:SHOWN], "today": today}
    return _table(request, "price_book/panel_promotions.html", context)


def _customer(request: Request, record: Model) -> str:
    """By which tables the customer buys, and the prices that are theirs alone."""
    assert isinstance(record, Party)
    today = clock.today()
    tables = SalesTable.objects.visible_to(request.actor).filter(party=record).in_force(today)
    prices = ListPrice.objects.visible_to(request.actor).filter(party=record).in_force(today)
    context = {
        "party": record,
        "tables": tables.select_related("table", "establishment", "warehouse").order_by("-valid_from")[:SHOWN],
        "prices": prices.select_related("product", "unit").order_by("product__code", "from_quantity")[:SHOWN],
        "today": today,
    }
    if not context["tables"] and not context["prices"] and not request.actor.may(Permission.MANAGE):
        return ""
    return _table(request, "price_book/panel_customer.html", context)


def _table(request: Request, template: str, context: dict[str, object]) -> str:
    return render_to_string(template, context | {"may_manage": request.actor.may(Permission.MANAGE)}, request)


PANELS = (
    Panel(PRODUCT, "precos", "Preço de lista", 30, Permission.VIEW, _prices),
    Panel(PRODUCT, "promocoes", "Promoções", 80, Permission.VIEW, _promotions),
    Panel(PARTY, "prices", "Preços do cliente", 55, Permission.VIEW, _customer, slow=True),
)
