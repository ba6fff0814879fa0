"""What the address of the agenda asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from vinculo.cases.rules import Bucket
from vinculo.foundation.access import Actor, Scope
from vinculo.kernel.text import row_number


class Whose(StrEnum):
    MINE = "meus"
    ASSIGNED = "atribuidos"
    TEAM = "equipe"
    QUEUE = "fila"


class Mode(StrEnum):
    LIST = "lista"
    DAY = "dia"
    WEEK = "semana"


Word = TypeVar("Word", Whose, Mode)

GROUPS = {"atrasados": Bucket.OVERDUE, "hoje": Bucket.TODAY, "futuros": Bucket.FUTURE}
GROUP_NAMES = {bucket: name for name, bucket in GROUPS.items()}


@dataclass(frozen=True, slots=True)
class AgendaFilter:
    """Whose contacts, in which mode; `group` is the only one shown, `contact_id` the one selected."""

    whose: Whose
    mode: Mode
    day: date
    person_id: int | None = None
    group: Bucket | None = None
    contact_id: int | None = None

    def url(self, **changes: Any) -> str:
        """The address of the agenda with something changed; what is usual is left out of it."""
        wanted = replace(self, **changes)
        parts = {
            "ver": "" if wanted.whose is Whose.MINE else wanted.whose,
            "modo": "" if wanted.mode is Mode.LIST else wanted.mode,
            "dia": wanted.day.isoformat() if wanted.mode is not Mode.LIST else "",
            "pessoa": wanted.person_id or "",
            "grupo": GROUP_NAMES[wanted.group] if wanted.group else "",
        }
        query = urlencode({key: value for key, value in parts.items() if value})
        return f"?{query}" if query else "?"


def read_filter(texts: Mapping[str, str], actor: Actor, today: date) -> AgendaFilter:
    """The filter an address means; what it does not say, or says wrongly, is the usual."""
    whose = _member(Whose.MINE, texts.get("ver", ""))
    if whose is Whose.TEAM and actor.scope is Scope.OWN:
        whose = Whose.MINE
    return AgendaFilter(
        whose=whose,
        mode=_member(Mode.LIST, texts.get("modo", "")),
        day=_day(texts.get("dia", ""), today),
        person_id=row_number(texts.get("pessoa", "")) if whose is Whose.TEAM else None,
        group=GROUPS.get(texts.get("grupo", "")),
        contact_id=row_number(texts.get("contato", "")),
    )


def _member(usual: Word, text: str) -> Word:
    """The member of the usual one's kind that the text names, or the usual one."""
    return next((member for member in type(usual) if member == text), usual)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if 2000 <= day.year <= 2100 else today
