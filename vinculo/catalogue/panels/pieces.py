"""What sections repeat: figures, links to products, buttons."""

from decimal import Decimal
from fractions import Fraction

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vinculo.catalogue.models import Product
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.section_view import Button
from vinculo.foundation.access import Request
from vinculo.foundation.ui import marks
from vinculo.kernel.figures import plain_number


def figure(value: Decimal | Fraction | int | None, suffix: str = "") -> str:
    """A figure with the decimals it has; empty for none."""
    if value is None:
        return ""
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{plain_number(Decimal(value).normalize() + 0)}{suffix}"


def link(product: Product) -> SafeString:
    muted = "" if product.is_active else marks.badge(product.get_status_display(), "warning")
    return format_html(
        '<a href="{}"><span class="num">{}</span> · {}</a> {}',
        product.get_absolute_url(),
        product.code,
        product.description,
        muted,
    )


def edit_button(request: Request, product: Product, key: str, permission: str = Permission.EDIT) -> Button | None:
    if not request.actor.may(permission):
        return None
    return Button("Alterar", reverse("catalogue:edit", args=[product.pk, key]), "pencil", is_dialog=False, hotkey="e")


def add_button(request: Request, product: Product, kind: str, label: str) -> Button | None:
    if not request.actor.may(Permission.EDIT):
        return None
    return Button(label, reverse("catalogue:add_belonging", args=[product.pk, kind]), hotkey="n")


def edit_url(request: Request, product: Product, kind: str, row: Model, permission: str = Permission.EDIT) -> str:
    if not request.actor.may(permission):
        return ""
    return reverse("catalogue:edit_belonging", args=[product.pk, kind, row.pk])
