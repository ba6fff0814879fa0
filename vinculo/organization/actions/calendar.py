"""The holidays a company keeps itself."""

from datetime import date

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.geography.models import Municipality, State
from vinculo.organization.models import Holiday
from vinculo.organization.permissions import Permission


def create_holiday(
    actor: Actor,
    *,
    name: str,
    day: date,
    repeats_yearly: bool,
    municipality: Municipality | None = None,
    state: State | None = None,
) -> Holiday:
    """A holiday of a municipality, of a state or, with neither, of the whole company."""
    actor.require(Permission.MANAGE_CALENDAR)
    holiday = Holiday(company_id=actor.company_id)
    with audit.writing(actor, "organization.holiday.created"):
        _save(holiday, name, day, repeats_yearly, municipality, state)
    return holiday


def update_holiday(
    actor: Actor,
    holiday: Holiday,
    *,
    name: str,
    day: date,
    repeats_yearly: bool,
    municipality: Municipality | None = None,
    state: State | None = None,
) -> None:
    actor.require(Permission.MANAGE_CALENDAR)
    with audit.writing(actor, "organization.holiday.updated"):
        _save(holiday, name, day, repeats_yearly, municipality, state)


def delete_holiday(actor: Actor, holiday: Holiday) -> None:
    actor.require(Permission.MANAGE_CALENDAR)
    with audit.writing(actor, "organization.holiday.deleted"):
        holiday.delete()


def _save(
    holiday: Holiday,
    name: str,
    day: date,
    repeats_yearly: bool,
    municipality: Municipality | None,
    state: State | None,
) -> None:
    holiday.name, holiday.date, holiday.repeats_yearly = name, day, repeats_yearly
    holiday.municipality, holiday.state = municipality, state
    holiday.save()
