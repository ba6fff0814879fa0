from datetime import datetime

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from vinculo.agenda import pages, queries
from vinculo.agenda.filters import GROUPS, read_filter
from vinculo.cases.permissions import Permission
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page


@requires(Permission.VIEW)
def home(request: Request) -> HttpResponse:
    """The product's home: what is late, what is for today, what comes."""
    wanted = read_filter(request.GET, request.actor, clock.today())
    return page(request, "agenda/home.html", pages.agenda_page(request.actor, wanted, clock.now()))


@requires(Permission.VIEW)
def more(request: Request) -> HttpResponse:
    """The next rows of one group, after `?depois=`."""
    wanted = read_filter(request.GET, request.actor, clock.today())
    bucket, cursor = GROUPS.get(request.GET.get("de", "")), _cursor(request.GET.get("depois", ""))
    if bucket is None or cursor is None:
        raise Http404("Não há mais contatos.")
    return page(request, "agenda/rows.html", pages.more_rows(request.actor, wanted, bucket, cursor, clock.now()))


@requires(Permission.VIEW)
def preview(request: Request, pk: int) -> HttpResponse:
    """The essentials of one contact, beside the list."""
    contact = get_or_404(queries.contacts_to_preview(request.actor), pk)
    found = queries.preview(request.actor, contact, clock.now(), timezone.get_current_timezone())
    return page(request, "agenda/preview.html", {"preview": found})


def _cursor(text: str) -> queries.Cursor | None:
    moment, _, number = text.rpartition("_")
    due_at: datetime | None
    try:
        due_at = parse_datetime(moment)
    except ValueError:
        due_at = None
    if due_at is None or due_at.tzinfo is None or not number.isdecimal() or len(number) > 18:
        return None
    return queries.Cursor(due_at, int(number))
