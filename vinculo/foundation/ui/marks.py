"""Small marks that lists repeat by the hundred: built straight from strings, no template is loaded for them, and those
that look the same everywhere are built once."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from phonenumbers import NumberParseException

from vinculo.foundation import clock
from vinculo.foundation.ui import formats
from vinculo.kernel.brazil import document as documents
from vinculo.kernel.brazil import phone as phones
from vinculo.kernel.figures import amount_in_reais, decimal_number

SPRITE = "ui/icons.svg"
DASH = mark_safe('<span class="muted">—</span>')


@lru_cache(maxsize=1_000)
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon of the sprite. With `label` it speaks by itself; without, the words beside it must. Sizes: "" large."""
    if label:
        return format_html(
            '<svg class="icon {}" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            size,
            label,
            static(SPRITE),
            name,
        )
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>', size, static(SPRITE), name
    )


def badge(text: object, tone: str = "", icon_name: str = "") -> SafeString:
    """A word on a coloured ground. Tones: "" accent danger warning success info today overdue future outline."""
    mark = icon(icon_name) if icon_name else ""
    return format_html('<span class="badge {}">{}{}</span>', tone, mark, text)


def dot(tone: str = "", label: str = "") -> SafeString:
    """A coloured point; `label` says in words what the colour means."""
    if not label:
        return format_html('<span class="dot {}" aria-hidden="true"></span>', tone)
    return format_html('<span class="dot {}" role="img" aria-label="{}" title="{}"></span>', tone, label, label)


@lru_cache(maxsize=2_000)
def avatar(name: str, size: str = "", shape: str = "") -> SafeString:
    """Initials on a colour that stays the same for a name. Sizes: "" small large. Shapes: "" person, square company."""
    return format_html(
        '<span class="avatar hue-{} {} {}" aria-hidden="true">{}</span>',
        formats.hue(name),
        size,
        shape,
        formats.initials(name),
    )


def who(name: str, size: str = "small") -> SafeString:
    """An avatar with the name beside it; a dash when there is nobody."""
    if not name:
        return DASH
    return format_html('<span class="who">{}<span class="truncate">{}</span></span>', avatar(name, size), name)


def when(moment: datetime | None, distance: bool = False) -> SafeString:
    """An instant as people say it, the full date on hover; with `distance`, how long ago or from now beside it."""
    if moment is None:
        return DASH
    now, zone = clock.now(), timezone.get_current_timezone()
    words = formats.instant(moment, now, zone)
    beside = (
        format_html(' <span class="muted">({})</span>', formats.instant_distance(moment, now, zone))
        if distance
        else SafeString()
    )
    return format_html(
        '<time class="num" datetime="{}" title="{} ({})">{}</time>{}',
        moment.isoformat(),
        formats.full_instant(moment, zone),
        formats.instant_distance(moment, now, zone),
        words,
        beside,
    )


def day(value: date | None, words: bool = False) -> SafeString:
    """A date as dd/mm/aaaa, weekday and distance on hover; with `words`, as `hoje`, `ontem`, `12 mar.`."""
    if value is None:
        return DASH
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return _day(value, clock.today(), words)


@lru_cache(maxsize=2_000)
def _day(value: date, today: date, words: bool) -> SafeString:
    return format_html(
        '<time class="num" datetime="{}" title="{} ({})">{}</time>',
        value.isoformat(),
        formats.full_day(value),
        formats.day_distance(value, today),
        formats.short_day(value, today) if words else f"{value:%d/%m/%Y}",
    )


def money(value: Decimal | int | None, places: int = 2) -> SafeString:
    """An amount in reais; negatives in red."""
    if value is None:
        return DASH
    tone = " danger-ink" if value < 0 else ""
    return format_html('<span class="num{}">{}</span>', tone, amount_in_reais(value, places=places))


def number(value: Decimal | int | None, places: int = 0) -> SafeString:
    """A number as 1.234,5."""
    if value is None:
        return DASH
    return format_html('<span class="num">{}</span>', decimal_number(value, places=places))


def document_mask(value: str) -> SafeString:
    """A CPF or CNPJ with its punctuation; a dash when there is none."""
    if not value:
        return DASH
    return format_html('<span class="num">{}</span>', documents.mask(value))


def phone(value: str, call: bool = True) -> SafeString:
    """A telephone kept in E.164, readable and callable; what is no telephone is shown as it is."""
    if not value:
        return DASH
    try:
        words = phones.mask(value)
    except NumberParseException:
        return format_html('<span class="num">{}</span>', value)
    if not call:
        return format_html('<span class="num">{}</span>', words)
    return format_html('<a class="num" href="tel:{}">{}</a>', value, words)


def door(title: str, url: str, hint: str = "", icon_name: str = "") -> SafeString:
    """A card that leads to a part of a place; several stand in `<div class="doors">`."""
    return format_html(
        '<a class="door" href="{}"><span class="door-mark">{}</span><span><strong>{}</strong>'
        '<span class="small muted">{}</span></span></a>',
        url,
        icon(icon_name) if icon_name else "",
        title,
        hint,
    )


def kbd(keys: str) -> SafeString:
    """Keys as caps: `Ctrl+K` gives two, `g a` (one after the other) gives two."""
    caps: Iterable[str] = keys.replace("+", " ").split()
    return format_html(
        '<span class="keys">{}</span>', format_html_join("", '<kbd class="kbd">{}</kbd>', ((cap,) for cap in caps))
    )


@lru_cache(maxsize=20)
def skeleton(lines: int = 3) -> SafeString:
    """Grey lines that hold the place of what is still being read."""
    widths = ("92%", "100%", "78%", "88%", "64%")
    rows = format_html_join(
        "",
        '<span class="skeleton line" style="width:{}"></span>',
        ((widths[row % len(widths)],) for row in range(lines)),
    )
    return format_html('<div role="status" aria-label="Carregando">{}</div>', rows)
