"""The holidays a company keeps itself, as the container of days that the engines ask."""

from dataclasses import dataclass
from datetime import date

from vinculo.organization.rules import BusinessCalendar


@dataclass(frozen=True, slots=True)
class AnyYear:
    """The kept holidays of a place, whatever the year asked."""

    of: BusinessCalendar

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and any(holiday.in_year(day.year) == day for holiday in self.of.kept)
