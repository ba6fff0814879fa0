"""Reads of the organisation, split by noun; the names other apps use are here."""

from vinculo.organization.queries.actors import actor_for, establishments_of, role_names
from vinculo.organization.queries.calendar import business_calendar, calendars_between
from vinculo.organization.queries.parameters import parameter_value, parameter_values
from vinculo.organization.queries.people import people_for_choice, person_label

__all__ = [
    "actor_for",
    "business_calendar",
    "calendars_between",
    "establishments_of",
    "parameter_value",
    "parameter_values",
    "people_for_choice",
    "person_label",
    "role_names",
]
