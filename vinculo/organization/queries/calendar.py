"""The working calendar of an establishment."""

from django.db.models import Q, QuerySet

from vinculo.foundation.access import Actor
from vinculo.organization.models import Establishment, Holiday
from vinculo.organization.rules import BusinessCalendar, HolidayKind, KeptHoliday


def business_calendar(establishment: Establishment) -> BusinessCalendar:
    """National and state holidays of the place, with the company's own rows for its state, its town or all of it."""
    municipality = establishment.municipality
    rows = (
        Holiday.objects.filter(company_id=establishment.company_id)
        .filter(
            Q(municipality_id=municipality.pk)
            | Q(state_id=municipality.state_id)
            | Q(municipality__isnull=True, state__isnull=True)
        )
        .select_related("municipality")
        .order_by("date", "pk")
    )
    return BusinessCalendar(municipality.state_id, tuple(_kept(row) for row in rows))


def holidays(actor: Actor) -> QuerySet[Holiday]:
    """The holidays the actor's company keeps itself."""
    return Holiday.objects.filter(company_id=actor.company_id)


def _kept(row: Holiday) -> KeptHoliday:
    if row.municipality is not None:
        kind, place = HolidayKind.MUNICIPAL, str(row.municipality)
    elif row.state_id is not None:
        kind, place = HolidayKind.STATE, row.state_id
    else:
        kind, place = HolidayKind.COMPANY, ""
    return KeptHoliday(row.pk, row.name, row.date, row.repeats_yearly, kind, place)
