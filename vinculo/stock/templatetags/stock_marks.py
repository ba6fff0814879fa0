"""Quantities in the templates of stock."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from vinculo.foundation.ui import marks
from vinculo.stock.lists.counts import count_badge
from vinculo.stock.lists.filters import expiry, lot_number
from vinculo.stock.lists.promises import status_badge
from vinculo.stock.lists.stock import KIND_TONES, signed
from vinculo.stock.models import Movement, Posting
from vinculo.stock.navigation import TABS
from vinculo.stock.words import amount

register = template.Library()


@register.simple_tag(name="amount")
def amount_tag(quantity: Decimal | None, unit: str = "") -> object:
    """`12 CX`; a dash for nothing known."""
    return marks.DASH if quantity is None else amount(quantity, unit)


@register.simple_tag
def difference(quantity: Decimal | None, unit: str = "") -> object:
    """`+2 UN` or `−2 UN`; a dash when nothing is known."""
    if quantity is None:
        return marks.DASH
    sign = "+" if quantity > 0 else "−" if quantity < 0 else ""
    return f"{sign}{amount(abs(quantity), unit)}"


@register.simple_tag
def kind_badge(holder: Posting | Movement) -> SafeString:
    return marks.badge(holder.get_kind_display(), KIND_TONES.get(Posting.Kind(holder.kind), "outline"))


register.simple_tag(lambda: TABS, name="stock_tabs")
register.simple_tag(expiry, name="expiry")
register.simple_tag(lot_number, name="lot_number")
register.simple_tag(signed, name="signed")
register.simple_tag(status_badge, name="reservation_badge")
register.simple_tag(count_badge, name="count_badge")
