"""Every view carries exactly one of these; a sweep over the URL map fails when one is missing."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from vinculo.foundation.access.actor import Actor, NotAllowed, Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]
PlainView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

ACCESS = "vinculo_access"


def public(view: PlainView[P]) -> PlainView[P]:
    """Anyone may open this view, signed in or not."""
    setattr(view, ACCESS, "public")
    return view


def authenticated(view: View[P]) -> PlainView[P]:
    """Any signed-in user may open this view."""
    return _guard(view, "authenticated", lambda _actor: True)


def requires(*permissions: str) -> Callable[[View[P]], PlainView[P]]:
    """A signed-in user who holds at least one of the permissions may open the view."""

    def decorate(view: View[P]) -> PlainView[P]:
        return _guard(view, permissions, lambda actor: any(actor.may(permission) for permission in permissions))

    return decorate


def _guard(view: View[P], access: str | tuple[str, ...], allows: Callable[[Actor], bool]) -> PlainView[P]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = cast("Actor | None", getattr(request, "actor", None))
        if actor is None:
            return _sign_in(request)
        if not allows(actor):
            raise NotAllowed("Seu perfil não dá acesso a esta página.")
        return view(cast(Request, request), *args, **kwargs)

    setattr(guarded, ACCESS, access)
    return cast(PlainView[P], guarded)


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    """Send the person to the sign-in page and back; a fragment request makes the whole page go there."""
    is_fragment = bool(request.headers.get("HX-Request"))
    back_to = request.headers.get("HX-Current-URL", "/") if is_fragment else request.get_full_path()
    sign_in = f"{reverse('account_login')}?{urlencode({'next': back_to})}"
    if is_fragment:
        return HttpResponse(status=204, headers={"HX-Redirect": sign_in})
    return HttpResponseRedirect(sign_in)
