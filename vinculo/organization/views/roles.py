"""Roles and what each may do."""

from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from vinculo.foundation.access import Request, get_or_404, permissions, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.refusals import accepted
from vinculo.kernel.text import row_number
from vinculo.organization.actions import roles as actions
from vinculo.organization.forms import RoleForm
from vinculo.organization.models import Role
from vinculo.organization.permissions import Permission
from vinculo.organization.queries import structure as queries
from vinculo.organization.refusals import Refused


@requires(Permission.MANAGE_ROLES)
def roles(request: Request) -> HttpResponse:
    total = len(permissions.all_permissions())
    return page(request, "organization/roles.html", {"roles": queries.roles(request.actor), "total": total})


@requires(Permission.MANAGE_ROLES)
def new_role(request: Request) -> HttpResponse:
    """`?modelo=<id>` starts from another role's permissions."""
    model = queries.roles(request.actor).filter(pk=row_number(request.GET.get("modelo")) or 0).first()
    initial = {"scope": model.scope, "name": f"{model.name} (cópia)"} if model else {}
    form = RoleForm(request.POST or None, initial=initial)
    granted = request.POST.getlist("granted") if request.method == "POST" else (model.permissions if model else [])
    if accepted(request, form, lambda: actions.create_role(request.actor, **form.cleaned_data, granted=granted)):
        toast(request, "Perfil criado.")
        return redirect(request, "organization:roles")
    return _role_page(request, form, granted, None)


@requires(Permission.MANAGE_ROLES)
def role(request: Request, pk: int) -> HttpResponse:
    row = get_or_404(queries.roles(request.actor), pk)
    form = RoleForm(request.POST or None, initial={"name": row.name, "scope": row.scope})
    granted = request.POST.getlist("granted") if request.method == "POST" else row.permissions
    if accepted(request, form, lambda: actions.update_role(request.actor, row, **form.cleaned_data, granted=granted)):
        toast(request, f"Perfil {form.cleaned_data['name']} salvo. Vale desde já para quem o tem.")
        return redirect(request, "organization:roles")
    return _role_page(request, form, granted, row)


@require_POST
@requires(Permission.MANAGE_ROLES)
def delete_role(request: Request, pk: int) -> HttpResponse:
    row = get_or_404(queries.roles(request.actor), pk)
    try:
        actions.delete_role(request.actor, row)
    except Refused as refused:
        toast(request, str(refused), tone="danger")
        return redirect(request, "organization:role", pk)
    toast(request, f"Perfil {row.name} excluído.")
    return redirect(request, "organization:roles")


def _role_page(request: Request, form: RoleForm, granted: Collection[str], row: Role | None) -> HttpResponse:
    groups: list[dict[str, Any]] = [
        {
            "title": group.title,
            "options": [
                {"code": code, "label": label, "on": code in granted, "mine": request.actor.may(code)}
                for code, label in group.labels.items()
            ],
        }
        for group in sorted(permissions.groups(), key=lambda group: -len(group.labels))
    ]
    status = 422 if request.method == "POST" else 200
    return page(request, "organization/role.html", {"form": form, "groups": groups, "role": row}, status=status)
