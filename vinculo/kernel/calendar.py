"""Business days: weekdays that are not a national, state or municipal holiday of the place concerned.

National and state holidays come from the `holidays` library; municipal ones are data of each company and are passed in.
Carnival, Ash Wednesday and Corpus Christi are optional days, not holidays, except where a state made them one (Carnival
Tuesday in RJ). Sources: Leis 662/1949, 6.802/1980, 9.093/1995, 10.607/2002 and 14.759/2023.
"""

from collections.abc import Container, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays
from dateutil.easter import easter

_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)


@lru_cache(maxsize=512)
def holidays_of(year: int, uf: str | None = None) -> Mapping[date, str]:
    """The national holidays of `year`, with those of the state `uf` when it is given, and their names in Portuguese.

    Raises `ValueError` for a state that does not exist.
    """
    if uf is not None and len(uf) != 2:
        raise ValueError(f"{uf!r} is not a state")
    try:
        calendar = holidays.country_holidays("BR", subdiv=uf, years=year, expand=False, language="pt_BR")
    except NotImplementedError as unknown:
        raise ValueError(f"{uf!r} is not a state") from unknown
    return {day: calendar[day] for day in sorted(calendar)}


def is_holiday(day: date, uf: str | None = None, municipal: Container[date] = ()) -> bool:
    """True on a national holiday, one of the state `uf`, or one of the town (`municipal`)."""
    return day in municipal or day in holidays_of(day.year, uf)


def is_business_day(day: date, uf: str | None = None, municipal: Container[date] = ()) -> bool:
    """True when people work on `day` in the state `uf`, `municipal` being the holidays of the town."""
    return day.weekday() < _SATURDAY and not is_holiday(day, uf, municipal)


def next_business_day(day: date, uf: str | None = None, municipal: Container[date] = ()) -> date:
    """`day` itself when it is a business day, otherwise the first one after it."""
    while not is_business_day(day, uf, municipal):
        day += _ONE_DAY
    return day


def add_business_days(day: date, count: int, uf: str | None = None, municipal: Container[date] = ()) -> date:
    """The business day `count` business days after `day`, which itself never counts; before it when `count` < 0.

    With a `count` of 0, the same as `next_business_day`. Wednesday 18-11-2026 plus 3 in SP is Tuesday 24-11-2026:
    Friday the 20th is a holiday.
    """
    if count == 0:
        return next_business_day(day, uf, municipal)
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    missing = abs(count)
    while missing:
        day += step
        missing -= is_business_day(day, uf, municipal)
    return day


@lru_cache(maxsize=512)
def bank_closings_of(year: int) -> frozenset[date]:
    """The days of `year` on which banks close although they are no holiday: Monday and Tuesday of Carnival, and Corpus
    Christi (Resolução CMN 4.880/2020)."""
    sunday = easter(year)
    return frozenset(sunday + timedelta(days=days) for days in (-48, -47, 60))


def is_banking_day(day: date, uf: str | None = None, municipal: Container[date] = ()) -> bool:
    """True when banks of the state `uf` attend the public on `day`."""
    return is_business_day(day, uf, municipal) and day not in bank_closings_of(day.year)


def next_banking_day(day: date, uf: str | None = None, municipal: Container[date] = ()) -> date:
    """`day` itself when it is a banking day, otherwise the first one after it."""
    while not is_banking_day(day, uf, municipal):
        day += _ONE_DAY
    return day
