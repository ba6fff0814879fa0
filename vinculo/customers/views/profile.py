"""The customer's page, in the parts that come with it and the parts that come after it."""

from datetime import datetime

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime

from vinculo.customers import queries
from vinculo.customers.actions.reads import note_full_document
from vinculo.customers.identities import successor_of
from vinculo.customers.lists import CUSTOMERS
from vinculo.customers.models import Party
from vinculo.customers.panels import RECORD
from vinculo.customers.permissions import Permission
from vinculo.customers.profile_page import head_context, panel_views
from vinculo.customers.visits import remember_visit
from vinculo.foundation import clock, panels
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.lists.page import render
from vinculo.foundation.ui import page, redirect, toast

TIMELINE_PAGE = 20


@requires(Permission.VIEW)
def customers(request: Request) -> HttpResponse:
    """The list of customers and prospects."""
    may_create = request.actor.may(Permission.CREATE)
    return render(request, CUSTOMERS, template="customers/list.html", extra={"may_create": may_create})


@requires(Permission.VIEW)
def profile(request: Request, pk: int) -> HttpResponse:
    """The record in full; for somebody else's portfolio only that it exists and whose it is."""
    party = queries.profile(request.actor, pk)
    if party is None:
        return restricted(request, pk)
    remember_visit(request, pk)
    note_full_document(request.actor, party, "Consulta do cadastro", now=clock.now())
    context = head_context(request, party, tab="profile") | {"panels": panel_views(request, party)}
    return page(request, "customers/profile.html", context)


def restricted(request: Request, pk: int) -> HttpResponse:
    """What anyone may know of a record in somebody else's portfolio; 404 when there is none."""
    existence = queries.existence(request.actor, pk)
    if existence is None:
        successor = successor_of(request.actor.company_id, pk)
        if successor is None:
            raise Http404("Registro não encontrado.")
        toast(request, successor.sentence, tone="info")
        return redirect(request, "customers:profile", successor.party_id)
    return page(request, "customers/restricted.html", {"existence": existence})


@requires(Permission.VIEW)
def timeline(request: Request, pk: int) -> HttpResponse:
    """More of the timeline: of one kind (`tipo`), before an instant (`antes`)."""
    party = get_or_404(queries.readable_parties(request.actor), pk)
    is_continuation = request.htmx and "antes" in request.GET
    template = "customers/timeline_entries.html" if is_continuation else "customers/timeline.html"
    return page(request, template, {"party": party, "timeline": _timeline(request, party)})


def _timeline(request: Request, party: Party) -> dict[str, object]:
    sources = panels.sources_for(request.actor, RECORD)
    only = request.GET.get("tipo", "")
    only = only if only in {source.key for source in sources} else ""
    before = _instant(request.GET.get("antes", ""))
    entries = panels.timeline(request.actor, RECORD, party.pk, before=before, only=only, limit=TIMELINE_PAGE + 1)
    has_more = len(entries) > TIMELINE_PAGE
    entries = entries[:TIMELINE_PAGE]
    return {
        "sources": sources,
        "only": only,
        "entries": entries,
        "is_continued": before is not None,
        "older_than": entries[-1].at.isoformat() if has_more else "",
    }


def _instant(text: str) -> datetime | None:
    try:
        instant = parse_datetime(text)
    except ValueError:
        return None
    return instant if instant and instant.tzinfo else None


@requires(Permission.VIEW)
def panel(request: Request, pk: int, key: str) -> HttpResponse:
    """One slow panel of the page, as a fragment."""
    party = queries.profile(request.actor, pk)
    found = next((each for each in panels.panels_for(request.actor, RECORD) if each.key == key), None)
    if party is None or found is None:
        raise Http404("Registro não encontrado.")
    return HttpResponse(found.render(request, party))


@requires(Permission.VIEW)
def owners(request: Request) -> JsonResponse:
    """Look-up of the people whose portfolio a record can be in."""
    people = queries.possible_owners(request.actor, _typed(request))
    return JsonResponse(
        [{"value": person.pk, "label": person.name, "hint": person.email} for person in people], safe=False
    )


@requires(Permission.VIEW)
def parties(request: Request) -> JsonResponse:
    """Look-up of readable records by name, for other pages' fields."""
    found = queries.readable_parties(request.actor).active().named(_typed(request))[:10]
    options = [{"value": party.pk, "label": party.name, "hint": party.get_stage_display()} for party in found]
    return JsonResponse(options, safe=False)


def _typed(request: Request) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:150]
