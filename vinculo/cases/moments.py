"""The days and hours people most often choose for a next contact, already on business days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils import timezone

from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.organization.models import Establishment
from vinculo.organization.queries import business_calendar
from vinculo.organization.rules import BusinessCalendar

MORNING = time(9, 0)
LAST_HOUR = 18


@dataclass(frozen=True, slots=True)
class Moment:
    """A suggestion: what it is called, and the instant in local time."""

    label: str
    at: datetime

    @property
    def value(self) -> str:
        """As it is typed."""
        return f"{self.at:%d/%m/%Y %H:%M}"


def suggest(now: datetime, zone: tzinfo, calendar: BusinessCalendar) -> list[Moment]:
    """In an hour (while the day lasts), the next business morning, and the mornings 3, 7, 15 and 30 days ahead."""
    local = now.astimezone(zone)
    moments = []
    in_an_hour = (local + timedelta(hours=1)).replace(minute=0 if local.minute < 30 else 30, second=0, microsecond=0)
    if in_an_hour <= local:
        in_an_hour += timedelta(minutes=30)
    if in_an_hour.hour < LAST_HOUR and in_an_hour.date() == local.date():
        moments.append(Moment(f"Hoje, {in_an_hour:%H:%M}", in_an_hour))
    tomorrow = local.date() + timedelta(days=1)
    next_day = calendar.next_business_day(tomorrow)
    word = "Amanhã" if next_day == tomorrow else "Próximo dia útil"
    moments.append(Moment(word, _morning(next_day, zone)))
    for days, label in ((3, "3 dias"), (7, "1 semana"), (15, "15 dias"), (30, "30 dias")):
        day = calendar.next_business_day(local.date() + timedelta(days=days))
        if day > next_day:
            moments.append(Moment(label, _morning(day, zone)))
    return moments


def moments_for(actor: Actor) -> list[Moment]:
    """The suggestions at the actor's establishment, now. Two queries."""
    establishment = Establishment.objects.select_related("municipality").get(pk=actor.establishment_id)
    return suggest(clock.now(), timezone.get_current_timezone(), business_calendar(establishment))


def _morning(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=zone)
