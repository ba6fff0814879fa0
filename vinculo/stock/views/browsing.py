"""The lists of the room, each under the same tabs."""

from collections.abc import Callable

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from vinculo.foundation.access import Request, requires
from vinculo.foundation.lists import ListDefinition
from vinculo.foundation.lists.page import render
from vinculo.stock import lists
from vinculo.stock.permissions import Permission


def _page_of(definition: ListDefinition) -> Callable[..., HttpResponseBase]:
    @requires(Permission.VIEW)
    def show(request: Request) -> HttpResponse:
        return render(request, definition, template="stock/list.html", extra={"tab": definition.key})

    return show


balances = _page_of(lists.BALANCES)
count_requests = _page_of(lists.COUNT_REQUESTS)
coverage = _page_of(lists.COVERAGE)
movements = _page_of(lists.MOVEMENTS)
reservations = _page_of(lists.RESERVATIONS)
receipts = _page_of(lists.RECEIPTS)
lots = _page_of(lists.LOTS)
warehouses = _page_of(lists.WAREHOUSES)
quotas = _page_of(lists.QUOTAS)
low = _page_of(lists.LOW)
