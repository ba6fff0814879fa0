"""Establishments and teams."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.organization.actions import structure
from vinculo.organization.forms import EstablishmentForm, TeamForm
from vinculo.organization.permissions import Permission
from vinculo.organization.queries import structure as queries
from vinculo.organization.refusals import AlreadyTaken, Refused


@requires(Permission.MANAGE_STRUCTURE)
def establishments(request: Request) -> HttpResponse:
    rows = queries.establishments(request.actor)
    return page(request, "organization/establishments.html", {"establishments": rows})


@requires(Permission.MANAGE_STRUCTURE)
def new_establishment(request: Request) -> HttpResponse:
    form = EstablishmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            structure.create_establishment(request.actor, **form.cleaned_data)
        except AlreadyTaken as taken:
            form.add_error(taken.field, str(taken))
        else:
            toast(request, "Estabelecimento cadastrado.")
            return redirect(request, "organization:establishments")
    status = 422 if request.method == "POST" else 200
    return page(request, "organization/establishment.html", {"form": form, "establishment": None}, status=status)


@requires(Permission.MANAGE_STRUCTURE)
def establishment(request: Request, pk: int) -> HttpResponse:
    row = get_or_404(queries.establishments(request.actor), pk)
    initial = {"code": row.code, "name": row.name, "document": row.document, "municipality": row.municipality_id}
    form = EstablishmentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            structure.update_establishment(request.actor, row, **form.cleaned_data)
        except AlreadyTaken as taken:
            form.add_error(taken.field, str(taken))
        else:
            toast(request, "Estabelecimento salvo.")
            return redirect(request, "organization:establishments")
    status = 422 if request.method == "POST" else 200
    return page(request, "organization/establishment.html", {"form": form, "establishment": row}, status=status)


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
    if request.method == "POST" and form.is_valid():
        try:
            structure.create_team(request.actor, **form.cleaned_data)
        except AlreadyTaken as taken:
            form.add_error(taken.field, str(taken))
        else:
            toast(request, "Equipe cadastrada.")
            return redirect(request, "organization:teams")
    status = 422 if request.method == "POST" else 200
    return page(request, "organization/team.html", {"form": form, "team": None}, status=status)


@requires(Permission.MANAGE_STRUCTURE)
def team(request: Request, pk: int) -> HttpResponse:
    row = get_or_404(queries.teams(request.actor), pk)
    form = TeamForm(request.POST or None, actor=request.actor, is_new=False, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        try:
            structure.rename_team(request.actor, row, name=form.cleaned_data["name"])
        except AlreadyTaken as taken:
            form.add_error(taken.field, str(taken))
        else:
            toast(request, "Equipe salva.")
            return redirect(request, "organization:teams")
    status = 422 if request.method == "POST" else 200
    return page(request, "organization/team.html", {"form": form, "team": row}, status=status)


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
