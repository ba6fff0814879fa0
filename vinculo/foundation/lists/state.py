"""What a list is asked to show: the address read against the definition, what is wrong with it told in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from vinculo.foundation.access import Actor
from vinculo.foundation.lists import address as names
from vinculo.foundation.lists.address import Address, Texts
from vinculo.foundation.lists.definition import Column, ListDefinition
from vinculo.foundation.lists.filters import Applied, BadFilter
from vinculo.foundation.lists.keyset import Order
from vinculo.foundation.lists.models import ListPreference, SavedView

SIZES = (25, 50, 100)
USUAL_SIZE = 50


@dataclass(frozen=True, slots=True)
class ListState:
    """`notes` are sentences about what was asked and could not be understood; it was left out."""

    applied: tuple[Applied, ...]
    notes: tuple[str, ...]
    order: Order
    columns: tuple[Column, ...]
    size: int
    view: SavedView | None
    address: Address

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that pass every filter in force."""
        for applied in self.applied:
            rows = rows.filter(applied.condition)
        return rows

    @property
    def is_changed(self) -> bool:
        """Whether the view in force was saved with other filters or sort."""
        return self.view is not None and self.view.query != self.address.query


def read_state(
    actor: Actor,
    definition: ListDefinition,
    texts: Texts,
    *,
    path: str,
    today: date,
    views: list[SavedView],
    preferences: list[ListPreference],
) -> ListState:
    """Never fails: a value that makes no sense is left out and noted."""
    view = _view(texts, views)
    asked = any(name not in (names.SIZE, names.CURSOR) for name in texts)
    if view is None and not asked and (view := default_view(views, actor)):
        texts = {**names.texts_of(view.query), **texts}
    applied, notes = _filters(actor, definition, texts, today)
    order, sort_text = _order(definition, texts, notes)
    size, size_text = _size(texts, preferences)
    unknown = sorted(texts.keys() - {name for each in definition.filters for name in each.names} - {*names.OWN_NAMES})
    notes += [f"Esta lista não tem o filtro “{name[:40]}”; ele foi ignorado." for name in unknown]
    view_text = str(view.pk) if view else (names.NO_VIEW if texts.get(names.VIEW) else "")
    return ListState(
        applied=tuple(applied),
        notes=tuple(notes),
        order=order,
        columns=_columns(definition, view, preferences),
        size=size,
        view=view,
        address=Address(
            path,
            {name: texts for each in applied for name, texts in each.texts.items()},
            sort=sort_text,
            size=size_text,
            view=view_text,
        ),
    )


def default_view(views: list[SavedView], actor: Actor) -> SavedView | None:
    """One's own default, else the team's, else the role's."""
    rank = {SavedView.Visibility.OWN: 0, SavedView.Visibility.TEAM: 1, SavedView.Visibility.ROLE: 2}
    defaults = [view for view in views if view.is_default and _is_in_audience(view, actor)]
    return min(defaults, key=lambda view: (rank[SavedView.Visibility(view.visibility)], view.pk), default=None)


def _is_in_audience(view: SavedView, actor: Actor) -> bool:
    """A view one shared with others is not thereby one's own default."""
    match view.visibility:
        case SavedView.Visibility.TEAM:
            return view.team_id in actor.team_ids
        case SavedView.Visibility.ROLE:
            return view.role_name == actor.role_name
    return view.owner_id == actor.user_id


def _view(texts: Texts, views: list[SavedView]) -> SavedView | None:
    wanted = next(iter(texts.get(names.VIEW, ())), "")
    return next((view for view in views if str(view.pk) == wanted), None)


def _filters(actor: Actor, definition: ListDefinition, texts: Texts, today: date) -> tuple[list[Applied], list[str]]:
    applied: list[Applied] = []
    notes: list[str] = []
    for each in definition.filters:
        try:
            if found := each.read(actor, texts, today):
                applied.append(found)
        except BadFilter as error:
            notes.append(f"{error} Ele foi ignorado.")
    return applied, notes


def _order(definition: ListDefinition, texts: Texts, notes: list[str]) -> tuple[Order, str]:
    """The order, and how the address says it ("" for the usual one)."""
    text = next(iter(texts.get(names.SORT, ())), "")
    if not text or text == definition.default_sort:
        return Order.parse(definition.default_sort), ""
    sortable = {column.sort for column in definition.columns if column.sort}
    if text.removeprefix("-") not in sortable:
        notes.append(f"Esta lista não se ordena por “{text[:40]}”; foi mantida a ordem usual.")
        return Order.parse(definition.default_sort), ""
    return Order.parse(text), text


def _size(texts: Texts, preferences: list[ListPreference]) -> tuple[int, str]:
    text = next(iter(texts.get(names.SIZE, ())), "")
    if text in {str(size) for size in SIZES}:
        return int(text), text
    kept = next((each.page_size for each in preferences if each.view_id is None and each.page_size), None)
    return (kept if kept in SIZES else USUAL_SIZE), ""


def _columns(
    definition: ListDefinition, view: SavedView | None, preferences: list[ListPreference]
) -> tuple[Column, ...]:
    """One's own choice for the view, else the view's, else the definition's. Columns that are gone are left out."""
    view_id = view.pk if view else None
    own = next((each.columns for each in preferences if each.view_id == view_id), [])
    keys = own or (view.columns if view else [])
    chosen = tuple(definition.by_key[key] for key in keys if key in definition.by_key)
    return chosen or tuple(column for column in definition.columns if column.default)
