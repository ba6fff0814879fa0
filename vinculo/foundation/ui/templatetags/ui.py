"""`{% load ui %}`: the components of the product. Each template in `ui/` lists its inputs in its first comment."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vinculo.foundation.ui import charts, marks
from vinculo.foundation.ui import fields as form_fields
from vinculo.foundation.ui.conflicts import FieldConflict
from vinculo.foundation.ui.toasts import tone_of

register = template.Library()

for mark in (
    marks.icon,
    marks.badge,
    marks.dot,
    marks.avatar,
    marks.who,
    marks.when,
    marks.day,
    marks.money,
    marks.number,
    marks.document_mask,
    marks.phone,
    marks.door,
    marks.kbd,
    marks.skeleton,
):
    register.simple_tag(mark)

register.filter("toast_tone", tone_of)


# --- Charts -----------------------------------------------------------------
# A view builds the inputs (`charts.Bar`, `Mark`, `Range`); the template places the chart.

for chart, name in (
    (charts.bars, "bar_chart"),
    (charts.line, "line_chart"),
    (charts.gauge, "gauge"),
    (charts.sparkline, "sparkline"),
):
    register.simple_tag(chart, name=name)


# --- Forms ------------------------------------------------------------------


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, label: str = "", hint: str = "", full: bool = False, icon: str = "") -> dict[str, Any]:
    """One field: label, control, hint and errors. `full` spans all columns of a `.field-grid`."""
    return {"field": form_fields.field_view(bound, label=label, hint=hint, full=full), "icon": icon}


@register.inclusion_tag("ui/fields.html")
def fields(form: BaseForm, only: str = "", without: str = "") -> dict[str, Any]:
    """The fields of a form in a responsive grid; `only` and `without` are names separated by spaces."""
    wanted, unwanted = only.split(), without.split()
    chosen = [form[name] for name in wanted] if wanted else [bound for bound in form if bound.name not in unwanted]
    return {"form": form, "fields": chosen}


@register.inclusion_tag("ui/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """What is wrong with the form as a whole, and links to each field that has an error."""
    wrong = [form[name] for name in form.errors if name in form.fields]
    return {"form": form, "wrong": wrong}


@register.inclusion_tag("ui/rows.html")
def rows(formset: BaseFormSet[Any], add_label: str = "Adicionar", size: str = "") -> dict[str, Any]:
    """The forms of a formset as rows one may add and remove. `size` "large" gives each row its own frame."""
    return {"formset": formset, "add_label": add_label, "size": size}


@register.inclusion_tag("ui/conflict.html")
def conflict(conflicts: Iterable[FieldConflict], by: str, at: Any = None) -> dict[str, Any]:
    """Mine, theirs and original of each disputed field, to choose one by one. Place it inside the form."""
    return {"conflicts": list(conflicts), "by": by, "at": at}


# --- Containers ---------------------------------------------------------------


@register.simple_block_tag
def panel(
    content: SafeString,
    title: str = "",
    icon: str = "",
    count: object = "",
    actions: SafeString | str = "",
    flush: bool = False,
    id: str = "",  # noqa: A002  (the HTML attribute's name)
    css: str = "",
) -> str:
    """A framed part of a page. `flush` removes the inner space, for tables and lists."""
    inputs = {"title": title, "icon": icon, "count": count, "actions": actions, "flush": flush, "id": id, "css": css}
    return render_to_string("ui/panel.html", {"content": content, **inputs})


@register.simple_block_tag
def fold(content: SafeString, title: str, icon: str = "", count: object = "", open: bool = False) -> str:  # noqa: A002
    """A panel that opens and closes."""
    return render_to_string(
        "ui/fold.html", {"content": content, "title": title, "icon": icon, "count": count, "open": open}
    )


@register.simple_block_tag
def empty(content: SafeString, title: str, hint: str = "", icon: str = "inbox") -> str:
    """What this place is and what to do first; the block holds the actions."""
    return render_to_string("ui/empty.html", {"content": content, "title": title, "hint": hint, "icon": icon})


@register.simple_block_tag
def callout(content: SafeString, tone: str = "info", icon: str = "") -> str:
    """A sentence that must be noticed. Tones: info warning danger success neutral accent."""
    return render_to_string("ui/callout.html", {"content": content, "tone": tone, "icon": icon})


@register.simple_block_tag
def dialog(
    content: SafeString,
    id: str,  # noqa: A002  (the HTML attribute's name)
    title: str,
    size: str = "",
    open: bool = False,  # noqa: A002  (the HTML attribute's name)
) -> str:
    """A modal dialog. A button with `data-dialog-open="id"` opens it; with `open` it opens when swapped in."""
    return render_to_string(
        "ui/dialog.html", {"content": content, "id": id, "title": title, "size": size, "open": open}
    )


@register.simple_block_tag
def menu(
    content: SafeString,
    id: str,  # noqa: A002  (the HTML attribute's name)
    label: str = "Mais ações",
    icon: str = "dots",
    text: str = "",
    css: str = "quiet",
) -> str:
    """A button that opens a list of links and buttons. Without `text` the button shows only its icon."""
    inputs = {"id": id, "label": label, "icon": icon, "text": text, "css": css}
    return render_to_string("ui/menu.html", {"content": content, **inputs})


@register.simple_block_tag
def tray(
    content: SafeString,
    id: str,  # noqa: A002  (the HTML attribute's name)
    label: str,
    icon: str,
    count: int = 0,
    percent: int | None = None,
) -> str:
    """A top-bar button with a counter and what it holds; the fragment behind `jobs:tray` and `notifications:tray`.

    With `percent` (0 to 100) a ring of progress stands in the icon's place.
    """
    inputs = {"id": id, "label": label, "icon": icon, "count": str(min(count, 99)) if count else ""}
    ring = "" if percent is None else str(percent)
    return render_to_string("ui/tray.html", {"content": content, "percent": ring, **inputs})


@register.simple_block_tag
def entry(
    content: SafeString, icon: str, title: str, when: Any = None, by: str = "", tone: str = "", url: str = ""
) -> str:
    """One entry of `<ol class="timeline">`."""
    inputs = {"icon": icon, "title": title, "when": when, "by": by, "tone": tone, "url": url}
    return render_to_string("ui/timeline_entry.html", {"content": content, **inputs})


@register.simple_block_tag
def facts(content: SafeString, css: str = "") -> SafeString:
    """A description list; fill it with `{% fact %}`. `css`: "" stacked columns."""
    return format_html('<dl class="facts {}">{}</dl>', css, content)


@register.simple_tag
def fact(label: str, value: object = None) -> SafeString:
    """One line of `{% facts %}`; a dash when there is no value."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, marks.DASH if value in (None, "") else value)


