"""A row of a list as HTML, built from strings: a page shows a thousand cells, and a template would weigh them all."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from vinculo.foundation.lists.definition import Column, ListDefinition
from vinculo.foundation.lists.spreadsheets import text_of
from vinculo.foundation.ui.marks import DASH, day, number, when


def row_markup(definition: ListDefinition, columns: Sequence[Column], row: Any, *, has_tick: bool) -> SafeString:
    """The row with its link, and with the box that selects it where something can be done with many."""
    primary = definition.primary if definition.primary in columns else columns[0]
    values = [column.value(row) for column in columns]
    url = definition.row_url(row) if definition.row_url else ""
    tone = definition.row_tone(row) if definition.row_tone else ""
    return format_html(
        "<tr data-keyitem{}>{}{}</tr>\n",
        format_html(' class="{}"', tone) if tone else "",
        _tick(str(row.pk), text_of(values[columns.index(primary)])) if has_tick else "",
        format_html_join(
            "",
            '<td class="{}" data-label="{}">{}</td>',
            (
                ("primary-cell", column.label, _linked(_shown(value), url))
                if column is primary
                else (heading_css(column), column.label, _shown(value))
                for column, value in zip(columns, values, strict=True)
            ),
        ),
    )


def heading_css(column: Column) -> str:
    return "end" if column.align == "end" else ""


def _linked(shown: object, url: str) -> object:
    return format_html('<a href="{}" data-keyopen>{}</a>', url, shown) if url else shown


def _tick(pk: str, name: str) -> SafeString:
    return format_html(
        '<td class="list-tick"><input type="checkbox" name="linha" value="{}" form="list-bulk" data-select '
        'aria-label="Selecionar {}"></td>',
        pk,
        name,
    )


def _shown(value: object) -> object:
    """Dates, numbers and yes or no as Brazilians read them; a dash for nothing; the rest as it is."""
    match value:
        case None | "":
            return DASH
        case bool():
            return "Sim" if value else "Não"
        case datetime():
            return when(value)
        case date():
            return day(value)
        case int():
            return number(value)
    return value
