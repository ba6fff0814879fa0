"""The person's own account: who they are, how they come in, where they are signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from vinculo.foundation.access import Request, authenticated
from vinculo.foundation.access.middleware import ESTABLISHMENT_KEY
from vinculo.foundation.returning import safe_path
from vinculo.foundation.ui import page, redirect, toast
from vinculo.organization import queries
from vinculo.organization.actions import users
from vinculo.organization.forms import NameForm
from vinculo.organization.models import User
from vinculo.organization.queries.people import second_factor_of


def sign_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The library's sign-in page; who is signed in but no longer works anywhere is shown out, with the reason."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and getattr(request, "actor", None) is None:
            logout(request, show_message=False)
            return render(request, "account/account_inactive.html", {"without_place": True}, status=403)
        return view(request, *args, **kwargs)

    return answer


@authenticated
def home(request: Request) -> HttpResponse:
    """`/conta/`: name, password, second factor, sessions."""
    return page(request, "organization/account.html", _account(request, NameForm(initial={"name": request.actor.name})))


@require_POST
@authenticated
def rename(request: Request) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return page(request, "organization/account.html", _account(request, form), status=422)
    users.rename_self(request.actor, name=form.cleaned_data["name"])
    toast(request, "Nome alterado.")
    return redirect(request, "account_home")


def reset_asked(request: HttpRequest) -> HttpResponse:
    """After asking for a new password; where no mail server is configured, the letter waits on this machine."""
    return render(request, "account/password_reset_done.html", {"kept_here": not settings.EMAIL_HOST})


@authenticated
def second_factor(request: Request) -> HttpResponse:
    """Where the library comes back to after the second factor is turned on or off."""
    return redirect(request, "account_home")


@require_POST
@authenticated
def switch_establishment(request: Request) -> HttpResponse:
    """Work in another of one's own establishments from now on, in this session."""
    chosen = request.POST.get("establishment", "")
    mine = {str(place.id): place for place in queries.establishments_of(request.actor)}
    if chosen in mine:
        request.session[ESTABLISHMENT_KEY] = mine[chosen].id
        toast(request, f"Você está trabalhando em {mine[chosen].name}.")
    else:
        toast(request, "Você não trabalha nesse estabelecimento.", tone="danger")
    return redirect(request, safe_path(request.POST.get("next", "")))


def _account(request: Request, form: NameForm) -> dict[str, Any]:
    user = User.objects.get(pk=request.actor.user_id)
    return {
        "form": form,
        "second_factor": second_factor_of(user),
        "session_count": UserSession.objects.filter(user=user).count(),
        "establishments": queries.establishments_of(request.actor),
        "email": user.email,
    }
