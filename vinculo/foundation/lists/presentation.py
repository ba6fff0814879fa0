"""A list made ready for its template: every link, label and row, so that the template only places them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

from vinculo.foundation.access import Actor
from vinculo.foundation.lists.actions import may_edit
from vinculo.foundation.lists.definition import BulkAction, Column, Empty, ListDefinition
from vinculo.foundation.lists.forms import FilterForm
from vinculo.foundation.lists.keyset import Page
from vinculo.foundation.lists.markup import heading_css, row_markup
from vinculo.foundation.lists.models import SavedView
from vinculo.foundation.lists.state import SIZES, ListState
from vinculo.foundation.lists.totals import Total
from vinculo.kernel.figures import decimal_number


@dataclass(frozen=True, slots=True)
class Header:
    """`url` sorts by the column; "" when it cannot be sorted. `direction` is ascending, descending or none."""

    label: str
    css: str
    url: str
    direction: Literal["ascending", "descending", "none"]


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    value: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_current: bool
    is_shared: bool


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    key: str
    label: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ListPresentation:
    key: str
    title: str
    path: str
    url: str
    query: str
    hidden: list[tuple[str, str]]
    view: SavedView | None
    may_edit_view: bool
    is_changed: bool
    tabs: list[Tab]
    more_tabs: list[Tab]
    search_name: str
    search_text: str
    search_placeholder: str
    form: FilterForm
    chips: list[Chip]
    clear_url: str
    notes: Sequence[str]
    headers: list[Header]
    rows: list[SafeString]
    bulk_actions: list[BulkAction]
    total: str
    reach: str
    previous_url: str
    next_url: str
    may_export: bool
    must_say_why: bool
    columns: list[ColumnChoice]
    size: str
    sizes: list[str]
    empty: Empty
    noun: tuple[str, str]

    @property
    def has_more_than_page(self) -> bool:
        return bool(self.previous_url or self.next_url)


def present(
    actor: Actor,
    definition: ListDefinition,
    state: ListState,
    views: list[SavedView],
    found: Page,
    total: Total,
    cursor: str,
) -> ListPresentation:
    address = state.address
    bulk_actions = definition.actions_for(actor)
    search = next((each for each in definition.filters if each.key == definition.search), None)
    return ListPresentation(
        key=definition.key,
        title=definition.title,
        path=address.path,
        url=address.url(cursor),
        query=address.query,
        hidden=address.pairs,
        view=state.view,
        may_edit_view=state.view is not None and may_edit(actor, state.view),
        is_changed=state.is_changed,
        tabs=_tabs(state, [view for view in views if view.is_pinned or view == state.view]),
        more_tabs=[_tab(state, view) for view in views if not view.is_pinned and view != state.view],
        search_name=definition.search,
        search_text=next(iter(address.filters.get(definition.search, ())), ""),
        search_placeholder=getattr(search, "placeholder", "") or "Buscar nesta lista",
        form=FilterForm(actor, definition, state),
        chips=[Chip(each.label, each.shown, address.without(tuple(each.texts)).url()) for each in state.applied],
        clear_url=address.bare().url(),
        notes=state.notes,
        headers=[_header(state, definition, column) for column in state.columns],
        rows=[row_markup(definition, state.columns, row, has_tick=bool(bulk_actions)) for row in found.rows],
        bulk_actions=bulk_actions,
        total=total.words(definition.noun),
        reach=_reach(found, total, definition.noun),
        previous_url=address.url(found.previous) if found.previous else "",
        next_url=address.url(found.next) if found.next else "",
        may_export=definition.may_export(actor),
        must_say_why=definition.may_export(actor) and definition.must_say_why(actor),
        columns=_column_choices(definition, state.columns),
        size=str(state.size),
        sizes=[str(size) for size in SIZES],
        empty=definition.empty,
        noun=definition.noun,
    )


def _reach(found: Page, total: Total, noun: tuple[str, str]) -> str:
    """`12 clientes`, or `50 de cerca de 12.400 clientes`."""
    if found.is_whole:
        return total.words(noun)
    return f"{decimal_number(len(found.rows))} de {total.words(noun)}"


def _tabs(state: ListState, views: list[SavedView]) -> list[Tab]:
    everything = Tab("Todos", state.address.bare().url(), state.view is None, is_shared=False)
    return [everything, *(_tab(state, view) for view in views)]


def _tab(state: ListState, view: SavedView) -> Tab:
    query = "&".join(part for part in (view.query, f"visao={view.pk}") if part)
    return Tab(view.name, f"{state.address.path}?{query}", view == state.view, view.is_shared)


def _header(state: ListState, definition: ListDefinition, column: Column) -> Header:
    css = heading_css(column)
    if not column.sort:
        return Header(column.label, css, "", "none")
    is_current = state.order.column == column.sort
    wanted = f"-{column.sort}" if is_current and not state.order.descending else column.sort
    url = state.address.sorted_by("" if wanted == definition.default_sort else wanted).url()
    if not is_current:
        return Header(column.label, css, url, "none")
    return Header(column.label, css, url, "descending" if state.order.descending else "ascending")


def _column_choices(definition: ListDefinition, shown: tuple[Column, ...]) -> list[ColumnChoice]:
    """The shown columns in their order, then the others in the definition's."""
    others = [column for column in definition.columns if column not in shown]
    return [
        *(ColumnChoice(column.key, column.label, is_shown=True) for column in shown),
        *(ColumnChoice(column.key, column.label, is_shown=False) for column in others),
    ]