@register.simple_block_tag
def tabs(content: SafeString, label: str = "Seções") -> SafeString:
    """A row of `{% tab %}`."""
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', label, content)


# --- Pieces --------------------------------------------------------------------


@register.inclusion_tag("ui/tab.html")
def tab(label: str, url: str, current: bool = False, count: object = "", icon: str = "") -> dict[str, Any]:
    return {"label": label, "url": url, "current": current, "count": count, "icon": icon}


@register.inclusion_tag("ui/pager.html")
def pager(previous_url: str = "", next_url: str = "", label: str = "", target: str = "") -> dict[str, Any]:
    """Previous and next of a keyset; with `target` (a CSS selector) HTMX swaps only the list."""
    return {"previous_url": previous_url, "next_url": next_url, "label": label, "target": target}


@register.inclusion_tag("ui/progress.html")
def progress(done: int, total: int | None, label: str = "", detail: str = "", tone: str = "") -> dict[str, Any]:
    """How far a work has come; without `total` the bar only moves. Tones: "" success danger."""
    percent = min(100, round(100 * done / total)) if total else None
    return {"percent": None if percent is None else str(percent), "label": label, "detail": detail, "tone": tone}


@register.inclusion_tag("ui/filter_chip.html")
def filter_chip(label: str, value: object = "", remove_url: str = "", target: str = "") -> dict[str, Any]:
    """A filter in force, with the link that takes it away."""
    return {"label": label, "value": value, "remove_url": remove_url, "target": target}


@register.inclusion_tag("ui/stepper.html")
def stepper(steps: Iterable[str] | str, current: int = 1) -> dict[str, Any]:
    """The steps of a longer work, `current` counted from 1. Steps may be one text with `|` between them."""
    names = steps.split("|") if isinstance(steps, str) else list(steps)
    return {"steps": [(name, _state(position, current)) for position, name in enumerate(names, start=1)]}


@register.inclusion_tag("ui/phases.html")
def phases(steps: Iterable[str] | str, current: int = 1) -> dict[str, Any]:
    """The phase strip of a workflow; same inputs as `stepper`."""
    return stepper(steps, current)


@register.simple_tag
def hotkey(key: str, label: str) -> SafeString:
    """The attributes that give an element a key and a line in the keyboard map."""
    return format_html('data-hotkey="{}" data-hotkey-label="{}" aria-keyshortcuts="{}"', key, label, key)


def _state(position: int, current: int) -> str:
    if position < current:
        return "done"
    return "current" if position == current else "ahead"
