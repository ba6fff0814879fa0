from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, authenticated
from vinculo.foundation.returning import safe_path
from vinculo.foundation.ui import refresh, toast
from vinculo.foundation.undo import UndoRefused, actions
from vinculo.foundation.undo.models import UndoOffer


@require_POST
@authenticated
def take(request: Request, offer_id: UUID) -> HttpResponse:
    offer = get_object_or_404(UndoOffer, pk=offer_id, user_id=request.actor.user_id)
    try:
        undone = actions.take(request.actor, offer, now=clock.now())
        if undone.is_done_again:
            toast(request, undone.words, undo_url=undone.again)
        else:
            toast(request, undone.words, redo_url=undone.again)
    except UndoRefused as refusal:
        toast(request, str(refusal), tone="warning")
    if request.htmx:
        return refresh(request, "/")
    return HttpResponseRedirect(safe_path(request.headers.get("Referer", "")))
