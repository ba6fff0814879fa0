from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, authenticated, get_or_404
from vinculo.foundation.notifications import actions, queries
from vinculo.foundation.notifications.models import Notification
from vinculo.foundation.returning import safe_path
from vinculo.foundation.ui import page, redirect, refresh
from vinculo.kernel.text import row_number


@require_GET
@authenticated
def tray(request: Request) -> HttpResponse:
    """The bell of the top bar."""
    return _tray(request)


@require_GET
@authenticated
def notification_list(request: Request) -> HttpResponse:
    only_unread = request.GET.get("mostrar") == "nao-lidas"
    lines, following = queries.recent(
        request.actor,
        only_unread=only_unread,
        before=row_number(request.GET.get("antes")),
    )
    context = {"lines": lines, "only_unread": only_unread, "following": str(following) if following else ""}
    return page(request, "notifications/list.html", context)


@require_POST
@authenticated
def open_one(request: Request, pk: int) -> HttpResponse:
    """Mark it read and go where it points."""
    notification = get_or_404(Notification.objects.of(request.actor), pk)
    actions.mark_read(request.actor, notification, now=clock.now())
    return redirect(request, safe_path(notification.url) if notification.url else "notifications:list")


@require_POST
@authenticated
def read_all(request: Request) -> HttpResponse:
    actions.mark_all_read(request.actor, now=clock.now())
    if request.htmx and request.headers.get("HX-Target") == "notifications-tray":
        return _tray(request)
    return refresh(request, reverse("notifications:list"))


def _tray(request: Request) -> HttpResponse:
    lines, unread = queries.for_tray(request.actor)
    return page(request, "notifications/tray.html", {"lines": lines, "unread": unread})
