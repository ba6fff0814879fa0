"""The list of products and the look-ups over it."""

from django.http import HttpResponse

from vinculo.catalogue import queries
from vinculo.catalogue.lists import PRODUCTS
from vinculo.catalogue.permissions import Permission
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.lists.page import render
from vinculo.foundation.ui import page


@requires(Permission.VIEW)
def product_list(request: Request) -> HttpResponse:
    return render(request, PRODUCTS)


@requires(Permission.VIEW)
def product(request: Request, pk: int) -> HttpResponse:
    rows = queries.products(request.actor).select_related("unit", "brand", "line")
    return page(request, "catalogue/product.html", {"product": get_or_404(rows, pk)})
