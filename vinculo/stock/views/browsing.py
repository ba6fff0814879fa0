"""The lists of the room, each under the same tabs."""

from django.http import HttpResponse

from vinculo.foundation.access import Request, requires
from vinculo.foundation.lists import ListDefinition
from vinculo.foundation.lists.page import render
from vinculo.stock import lists
from vinculo.stock.permissions import Permission


def _show(request: Request, definition: ListDefinition) -> HttpResponse:
    return render(request, definition, template="stock/list.html", extra={"tab": definition.key})


@requires(Permission.VIEW)
def balances(request: Request) -> HttpResponse:
    return _show(request, lists.BALANCES)


@requires(Permission.VIEW)
def movements(request: Request) -> HttpResponse:
    return _show(request, lists.MOVEMENTS)


@requires(Permission.VIEW)
def reservations(request: Request) -> HttpResponse:
    return _show(request, lists.RESERVATIONS)


@requires(Permission.VIEW)
def receipts(request: Request) -> HttpResponse:
    return _show(request, lists.RECEIPTS)


@requires(Permission.VIEW)
def lots(request: Request) -> HttpResponse:
    return _show(request, lists.LOTS)


@requires(Permission.VIEW)
def warehouses(request: Request) -> HttpResponse:
    return _show(request, lists.WAREHOUSES)


@requires(Permission.VIEW)
def quotas(request: Request) -> HttpResponse:
    return _show(request, lists.QUOTAS)


@requires(Permission.VIEW)
def low(request: Request) -> HttpResponse:
    return _show(request, lists.LOW)
