"""The home, and the search over everything."""

from itertools import groupby

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from vinculo.customers.permissions import Permission as CustomerPermission
from vinculo.customers.search_fields import find_by_fields
from vinculo.foundation import navigation
from vinculo.foundation.access import Request, authenticated, requires
from vinculo.foundation.search import SearchHit, find_everywhere
from vinculo.foundation.ui import page
from vinculo.workspace import recent
from vinculo.workspace.forms import SearchWindowForm

PALETTE_HITS = 12
PAGE_HITS = 60
KINDS = {
    "customer": "Clientes",
    "prospect": "Prospects",
    "cases.servicecase": "Atendimentos",
    "catalogue.product": "Produtos",
    "recent": "Abertos há pouco",
}


@authenticated
def home(request: Request) -> HttpResponse:
    """The day's work: the agenda; for those without one, the first door they may open."""
    names = [door.url_name for door in navigation.doors_for(request.actor)]
    first = "agenda:home" if "agenda:home" in names else next(iter(names), "workspace:search")
    return HttpResponseRedirect(reverse(first))


@authenticated
def search(request: Request) -> HttpResponse:
    """What the text typed finds: the palette's lines for HTMX, else a page. Without a text, what was opened last."""
    query = " ".join(request.GET.get("q", "").split())[:120]
    is_palette = request.htmx.target == "palette-results"
    hits = find_everywhere(request.actor, query, limit=PALETTE_HITS if is_palette else PAGE_HITS)
    if len(query) < 2:
        hits = recent.hits(request)
    context = {
        "query": query,
        "groups": grouped(hits),
        "has_query": len(query) > 1,
        "may_register": len(query) > 1 and request.actor.may(CustomerPermission.CREATE),
    }
    return page(request, "workspace/palette.html" if is_palette else "workspace/search.html", context)


def grouped(hits: list[SearchHit]) -> list[tuple[str, list[tuple[int, SearchHit]]]]:
    """The hits under the names of their kinds, the kind of the best hit first; each with its number on the page."""
    order = list(dict.fromkeys(hit.kind for hit in hits))
    by_kind = sorted(hits, key=lambda hit: order.index(hit.kind))
    groups = groupby(enumerate(by_kind), key=lambda numbered: numbered[1].kind)
    return [(KINDS.get(kind, kind.capitalize()), list(members)) for kind, members in groups]


@requires(CustomerPermission.VIEW)
def search_window(request: Request) -> HttpResponse:
    """The classic search by separate fields; registering is offered after it."""
    form = SearchWindowForm(request.GET or None)
    context = {"form": form, "found": [], "has_searched": False}
    if form.is_valid():
        wanted = form.wanted()
        context |= {
            "found": find_by_fields(request.actor, wanted),
            "has_searched": not wanted.is_empty,
            "searched": form.searched,
            "may_register": request.actor.may(CustomerPermission.CREATE),
        }
    return page(request, "workspace/window.html", context, status=422 if form.errors else 200)
