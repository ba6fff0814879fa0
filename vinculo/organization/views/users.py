"""The people of the company."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.refusals import refuse
from vinculo.organization import lockout
from vinculo.organization.actions import users as actions
from vinculo.organization.forms import PlaceOptions, UserForm, place_formset
from vinculo.organization.models import User
from vinculo.organization.permissions import Permission
from vinculo.organization.queries import people
from vinculo.organization.refusals import Refused

_SITUATIONS = {"ativos": True, "inativos": False, "todos": None}


@requires(Permission.MANAGE_USERS)
def users(request: Request) -> HttpResponse:
    """`?q=words&situacao=ativos|inativos|todos`."""
    text, situation = request.GET.get("q", ""), request.GET.get("situacao", "ativos")
    found = list(people.users(request.actor, text=text, active=_SITUATIONS.get(situation, True)))
    protected = people.with_second_factor([user.pk for user in found])
    context = {"users": found, "protected": protected, "text": text, "situation": situation}
    return page(request, "organization/users.html", context)


@requires(Permission.MANAGE_USERS)
def new_user(request: Request) -> HttpResponse:
    options = PlaceOptions(request.actor)
    form = UserForm(request.POST or None)
    places = place_formset(request.POST or None, options=options)
    if request.method == "POST" and form.is_valid() & places.is_valid():
        try:
            invited = actions.invite_user(
                request.actor, **form.cleaned_data, places=places.places(options), site=request.build_absolute_uri("/")
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            tone = "warning" if invited.mail_problem else "success"
            toast(request, invited.mail_problem or f"Convite enviado para {invited.user.email}.", tone=tone)
            return redirect(request, "organization:users")
    status = 422 if request.method == "POST" else 200
    return page(request, "organization/user.html", {"form": form, "places": places, "person": None}, status=status)


@requires(Permission.MANAGE_USERS)
def user(request: Request, pk: int) -> HttpResponse:
    person = get_or_404(people.users(request.actor), pk)
    options = PlaceOptions(request.actor)
    form = UserForm(request.POST or None, initial={"name": person.name, "email": person.email})
    places = place_formset(request.POST or None, options=options, initial=_places_of(person))
    if request.method == "POST" and form.is_valid() & places.is_valid():
        try:
            actions.update_user(request.actor, person, **form.cleaned_data, places=places.places(options))
        except Refused as refused:
            refuse(form, refused)
        else:
            toast(request, "Usuário salvo.")
            return redirect(request, "organization:user", pk)
    status = 422 if request.method == "POST" else 200
    context = {
        "form": form,
        "places": places,
        "person": person,
        "second_factor": people.second_factor_of(person),
        "locked_until": lockout.locked_until(person),
        "events": people.recent_events(person),
    }
    return page(request, "organization/user.html", context, status=status)


@require_POST
@requires(Permission.MANAGE_USERS)
def user_active(request: Request, pk: int) -> HttpResponse:
    person = get_or_404(people.users(request.actor), pk)
    active = request.POST.get("active") == "1"
    change = actions.activate_user if active else actions.deactivate_user
    try:
        change(request.actor, person)
    except Refused as refused:
        toast(request, str(refused), tone="danger")
    else:
        toast(request, f"{person.name} {'voltou a ter' if active else 'não tem mais'} acesso.")
    return redirect(request, "organization:user", pk)


@require_POST
@requires(Permission.MANAGE_USERS)
def password_link(request: Request, pk: int) -> HttpResponse:
    person = get_or_404(people.users(request.actor), pk)
    try:
        actions.send_password_link(request.actor, person, site=request.build_absolute_uri("/"))
    except Refused as refused:
        toast(request, str(refused), tone="danger")
    else:
        toast(request, f"Link enviado para {person.email}.")
    return redirect(request, "organization:user", pk)


@require_POST
@requires(Permission.MANAGE_USERS)
def unlock(request: Request, pk: int) -> HttpResponse:
    person = get_or_404(people.users(request.actor), pk)
    try:
        actions.unlock_user(request.actor, person, now=clock.now())
    except Refused as refused:
        toast(request, str(refused), tone="danger")
    else:
        toast(request, f"{person.name} já pode tentar entrar de novo.")
    return redirect(request, "organization:user", pk)


@require_POST
@requires(Permission.MANAGE_USERS)
def remove_second_factor(request: Request, pk: int) -> HttpResponse:
    person = get_or_404(people.users(request.actor), pk)
    try:
        actions.remove_second_factor(request.actor, person, now=clock.now())
    except Refused as refused:
        toast(request, str(refused), tone="danger")
    else:
        toast(request, f"Segundo fator de {person.name} removido.")
    return redirect(request, "organization:user", pk)


def _places_of(person: User) -> list[dict[str, Any]]:
    return [
        {"establishment": row.establishment_id, "role": row.role_id, "team": row.team_id}
        for row in person.memberships.all()
    ]
