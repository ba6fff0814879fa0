"""Figures of the price book as its templates show them."""

from decimal import Decimal

from django import template

from vinculo.kernel.figures import percentage, plain_number, unit_price_in_reais

register = template.Library()


@register.filter
def unit_price(value: Decimal | None) -> str:
    return "—" if value is None else unit_price_in_reais(value)


@register.filter
def plain_figure(value: Decimal | None) -> str:
    return "" if value is None else plain_number(value)


@register.filter
def points(value: Decimal | None) -> str:
    return "" if value is None else percentage(value)
