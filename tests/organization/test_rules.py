"""The working calendar and the words for a device: pure, no database."""

from datetime import date

import pytest

from vinculo.organization.rules import BusinessCalendar, HolidayKind, KeptHoliday, device_of

SAO_PAULO = BusinessCalendar("SP")
PATRON = KeptHoliday(1, "Nossa Senhora da Conceição", date(2020, 12, 8), True, HolidayKind.MUNICIPAL, "Campinas/SP")
BRIDGE = KeptHoliday(2, "Ponte", date(2026, 11, 23), False, HolidayKind.COMPANY)


def test_the_worked_figure_of_the_manual() -> None:
    """Wednesday 18-11-2026 plus three working days in São Paulo: Friday the 20th is a holiday."""
    assert SAO_PAULO.add_business_days(date(2026, 11, 18), 3) == date(2026, 11, 24)


def test_the_company_s_own_holiday_moves_it_further() -> None:
    calendar = BusinessCalendar("SP", (BRIDGE,))
    assert calendar.add_business_days(date(2026, 11, 18), 3) == date(2026, 11, 25)
    assert calendar.is_business_day(date(2027, 11, 23))


def test_a_yearly_holiday_counts_in_every_year_that_is_crossed() -> None:
    calendar = BusinessCalendar("SP", (PATRON,))
    assert not calendar.is_business_day(date(2026, 12, 8))
    assert not calendar.is_business_day(date(2027, 12, 8))
    assert calendar.holiday_name(date(2031, 12, 8)) == "Nossa Senhora da Conceição"
    new_year = KeptHoliday(3, "Recesso", date(2020, 1, 4), True, HolidayKind.COMPANY)
    assert BusinessCalendar("SP", (new_year,)).add_business_days(date(2026, 12, 31), 1) == date(2027, 1, 5)


def test_a_state_holiday_is_of_its_state_only() -> None:
    ninth_of_july = date(2026, 7, 9)
    assert not SAO_PAULO.is_business_day(ninth_of_july)
    assert BusinessCalendar("PR").is_business_day(ninth_of_july)


def test_the_next_working_day_is_the_day_itself_when_people_work_on_it() -> None:
    assert SAO_PAULO.next_business_day(date(2026, 11, 19)) == date(2026, 11, 19)
    assert SAO_PAULO.next_business_day(date(2026, 11, 20)) == date(2026, 11, 23)


def test_the_year_tells_each_holiday_and_its_kind() -> None:
    kinds = {holiday.name: holiday.kind for holiday in BusinessCalendar("SP", (PATRON,)).holidays(2026)}
    assert kinds["Natal"] is HolidayKind.NATIONAL
    assert kinds["Revolução Constitucionalista"] is HolidayKind.STATE
    assert kinds["Nossa Senhora da Conceição"] is HolidayKind.MUNICIPAL
    assert "Carnaval" not in kinds


def test_a_29th_of_february_falls_only_in_leap_years() -> None:
    leap = KeptHoliday(4, "Bissexto", date(2024, 2, 29), True, HolidayKind.COMPANY)
    assert leap.in_year(2027) is None
    assert leap.in_year(2028) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("user_agent", "name", "handheld"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/130.0 Safari/537", "Chrome no Windows", False),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537 Edg/130.0", "Edge no Windows", False),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17 Safari/604", "Safari no iPhone", True),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537", "Chrome no Android", True),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko Firefox/131.0", "Firefox no Linux", False),
        ("", "Dispositivo desconhecido", False),
    ],
)
def test_a_device_in_words(user_agent: str, name: str, handheld: bool) -> None:
    device = device_of(user_agent)
    assert (device.name, device.handheld) == (name, handheld)
