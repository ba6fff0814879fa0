"""The organisation's records in the audit: their names, pages, and who may read their history."""

from django.urls import reverse

from vinculo.foundation import audit, parameters
from vinculo.foundation.access import Actor, permissions
from vinculo.organization.models import Company, Establishment, Holiday, ParameterValue, Role, Team, User
from vinculo.organization.permissions import Permission


def register() -> None:
    audit.register_record("organization.company", label="Empresa", visible=_company_visible, url=_company_url)
    for model, permission, page in (
        (Establishment, Permission.MANAGE_STRUCTURE, "organization:establishment"),
        (Team, Permission.MANAGE_STRUCTURE, "organization:team"),
        (User, Permission.MANAGE_USERS, "organization:user"),
        (Role, Permission.MANAGE_ROLES, "organization:role"),
        (Holiday, Permission.MANAGE_CALENDAR, "organization:holiday"),
        (ParameterValue, Permission.MANAGE_PARAMETERS, ""),
    ):
        _register_one(model, permission, page)
    audit.register_words("organization_role", "permissions", permissions.label_of)
    audit.register_words("organization_parametervalue", "key", parameters.label_of)


def _register_one(
    model: type[Establishment | Team | User | Role | Holiday | ParameterValue], permission: str, page: str
) -> None:
    def visible(actor: Actor, pk: int) -> bool:
        return actor.may(permission) and model.objects.filter(pk=pk, company_id=actor.company_id).exists()

    def url(pk: int) -> str:
        return reverse(page, args=[pk])

    name = str(model._meta.verbose_name)
    audit.register_record(
        model._meta.label_lower,
        label=name[:1].upper() + name[1:],
        visible=visible,
        url=url if page else None,
    )


def _company_visible(actor: Actor, pk: int) -> bool:
    return actor.may(Permission.MANAGE_COMPANY) and Company.objects.filter(pk=pk).exists() and pk == actor.company_id


def _company_url(_pk: int) -> str:
    return reverse("organization:company")
