"""The working days of a place and the days a delivery route runs."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vinculo.kernel.calendar import add_business_days, is_business_day, next_business_day

_ONE_DAY: Final = timedelta(days=1)
_A_YEAR: Final = 366


@dataclass(frozen=True, slots=True)
class Place:
    """Where goods leave or arrive: state, and the holidays of its town (and company), given from outside."""

    uf: str | None = None
    holidays: Container[date] = frozenset()
    name: str = ""

    def next_business_day(self, day: date) -> date:
        return next_business_day(day, self.uf, self.holidays)

    def after(self, day: date, business_days: int) -> date:
        """The business day so many business days after `day`; with none, the first business day from it."""
        return add_business_days(day, business_days, self.uf, self.holidays)

    def is_business_day(self, day: date) -> bool:
        return is_business_day(day, self.uf, self.holidays)


ANYWHERE: Final = Place()


@dataclass(frozen=True, slots=True)
class Route:
    """The calendar of a delivery route: the weekdays it runs (Monday is 0; empty: every business day) and days off."""

    name: str = ""
    weekdays: frozenset[int] = frozenset()
    days_off: frozenset[date] = frozenset()

    def next_run(self, day: date, place: Place) -> date | None:
        """The first day from `day` on which the route leaves `place`; None when it does not run within a year."""
        for _ in range(_A_YEAR):
            runs = not self.weekdays or day.weekday() in self.weekdays
            if runs and day not in self.days_off and place.is_business_day(day):
                return day
            day += _ONE_DAY
        return None


EVERY_DAY: Final = Route()
