"""The year of an establishment: national, state, municipal and the company's own holidays."""

from calendar import Calendar
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.formats import MONTHS
from vinculo.organization.actions import calendar as actions
from vinculo.organization.forms import HolidayForm
from vinculo.organization.models import Establishment
from vinculo.organization.permissions import Permission
from vinculo.organization.queries import business_calendar
from vinculo.organization.queries.calendar import holidays
from vinculo.organization.queries.structure import establishments
from vinculo.organization.rules import BusinessCalendar, HolidayInYear, HolidayKind

_SUNDAY = 6


@requires(Permission.MANAGE_CALENDAR)
def year(request: Request) -> HttpResponse:
    """`?ano=2026&estabelecimento=<id>`."""
    today = clock.today()
    shown = _year(request.GET.get("ano"), today.year)
    places = [place for place in establishments(request.actor) if place.is_active]
    place = _chosen(places, request.GET.get("estabelecimento"), request.actor.establishment_id)
    calendar = business_calendar(place)
    found = calendar.holidays(shown)
    context = {
        "year": shown,
        "place": place,
        "places": places,
        "months": [_month(shown, number, found, today) for number in range(1, 13)],
        "holidays": found,
        "business_days": _business_days(calendar, shown),
    }
    return page(request, "organization/calendar.html", context)


@requires(Permission.MANAGE_CALENDAR)
def new_holiday(request: Request) -> HttpResponse:
    """`?data=2026-03-14` fills the day in."""
    place = establishments(request.actor).get(pk=request.actor.establishment_id)
    initial = {
        "reach": HolidayKind.MUNICIPAL,
        "municipality": place.municipality_id,
        "repeats_yearly": True,
        "day": _day(request.GET.get("data")),
    }
    form = HolidayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        holiday = actions.create_holiday(request.actor, **form.values())
        toast(request, f"Feriado cadastrado: {holiday.name}.")
        return redirect(request, "organization:calendar")
    status = 422 if request.method == "POST" else 200
    return page(request, "organization/holiday.html", {"form": form, "holiday": None}, status=status)


@requires(Permission.MANAGE_CALENDAR)
def holiday(request: Request, pk: int) -> HttpResponse:
    row = get_or_404(holidays(request.actor), pk)
    form = HolidayForm(request.POST or None, initial=HolidayForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        actions.update_holiday(request.actor, row, **form.values())
        toast(request, "Feriado salvo.")
        return redirect(request, "organization:calendar")
    status = 422 if request.method == "POST" else 200
    return page(request, "organization/holiday.html", {"form": form, "holiday": row}, status=status)


@require_POST
@requires(Permission.MANAGE_CALENDAR)
def delete_holiday(request: Request, pk: int) -> HttpResponse:
    row = get_or_404(holidays(request.actor), pk)
    actions.delete_holiday(request.actor, row)
    toast(request, f"Feriado excluído: {row.name}.")
    return redirect(request, "organization:calendar")


def _month(year_number: int, number: int, found: list[HolidayInYear], today: date) -> dict[str, Any]:
    names: dict[date, str] = {}
    kinds: dict[date, str] = {}
    for each in found:
        names[each.day] = f"{names[each.day]}; {each.name}" if each.day in names else each.name
        kinds.setdefault(each.day, each.kind.name.lower())
    weeks = Calendar(firstweekday=_SUNDAY).monthdatescalendar(year_number, number)
    return {
        "name": MONTHS[number - 1],
        "weeks": [
            [
                {
                    "day": day,
                    "out": day.month != number,
                    "weekend": day.weekday() >= 5,
                    "today": day == today,
                    "holiday": names.get(day, ""),
                    "kind": kinds.get(day, ""),
                }
                for day in week
            ]
            for week in weeks
        ],
    }


def _business_days(calendar: BusinessCalendar, year_number: int) -> int:
    first = date(year_number, 1, 1).toordinal()
    last = date(year_number, 12, 31).toordinal()
    return sum(calendar.is_business_day(date.fromordinal(day)) for day in range(first, last + 1))


def _year(text: str | None, present: int) -> int:
    number = int(text) if text and text.isascii() and text.isdecimal() and len(text) == 4 else present
    return number if 1950 <= number <= 2100 else present


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _chosen(places: list[Establishment], text: str | None, otherwise: int) -> Establishment:
    by_id = {str(place.pk): place for place in places}
    return by_id.get(text or "") or by_id[str(otherwise)]
