"""Who kept a customer, where and since when: told from the audit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Q
from django.template.loader import render_to_string

from vinculo.customers.models import Party
from vinculo.customers.permissions import Permission
from vinculo.foundation.access import Request
from vinculo.foundation.audit.models import Change
from vinculo.foundation.panels import Panel
from vinculo.organization.models import Establishment, Team, User

_COLUMNS = ("owner_id", "team_id", "establishment_id")
_MOST = 30


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in one portfolio; `since` None: since the record was made, `until` None: until now."""

    owner: str
    team: str
    establishment: str
    since: datetime | None
    until: datetime | None
    by: str
    reason: str


def spells(party: Party) -> list[Spell]:
    """The portfolios the record was in, the present one first: walked back from now through what the audit kept."""
    moved = Q()
    for column in _COLUMNS:
        moved |= Q(before__has_key=column)
    changes = list(
        Change.objects.filter(
            moved,
            root_type="customers.party",
            root_id=party.pk,
            table_name=Party._meta.db_table,
            operation=Change.Operation.UPDATE,
        ).order_by("-id")[:_MOST]
    )
    place = {column: getattr(party, column) for column in _COLUMNS}
    places = [dict(place)]
    for change in changes:
        place |= {column: value for column, value in (change.before or {}).items() if column in _COLUMNS}
        places.append(dict(place))
    names = _names(places)
    ends: list[datetime | None] = [None, *(change.at for change in changes)]
    return [
        Spell(
            owner=names["owner_id"].get(each["owner_id"], "Sem carteira"),
            team=names["team_id"].get(each["team_id"], ""),
            establishment=names["establishment_id"].get(each["establishment_id"], ""),
            since=changes[number].at if number < len(changes) else None,
            until=ends[number],
            by=changes[number].actor_name if number < len(changes) else "",
            reason=changes[number].reason if number < len(changes) else "",
        )
        for number, each in enumerate(places)
    ]


def _names(places: Sequence[dict[str, int | None]]) -> dict[str, dict[int | None, str]]:
    found: dict[str, dict[int | None, str]] = {}
    for column, model in (("owner_id", User), ("team_id", Team), ("establishment_id", Establishment)):
        ids = [pk for place in places if (pk := place[column]) is not None]
        found[column] = {row.pk: row.name for row in model._default_manager.filter(pk__in=ids)}
    return found


def _render(request: Request, record: Model) -> str:
    assert isinstance(record, Party)
    return render_to_string("portfolios/panel.html", {"spells": spells(record)}, request)


PANELS = (Panel("customers.party", "portfolio", "Histórico da carteira", 80, Permission.VIEW, _render, slow=True),)
