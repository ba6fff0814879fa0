"""Who came in, who was refused, who changed a password."""

from django.http import HttpResponse
from django.utils.http import urlencode

from vinculo.foundation.access import Request, requires
from vinculo.foundation.ui import page
from vinculo.kernel.text import row_number
from vinculo.organization.models import AccessEvent
from vinculo.organization.permissions import Permission
from vinculo.organization.queries import person_label
from vinculo.organization.queries.access_log import access_events

_A_PAGE = 50


@requires(Permission.READ_ACCESS_LOG)
def access_log(request: Request) -> HttpResponse:
    """`?pessoa=<id>&tipo=<kind>`, newest first."""
    person, kind = row_number(request.GET.get("pessoa")), request.GET.get("tipo", "")
    events = access_events(
        request.actor, user_id=person, kind=kind, before=row_number(request.GET.get("before")), limit=_A_PAGE
    )
    kept = {key: value for key, value in (("pessoa", person), ("tipo", kind)) if value}
    older = urlencode({**kept, "before": events[-1].pk}) if len(events) == _A_PAGE else ""
    context = {
        "events": events,
        "kinds": AccessEvent.Kind.choices,
        "kind": kind,
        "person": person,
        "person_name": person_label(request.actor, person),
        "next_url": f"?{older}" if older else "",
    }
    return page(request, "organization/access_log.html", context)
