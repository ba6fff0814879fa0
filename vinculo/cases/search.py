"""Cases in the universal search: by protocol, whole or in part."""

import re

from django.db.models import Q

from vinculo.cases.models import ServiceCase
from vinculo.cases.permissions import Permission
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.search import SearchHit, SearchProvider

_WHOLE = re.compile(r"^(\d{4})[-/ ]?(\d{1,9})$")
_NUMBER = re.compile(r"^\d{1,9}$")
_BEGINNING = re.compile(r"^\d{4}-\d{0,9}$")


def find(actor: Actor, text: str, limit: int) -> list[SearchHit]:
    """The cases whose protocol is the text (`2026-000123`, `2026-123`, `123` of this year) or begins with it."""
    candidates = protocols_meant(text, clock.today().year)
    beginning = text if _BEGINNING.match(text) else ""
    if not candidates and not beginning:
        return []
    wanted = Q(protocol__in=candidates)
    if beginning:
        wanted |= Q(protocol__startswith=beginning)
    cases = (
        ServiceCase.objects.visible_to(actor)
        .filter(wanted)
        .select_related("party", "subject", "owner")
        .order_by("protocol")[:limit]
    )
    return [_hit(case, exact=case.protocol in candidates) for case in cases]


def protocols_meant(text: str, year: int) -> list[str]:
    """The protocols a person may mean: with its year, or only the number, of this year and of the last."""
    if _NUMBER.match(text) and len(text) <= 6:
        return [f"{year}-{int(text):06d}", f"{year - 1}-{int(text):06d}"]
    whole = _WHOLE.match(text)
    return [f"{whole[1]}-{int(whole[2]):06d}"] if whole else []


def _hit(case: ServiceCase, *, exact: bool) -> SearchHit:
    return SearchHit(
        kind="cases.servicecase",
        title=f"{case.protocol} · {case.party.name}",
        subtitle=f"{case.subject} · {case.owner or 'na fila'}",
        url=case.get_absolute_url(),
        icon="messages",
        score=95 if exact else 60,
        matched=("Protocolo", case.protocol),
        tone="" if case.is_open else "muted",
    )


PROVIDER = SearchProvider(key="cases", label="Atendimentos", permission=Permission.VIEW, find=find)
