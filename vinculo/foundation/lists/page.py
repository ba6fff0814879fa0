"""Answering a request with a list."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from vinculo.foundation import clock
from vinculo.foundation.access import Actor, Request
from vinculo.foundation.lists import address as names
from vinculo.foundation.lists.definition import ListDefinition
from vinculo.foundation.lists.keyset import page_of, read_cursor
from vinculo.foundation.lists.models import ListPreference, SavedView
from vinculo.foundation.lists.presentation import ListPresentation, present
from vinculo.foundation.lists.state import ListState, read_state
from vinculo.foundation.lists.totals import total_of
from vinculo.foundation.ui import page

REGION = "list"
TEMPLATE = "lists/list_page.html"


def render(
    request: Request,
    definition: ListDefinition,
    template: str = TEMPLATE,
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The list as the address asks for it: a whole page, or for HTMX its region (`#list`) alone.

    Another `template` extends `lists/list_page.html` and gets `extra` too (blocks: title, heading, subheading, actions,
    before_list, after_list).
    """
    shown = shown_list(request, definition)
    wants_region = request.headers.get("HX-Target") == REGION and "HX-History-Restore-Request" not in request.headers
    answer = page(request, TEMPLATE if wants_region else template, {"list": shown, **(extra or {})})
    if wants_region:
        answer["HX-Push-Url"] = shown.url
    return answer


def shown_list(request: Request, definition: ListDefinition) -> ListPresentation:
    """The list ready to be shown. Raises `NotAllowed` without the permission of the list."""
    actor = request.actor
    actor.require(definition.permission)
    texts = names.texts_of(request.META.get("QUERY_STRING", ""))
    state, views = state_for(actor, definition, texts, path=request.path)
    rows = state.narrow(definition.rows(actor))
    cursor_text = next(iter(texts.get(names.CURSOR, ())), "")
    cursor = read_cursor(cursor_text, key=definition.key, order=state.order, model=rows.model)
    ways = definition.ways(actor) if definition.ways else ()
    found = page_of(rows, key=definition.key, order=state.order, cursor=cursor, size=state.size, ways=ways)
    if definition.prepare:
        definition.prepare(found.rows, {column.key for column in state.columns})
    return present(actor, definition, state, views, found, total_of(rows, found), cursor_text if found.previous else "")


def state_for(
    actor: Actor, definition: ListDefinition, texts: names.Texts, *, path: str = ""
) -> tuple[ListState, list[SavedView]]:
    """The state an address means for an actor, and the saved views they see. Two queries, and those of the filters."""
    views = list(SavedView.objects.visible_to(actor).filter(list_key=definition.key).order_by("name", "pk"))
    preferences = list(ListPreference.objects.filter(user_id=actor.user_id, list_key=definition.key))
    state = read_state(actor, definition, texts, path=path, today=clock.today(), views=views, preferences=preferences)
    return state, views
