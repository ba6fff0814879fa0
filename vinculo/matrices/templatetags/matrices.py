from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vinculo.kernel.figures import amount_in_reais, percentage, points_moved, reais_moved
from vinculo.matrices.replays import Worth

register = template.Library()


@register.filter
def keys_of(told: Any, row: Any) -> Any:
    """The filled key cells of a row, of those a page already has."""
    return told.keys.get(row.id, ())


@register.simple_tag
def worth(figure: Worth) -> SafeString | str:
    """A figure that moves, before and after with the difference; one that does not, once and muted."""
    if not figure.moves:
        return format_html('<span class="muted">{}</span>', _written(figure.after, figure))
    before, after = _written(figure.before, figure), _written(figure.after, figure)
    moved = points_moved if figure.is_percent else reais_moved
    gap = "" if None in (figure.before, figure.after) else moved(figure.difference)
    return format_html('<del>{}</del><br><ins>{}</ins><br><span class="small">{}</span>', before, after, gap)


@register.simple_tag
def moved_by(total: Decimal) -> str:
    """`+R$ 10,00`: what all the documents move by."""
    return reais_moved(total)


def _written(value: Decimal | None, figure: Worth) -> str:
    if value is None:
        return "—"
    return percentage(value) if figure.is_percent else amount_in_reais(value)
