from http import HTTPStatus

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, authenticated
from vinculo.foundation.drafts import actions, rules
from vinculo.foundation.drafts.models import Draft
from vinculo.foundation.ui import page, refresh


@require_http_methods(["GET", "POST", "PUT", "DELETE"])
@authenticated
def draft(request: Request, key: str) -> HttpResponse:
    """The draft of one form, as JSON: 200 or 204 for GET, 204 for POST, PUT and DELETE; 422 or 413 for a bad one."""
    if not rules.is_key(key):
        raise Http404("Rascunho desconhecido.")
    if request.method == "GET":
        return _show(request, key)
    if request.method == "DELETE":
        actions.discard(request.actor.user_id, key)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    try:
        actions.keep(request.actor, key, rules.parse(request.body), now=clock.now())
    except rules.DraftTooLarge:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except rules.BadDraft:
        return HttpResponse(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_GET
@authenticated
def draft_list(request: Request) -> HttpResponse:
    drafts = Draft.objects.of(request.actor).order_by("-saved_at", "-pk")[: actions.MOST_DRAFTS]
    return page(request, "drafts/list.html", {"drafts": drafts})


@require_POST
@authenticated
def throw_away(request: Request, key: str) -> HttpResponse:
    actions.discard(request.actor.user_id, key)
    return refresh(request, reverse("drafts:list"))


def _show(request: Request, key: str) -> HttpResponse:
    kept = Draft.objects.of(request.actor).filter(key=key).first()
    if kept is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return JsonResponse({"fields": kept.fields, "saved_at": kept.saved_at.isoformat()})
