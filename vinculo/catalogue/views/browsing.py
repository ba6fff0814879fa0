"""The list of products, the search of somebody in a hurry, and the look-ups."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from vinculo.catalogue import nomenclature, offers, queries
from vinculo.catalogue.actions import favourites
from vinculo.catalogue.forms.searching import SearchForm
from vinculo.catalogue.indicators import picture
from vinculo.catalogue.lists import PRODUCTS
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.search import find, option
from vinculo.customers.queries import readable_parties
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.lists.page import render
from vinculo.foundation.ui import page
from vinculo.foundation.ui.charts import PERCENT
from vinculo.kernel.text import row_number

_SHOWN = 30


@requires(Permission.VIEW)
def product_list(request: Request) -> HttpResponse:
    extra = {"may_create": request.actor.may(Permission.CREATE)}
    return render(request, PRODUCTS, template="catalogue/list.html", extra=extra)


@requires(Permission.VIEW)
def search(request: Request) -> HttpResponse:
    """Words or any code, with the price for the customer in hand and what is available."""
    form = SearchForm(request.actor, request.GET or None)
    wanted = form.wanted()
    found = find(
        request.actor, wanted.text, limit=_SHOWN, party_id=wanted.party_id, only_favourites=wanted.only_favourites
    )
    context = {
        "form": form,
        "found": found,
        "has_searched": len(wanted.text) > 1 or wanted.only_favourites,
        "knows_prices": offers.knows_prices(),
        "knows_stock": offers.knows_stock(),
    }
    return page(request, "catalogue/search.html", context)


@requires(Permission.VIEW)
def indicators(request: Request) -> HttpResponse:
    """Figures about the catalogue itself; apps above have theirs."""
    context = {"picture": picture(request.actor), "percent": PERCENT}
    return page(request, "catalogue/indicators.html", context)


@requires(Permission.VIEW)
def lookup(request: Request) -> JsonResponse:
    """`?q=words[&cliente=7]`: products as look-up options, `CODE · description`."""
    party = row_number(request.GET.get("cliente"))
    if party is not None and not readable_parties(request.actor).filter(pk=party).exists():
        party = None
    found = find(request.actor, request.GET.get("q", ""), limit=10, party_id=party)
    return JsonResponse([option(each) for each in found], safe=False)


@requires(Permission.VIEW)
def table_lookup(request: Request, slug: str) -> JsonResponse:
    """`?q=words`: entries in use of a table of products, by name or code."""
    return _entries(request, slug)


@requires(Permission.VIEW)
def brand_lookup(request: Request) -> JsonResponse:
    """`?q=words`: brands in use, for filters, whose look-up takes no table."""
    return _entries(request, "marcas")


def _entries(request: Request, slug: str) -> JsonResponse:
    found = queries.table_entries(request.actor, slug, " ".join(request.GET.get("q", "").split())[:80])
    options = [{"value": each.pk, "label": each.name, "hint": queries.hint_of(each)} for each in found]
    return JsonResponse(options, safe=False)


@requires(Permission.VIEW)
def ncm_lookup(request: Request) -> JsonResponse:
    """`?q=digits or words`: NCM codes in force today."""
    found = nomenclature.suggest_ncm(request.GET.get("q", ""), on=clock.today())
    options = [{"value": each.code, "label": nomenclature.ncm_mask(each.code), "hint": each.path} for each in found]
    return JsonResponse(options, safe=False)


@requires(Permission.VIEW)
def cest_lookup(request: Request) -> JsonResponse:
    """`?q=digits or words`: CEST codes."""
    found = nomenclature.suggest_cest(request.GET.get("q", ""))
    options = [
        {"value": each.code, "label": nomenclature.cest_mask(each.code), "hint": each.description} for each in found
    ]
    return JsonResponse(options, safe=False)


@require_POST
@requires(Permission.VIEW)
def favourite(request: Request, pk: int) -> HttpResponse:
    """Keeps the product at hand, or no longer; answers with the star in its new state."""
    product = get_or_404(queries.products(request.actor), pk)
    is_favourite = favourites.toggle(request.actor, product)
    return page(request, "catalogue/star.html", {"product": product, "is_favourite": is_favourite})
