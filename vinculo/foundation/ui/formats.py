"""How Brazilians read days, instants and names (figures: `kernel.figures`). Pure: `now` is passed in."""

import unicodedata
from datetime import date, datetime, timedelta, tzinfo
from zlib import crc32

from vinculo.kernel.figures import NBSP

WEEKDAYS = (
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "sábado",
    "domingo",
)
MONTHS = (
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
)
_COMPANY_KINDS = frozenset({"ltda", "s.a", "s/a", "sa", "me", "epp", "eireli", "mei"})
_PARTICLES = frozenset({"da", "de", "do", "das", "dos", "e", "di", "du", "del", "van", "von"})
_NEAR_DAYS = {0: "hoje", -1: "ontem", 1: "amanhã"}
AVATAR_HUES = 6


def full_day(day: date) -> str:
    """`terça-feira, 3 de março de 2026`."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day} de {MONTHS[day.month - 1]} de {day.year}"


def short_day(day: date, today: date) -> str:
    """`hoje`, `ontem`, `amanhã`, `12 mar.` in the same year, otherwise `12/03/2024`."""
    near = _NEAR_DAYS.get((day - today).days)
    if near:
        return near
    if day.year == today.year:
        return f"{day.day}{NBSP}{_short_month(day)}"
    return f"{day:%d/%m/%Y}"


def day_distance(day: date, today: date) -> str:
    """`hoje`, `há 3 dias`, `em 2 semanas`, as words."""
    days = (day - today).days
    if days in _NEAR_DAYS:
        return _NEAR_DAYS[days]
    return _distance(abs(days), days < 0)


def instant(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """`hoje, 14:05`, `ontem, 09:30`, `12 mar., 14:05` or `12/03/2024, 14:05`, in `zone`."""
    local = moment.astimezone(zone)
    return f"{short_day(local.date(), now.astimezone(zone).date())}, {local:%H:%M}"


def instant_distance(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """`agora`, `há 5 min`, `em 3 h`; from a day on, the days of the calendar in `zone`: `há 2 dias`."""
    gap = moment - now
    past, size = gap < timedelta(0), abs(gap)
    if size < timedelta(minutes=1):
        return "agora"
    if size < timedelta(hours=1):
        return _directed(f"{int(size.total_seconds() // 60)}{NBSP}min", past)
    if size < timedelta(days=1):
        return _directed(f"{int(size.total_seconds() // 3600)}{NBSP}h", past)
    days = (moment.astimezone(zone).date() - now.astimezone(zone).date()).days
    return _distance(abs(days), past)


def full_instant(moment: datetime, zone: tzinfo) -> str:
    """`terça-feira, 3 de março de 2026, 14:05`."""
    local = moment.astimezone(zone)
    return f"{full_day(local.date())}, {local:%H:%M}"


def initials(name: str) -> str:
    """Two letters at most: `José da Silva` → `JS`; particles and the kind of a company (`Ltda.`) do not count."""
    words = [word for word in name.split() if word.lower() not in _PARTICLES and word[0].isalnum()]
    while len(words) > 1 and words[-1].lower().strip(".") in _COMPANY_KINDS:
        words.pop()
    if not words:
        return "?"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def hue(name: str) -> int:
    """A steady number from 1 to `AVATAR_HUES` for a name, whatever its accents and case."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").lower()
    return crc32(plain) % AVATAR_HUES + 1


def _short_month(day: date) -> str:
    month = MONTHS[day.month - 1]
    return month if len(month) <= 4 else f"{month[:3]}."


def _distance(days: int, past: bool) -> str:
    if days < 14:
        return _directed(_counted(days, "dia", "dias"), past)
    if days < 60:
        return _directed(_counted(days // 7, "semana", "semanas"), past)
    if days < 730:
        return _directed(_counted(days // 30, "mês", "meses"), past)
    return _directed(_counted(days // 365, "ano", "anos"), past)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number}{NBSP}{one if number == 1 else many}"


def _directed(size: str, past: bool) -> str:
    return f"há {size}" if past else f"em {size}"
