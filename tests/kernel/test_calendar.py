from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.kernel import calendar

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
STATES = st.sampled_from([None, "SP", "RJ", "BA", "DF", "RS"])

NATIONAL_2026 = {
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 21),
    date(2026, 5, 1),
    date(2026, 9, 7),
    date(2026, 10, 12),
    date(2026, 11, 2),
    date(2026, 11, 15),
    date(2026, 11, 20),
    date(2026, 12, 25),
}


def test_the_national_holidays_are_those_of_the_law() -> None:
    assert set(calendar.holidays_of(2026)) == NATIONAL_2026


def test_consciousness_day_is_national_since_2024() -> None:
    assert date(2023, 11, 20) not in calendar.holidays_of(2023)
    assert date(2024, 11, 20) in calendar.holidays_of(2024)


@pytest.mark.parametrize("day", [date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 18), date(2026, 6, 4)])
def test_carnival_and_corpus_christi_are_working_days_where_no_law_says_otherwise(day: date) -> None:
    assert calendar.is_business_day(day, "SP")


def test_a_state_adds_its_own_holidays() -> None:
    assert not calendar.is_business_day(date(2026, 7, 9), "SP")
    assert calendar.is_business_day(date(2026, 7, 9), "RS")
    assert not calendar.is_business_day(date(2026, 2, 17), "RJ")


def test_a_town_adds_its_own_holidays() -> None:
    joinville_anniversary = date(2026, 3, 9)
    assert calendar.is_business_day(joinville_anniversary, "SC")
    assert not calendar.is_business_day(
        joinville_anniversary, "SC", {joinville_anniversary: "Aniversário de Joinville"}
    )


def test_names_are_in_portuguese() -> None:
    assert calendar.holidays_of(2026)[date(2026, 11, 2)] == "Finados"


@pytest.mark.parametrize("uf", ["XX", "sp", "São Paulo Capital", ""])
def test_an_unknown_state_is_refused(uf: str) -> None:
    with pytest.raises(ValueError, match="is not a state"):
        calendar.holidays_of(2026, uf)


def test_the_worked_figure_of_three_business_days_over_a_holiday_and_a_weekend() -> None:
    assert calendar.add_business_days(date(2026, 11, 18), 3, "SP") == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 23)),
        (date(2026, 11, 18), 0, date(2026, 11, 18)),
        (date(2026, 11, 18), 1, date(2026, 11, 19)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 24), -3, date(2026, 11, 18)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_counting_business_days(day: date, count: int, expected: date) -> None:
    assert calendar.add_business_days(day, count, "SP") == expected


@given(DAYS, STATES, st.integers(1, 30))
def test_counting_forward_and_back_returns_to_a_business_day(day: date, uf: str | None, count: int) -> None:
    start = calendar.next_business_day(day, uf)
    end = calendar.add_business_days(start, count, uf)
    assert calendar.is_business_day(end, uf)
    assert calendar.add_business_days(end, -count, uf) == start
    days = [start + timedelta(offset) for offset in range(1, (end - start).days + 1)]
    assert sum(calendar.is_business_day(each, uf) for each in days) == count
