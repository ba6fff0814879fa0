"""What the lists of stock are narrowed by."""

from datetime import date

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vinculo.catalogue.models import Product
from vinculo.catalogue.rules import code_key
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import ChoiceFilter, TextFilter
from vinculo.foundation.ui import marks
from vinculo.organization.models import Establishment
from vinculo.stock.models import Lot, Warehouse
from vinculo.stock.models.rows import sees_every_place
from vinculo.stock.rules import NEAR_EXPIRY, days_left

_MOST_PRODUCTS = 300


def of_product(text: str) -> Q:
    """Rows of the product with this code or, failing that, of products with these words (at most 300)."""
    codes = list(Product.objects.filter(search_code=code_key(text)).values_list("pk", flat=True)[:_MOST_PRODUCTS])
    if codes:
        return Q(product_id__in=codes)
    named = Product.objects.filter(search_vector__words=text).values_list("pk", flat=True)
    return Q(product_id__in=list(named[:_MOST_PRODUCTS]))


PRODUCT = TextFilter(key="produto", label="Produto", placeholder="Código, GTIN ou palavras", condition=of_product)


def _warehouses(actor: Actor) -> list[tuple[str, str]]:
    return [(str(each.pk), str(each)) for each in Warehouse.objects.visible_to(actor).order_by("code")]


def establishments(actor: Actor) -> list[tuple[str, str]]:
    rows = Establishment.objects.filter(company_id=actor.company_id, is_active=True).order_by("code")
    if not sees_every_place(actor):
        rows = rows.filter(pk__in=actor.establishment_ids)
    return [(str(each.pk), each.name) for each in rows]


WAREHOUSE = ChoiceFilter(key="armazem", label="Armazém", field="warehouse_id", choices=_warehouses)
ESTABLISHMENT = ChoiceFilter(
    key="estabelecimento", label="Estabelecimento", field="establishment_id", choices=establishments
)


def usable(prefix: str, today: date) -> Q:
    """Stock that may be sold on the day: of no lot, or of a released lot that has not expired."""
    released = Q(**{f"{prefix}lot__status": Lot.Status.RELEASED}) & (
        Q(**{f"{prefix}lot__expires_on__isnull": True}) | Q(**{f"{prefix}lot__expires_on__gte": today})
    )
    return Q(**{f"{prefix}lot__isnull": True}) | released


def product_words(product: Product) -> SafeString:
    return format_html('<span class="strong">{}</span> {}', product.code, product.description)


def expiry(lot: Lot | None) -> object:
    """The day of expiry, coloured when it is past or near."""
    if lot is None or lot.expires_on is None:
        return ""
    left = days_left(lot.expires_on, clock.today())
    text = f"{lot.expires_on:%d/%m/%Y}"
    if left < 0:
        return marks.badge(f"{text} · vencido", "danger")
    return marks.badge(f"{text} · {left} dias", "warning") if left < NEAR_EXPIRY else text


def lot_number(lot: Lot | None) -> object:
    if lot is None:
        return ""
    if lot.is_released:
        return lot.number
    return format_html("{} {}", lot.number, marks.badge("Quarentena", "warning"))
