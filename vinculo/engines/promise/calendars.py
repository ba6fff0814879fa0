"""The working days of a place and the days a delivery route runs."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from vinculo.kernel.calendar import add_business_days, is_business_day, is_holiday, next_business_day

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

    def is_holiday(self, day: date) -> bool:
        return is_holiday(day, self.uf, self.holidays)


ANYWHERE: Final = Place()


@dataclass(frozen=True, slots=True)
class Route:
    """The calendar of a delivery route: the weekdays it runs (Monday is 0; empty: every business day) and days off.

    It runs on no holiday, and on a Saturday or Sunday when it says so. An order after `cut_off` misses a departure of
    its own day.
    """

    name: str = ""
    weekdays: frozenset[int] = frozenset()
    days_off: frozenset[date] = frozenset()
    cut_off: time | None = None

    def runs_on(self, day: date, place: Place) -> bool:
        """Whether the route works on `day` by the calendar of `place`."""
        if day in self.days_off:
            return False
        if not self.weekdays:
            return place.is_business_day(day)
        return day.weekday() in self.weekdays and not place.is_holiday(day)

    def next_run(self, day: date, place: Place) -> date | None:
        """The first day from `day` on which the route leaves `place`; None when it does not run within a year."""
        for _ in range(_A_YEAR):
            if self.runs_on(day, place):
                return day
            day += _ONE_DAY
        return None

    @property
    def is_every_day(self) -> bool:
        """Whether it adds nothing to the business days of the place."""
        return not (self.weekdays or self.days_off or self.cut_off)


EVERY_DAY: Final = Route()
