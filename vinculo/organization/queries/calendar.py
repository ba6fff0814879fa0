"""The working calendar of an establishment."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from vinculo.foundation.access import Actor
from vinculo.organization.models import Establishment, Holiday
from vinculo.organization.rules import BusinessCalendar, HolidayKind, KeptHoliday


def business_calendar(establishment: Establishment) -> BusinessCalendar:
    """National and state holidays of the place, with the company's own rows for its state, its town or all of it."""
    town = establishment.municipality
    return BusinessCalendar(town.state_id, tuple(map(_kept, _rows(establishment, [town.state_id], [town.pk]))))


def calendars_between(
    establishment: Establishment, state: str, municipality_id: int | None
) -> tuple[BusinessCalendar, BusinessCalendar]:
    """The calendars of an establishment and of where it delivers: a town, or a state when the town is not known. There,
    the holidays of the place alone: a day off of the company is nobody else's. One query."""
    town = establishment.municipality
    rows = list(_rows(establishment, [town.state_id, state], [town.pk, municipality_id]))
    here = [row for row in rows if row.state_id in (None, town.state_id) and row.municipality_id in (None, town.pk)]
    there = [row for row in rows if row.municipality_id == municipality_id is not None or row.state_id == state]
    return BusinessCalendar(town.state_id, tuple(map(_kept, here))), BusinessCalendar(state, tuple(map(_kept, there)))


def holidays(actor: Actor) -> QuerySet[Holiday]:
    """The holidays the actor's company keeps itself."""
    return Holiday.objects.filter(company_id=actor.company_id)


def _rows(establishment: Establishment, states: Collection[str], towns: Collection[int | None]) -> QuerySet[Holiday]:
    whole = Q(municipality__isnull=True, state__isnull=True)
    places = Q(municipality_id__in=[town for town in towns if town is not None]) | Q(state_id__in=states)
    rows = Holiday.objects.filter(whole | places, company_id=establishment.company_id)
    return rows.select_related("municipality").order_by("date", "pk")


def _kept(row: Holiday) -> KeptHoliday:
    if row.municipality is not None:
        kind, place = HolidayKind.MUNICIPAL, str(row.municipality)
    elif row.state_id is not None:
        kind, place = HolidayKind.STATE, row.state_id
    else:
        kind, place = HolidayKind.COMPANY, ""
    return KeptHoliday(row.pk, row.name, row.date, row.repeats_yearly, kind, place)
