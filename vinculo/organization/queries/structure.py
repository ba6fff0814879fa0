"""Establishments, teams and roles of a company, as the configurator lists them."""

from django.db.models import Count, Q, QuerySet

from vinculo.foundation.access import Actor
from vinculo.organization.models import Establishment, Role, Team


def establishments(actor: Actor) -> QuerySet[Establishment]:
    return (
        Establishment.objects.filter(company_id=actor.company_id)
        .select_related("municipality")
        .annotate(people=Count("memberships", filter=Q(memberships__user__is_active=True)))
        .order_by("-is_active", "code")
    )


def teams(actor: Actor) -> QuerySet[Team]:
    return (
        Team.objects.filter(company_id=actor.company_id)
        .select_related("establishment")
        .annotate(people=Count("memberships", filter=Q(memberships__user__is_active=True)))
        .order_by("-is_active", "establishment__code", "name")
    )


def roles(actor: Actor) -> QuerySet[Role]:
    """The roles with `people`, how many active users have each."""
    people = Count("memberships__user", filter=Q(memberships__user__is_active=True), distinct=True)
    return Role.objects.filter(company_id=actor.company_id).annotate(people=people).order_by("name")
