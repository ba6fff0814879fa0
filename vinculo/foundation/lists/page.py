"""Answering a request with a list."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from vinculo.foundation.access import Request
from vinculo.foundation.lists.definition import ListDefinition


def render(
    request: Request,
    definition: ListDefinition,
    template: str = "lists/list_page.html",
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The list as the address asks for it: a whole page, or for HTMX its body alone.

    Another `template` extends `lists/list_page.html` and gets `extra` too (blocks: title, heading, subheading, actions,
    before_list, after_list).
    """
    raise NotImplementedError
