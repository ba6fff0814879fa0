"""Days, instants and names as Brazilians read them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from vinculo.foundation.ui import formats

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
NOW = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 3, 10), "hoje"),
        (date(2026, 3, 9), "ontem"),
        (date(2026, 3, 11), "amanhã"),
        (date(2026, 5, 4), "4\u00a0maio"),
        (date(2026, 9, 4), "4\u00a0set."),
        (date(2025, 12, 31), "31/12/2025"),
    ],
)
def test_days_near_today_are_words(day: date, text: str) -> None:
    assert formats.short_day(day, TODAY) == text


def test_an_instant_is_told_in_the_persons_zone() -> None:
    late_in_utc = datetime(2026, 3, 11, 1, 30, tzinfo=UTC)
    assert formats.instant(late_in_utc, NOW, SAO_PAULO) == "hoje, 22:30"


@pytest.mark.parametrize(
    ("gap", "text"),
    [
        (timedelta(seconds=-20), "agora"),
        (timedelta(minutes=-12), "há 12\u00a0min"),
        (timedelta(hours=3), "em 3\u00a0h"),
        (timedelta(days=-1), "há 1\u00a0dia"),
        (timedelta(days=-3, hours=-20), "há 4\u00a0dias"),
        (timedelta(days=20), "em 2\u00a0semanas"),
        (timedelta(days=-90), "há 3\u00a0meses"),
        (timedelta(days=-800), "há 2\u00a0anos"),
    ],
)
def test_distances_are_words(gap: timedelta, text: str) -> None:
    assert formats.instant_distance(NOW + gap, NOW, SAO_PAULO) == text


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("José da Silva", "JS"),
        ("Érica", "É"),
        ("Maria das Graças e Souza", "MS"),
        ("  ", "?"),
        ("", "?"),
        ("(teste)", "?"),
        ("3R Peças", "3P"),
    ],
)
def test_initials_skip_particles_and_survive_anything(name: str, letters: str) -> None:
    assert formats.initials(name) == letters


def test_a_name_keeps_its_colour_with_and_without_accents() -> None:
    assert formats.hue("Antônia") == formats.hue("antonia")
    assert 1 <= formats.hue("") <= formats.AVATAR_HUES
