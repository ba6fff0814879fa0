"""Establishments and teams."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.refusals import accepted
from vinculo.organization.actions import structure
from vinculo.organization.forms import EstablishmentForm, TeamForm
from vinculo.organization.permissions import Permission
from vinculo.organization.queries import structure as queries
from vinculo.organization.refusals import Refused


@requires(Permission.MANAGE_STRUCTURE)
def establishments(request: Request) -> HttpResponse:
    rows = queries.establishments(request.actor)
    return page(request, "organization/establishments.html", {"establishments": rows})


@requires(Permission.MANAGE_STRUCTURE)
def new_establishment(request: Request) -> HttpResponse:
    form = EstablishmentForm(request.POST or None)
    if accepted(request, form, lambda: structure.create_establishment(request.actor, **form.cleaned_data)):
        toast(request, "Estabelecimento cadastrado.")
        return redirect(request, "organization:establishments")
    return _form_page(request, "organization/establishment.html", {"form": form, "establishment": None})


@requires(Permission.MANAGE_STRUCTURE)
def establishment(request: Request, pk: int) -> HttpResponse:
    row = get_or_404(queries.establishments(request.actor), pk)
    initial = {"code": row.code, "name": row.name, "document": row.document, "municipality": row.municipality_id}
    form = EstablishmentForm(request.POST or None, initial=initial)
    if accepted(request, form, lambda: structure.update_establishment(request.actor, row, **form.cleaned_data)):
        toast(request, "Estabelecimento salvo.")
        return redirect(request, "organization:establishments")
    return _form_page(request, "organization/establishment.html", {"form": form, "establishment": row})


@require_POST
@requires(Permission.MANAGE_STRUCTURE)
def establishment_active(request: Request, pk: int) -> HttpResponse:
    row = get_or_404(queries.establishments(request.actor), pk)
    active = request.POST.get("active") == "1"
    try:
        structure.set_establishment_active(request.actor, row, active=active)
    except Refused as refused:
        toast(request, str(refused), tone="danger")
    else:
        toast(request, f"{row.name} {'reativado' if active else 'inativado'}.")
    return redirect(request, "organization:establishments")


@requires(Permission.MANAGE_STRUCTURE)
def teams(request: Request) -> HttpResponse:
    return page(request, "organization/teams.html", {"teams": queries.teams(request.actor)})


@requires(Permission.MANAGE_STRUCTURE)
def new_team(request: Request) -> HttpResponse:
    form = TeamForm(request.POST or None, actor=request.actor, is_new=True)
    if accepted(request, form, lambda: structure.create_team(request.actor, **form.cleaned_data)):
        toast(request, "Equipe cadastrada.")
        return redirect(request, "organization:teams")
    return _form_page(request, "organization/team.html", {"form": form, "team": None})


@requires(Permission.MANAGE_STRUCTURE)
def team(request: Request, pk: int) -> HttpResponse:
    row = get_or_404(queries.teams(request.actor), pk)
    form = TeamForm(request.POST or None, actor=request.actor, is_new=False, initial={"name": row.name})
    if accepted(request, form, lambda: structure.rename_team(request.actor, row, name=form.cleaned_data["name"])):
        toast(request, "Equipe salva.")
        return redirect(request, "organization:teams")
    return _form_page(request, "organization/team.html", {"form": form, "team": row})


@require_POST
@requires(Permission.MANAGE_STRUCTURE)
def team_active(request: Request, pk: int) -> HttpResponse:
    row = get_or_404(queries.teams(request.actor), pk)
    active = request.POST.get("active") == "1"
    try:
        structure.set_team_active(request.actor, row, active=active)
    except Refused as refused:
        toast(request, str(refused), tone="danger")
    else:
        toast(request, f"Equipe {row.name} {'reativada' if active else 'inativada'}.")
    return redirect(request, "organization:teams")


def _form_page(request: Request, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The form, as it is first asked for or after it was refused."""
    return page(request, template, context, status=422 if request.method == "POST" else 200)
