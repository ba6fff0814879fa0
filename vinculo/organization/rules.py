"""Pure decisions: what a browser says of itself, the working calendar of a place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vinculo.kernel import calendar

_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_HANDHELD = ("iPhone", "iPad", "Android")


@dataclass(frozen=True, slots=True)
class Device:
    """A browser and its system, in words."""

    name: str
    handheld: bool


def device_of(user_agent: str) -> Device:
    """`Chrome no Windows`, `Safari no iPhone`; `Dispositivo desconhecido` when the text says nothing known."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    name = f"{browser} no {system}" if browser and system else browser or system or "Dispositivo desconhecido"
    return Device(name, any(mark in user_agent for mark in _HANDHELD))


class HolidayKind(StrEnum):
    NATIONAL = "Nacional"
    STATE = "Estadual"
    MUNICIPAL = "Municipal"
    COMPANY = "Da empresa"


@dataclass(frozen=True, slots=True)
class KeptHoliday:
    """A holiday the company keeps itself; `id` is its row."""

    id: int
    name: str
    day: date
    repeats_yearly: bool
    kind: HolidayKind
    place: str = ""

    def in_year(self, year: int) -> date | None:
        """The day it falls on in `year`, or None. A 29th of February falls only in leap years."""
        if not self.repeats_yearly:
            return self.day if self.day.year == year else None
        try:
            return self.day.replace(year=year)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class HolidayInYear:
    day: date
    name: str
    kind: HolidayKind
    kept: KeptHoliday | None = None


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The working days of a place: weekdays that are no holiday of the country, the state, the town or the company."""

    uf: str
    kept: tuple[KeptHoliday, ...] = ()
    _local: dict[int, Mapping[date, str]] = field(default_factory=dict, repr=False, compare=False)

    def holidays(self, year: int) -> list[HolidayInYear]:
        """Every holiday of the year, in order; two on one day are both there."""
        national = calendar.holidays_of(year)
        found = [HolidayInYear(day, name, HolidayKind.NATIONAL) for day, name in national.items()]
        found += [
            HolidayInYear(day, name, HolidayKind.STATE)
            for day, name in calendar.holidays_of(year, self.uf).items()
            if day not in national
        ]
        found += [
            HolidayInYear(day, holiday.name, holiday.kind, holiday)
            for holiday in self.kept
            if (day := holiday.in_year(year))
        ]
        return sorted(found, key=lambda holiday: holiday.day)

    def holiday_name(self, day: date) -> str:
        """The name of the holiday on `day`, or "" when there is none."""
        return self._kept_in(day.year).get(day) or calendar.holidays_of(day.year, self.uf).get(day, "")

    def is_business_day(self, day: date) -> bool:
        return calendar.is_business_day(day, self.uf, self._kept_in(day.year))

    def next_business_day(self, day: date) -> date:
        """`day` itself when people work on it, otherwise the first working day after it."""
        return calendar.next_business_day(day, self.uf, _AnyYear(self))

    def add_business_days(self, day: date, count: int) -> date:
        """The working day `count` working days after `day`, which itself never counts.

        Wednesday 18-11-2026 plus 3 in São Paulo is Tuesday 24-11-2026.
        """
        return calendar.add_business_days(day, count, self.uf, _AnyYear(self))

    def _kept_in(self, year: int) -> Mapping[date, str]:
        if year not in self._local:
            self._local[year] = {day: holiday.name for holiday in self.kept if (day := holiday.in_year(year))}
        return self._local[year]


@dataclass(frozen=True, slots=True)
class _AnyYear:
    """The company's own holidays as a container of days, whatever the year asked."""

    of: BusinessCalendar

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in self.of._kept_in(day.year)
