"""What the agenda's pages show, put together from the queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from vinculo.agenda import layout, queries
from vinculo.agenda.filters import GROUP_NAMES, AgendaFilter, Mode, Whose
from vinculo.cases.models import Contact
from vinculo.cases.queries import subordinates
from vinculo.cases.rules import Bucket
from vinculo.foundation.access import Actor, Scope
from vinculo.organization.models import Establishment, User
from vinculo.organization.queries import business_calendar

TITLES = {
    Bucket.OVERDUE: ("Atrasados", "alert-circle"),
    Bucket.TODAY: ("Hoje", "calendar-event"),
    Bucket.FUTURE: ("Futuros", "calendar-due"),
}
WEEK_LANES, DAY_LANES = 3, 8


@dataclass(frozen=True, slots=True)
class Tile:
    """The count of a group; pressed, the page shows only that group."""

    bucket: Bucket
    title: str
    icon: str
    count: str
    url: str
    is_alone: bool


@dataclass(frozen=True, slots=True)
class Group:
    bucket: Bucket
    title: str
    icon: str
    count: str
    rows: Sequence[queries.Row]
    more_url: str


def capped(count: int) -> str:
    """`37`, and `1.000+` from there on."""
    return "1.000+" if count > queries.COUNTED else f"{count:,}".replace(",", ".")


def agenda_page(actor: Actor, wanted: AgendaFilter, now: datetime) -> dict[str, Any]:
    """The context of the whole page in any mode."""
    zone = timezone.get_current_timezone()
    found = queries.counts(actor, wanted, now, zone)
    today = now.astimezone(zone).date()
    context: dict[str, Any] = {
        "wanted": wanted,
        "today": today,
        "this_year": today.year,
        "tiles": [_tile(wanted, bucket, found.buckets[bucket]) for bucket in Bucket],
        "views": _views(actor, wanted, found.waiting),
        "modes": _modes(wanted, today),
        "is_leader": actor.scope is not Scope.OWN,
        "people": people(actor) if wanted.whose is Whose.TEAM else (),
        "is_empty": not any(found.buckets.values()),
    }
    if wanted.whose is Whose.QUEUE:
        return context | {"queue": queries.queue(actor)}
    if wanted.mode is Mode.LIST:
        return context | _list(actor, wanted, found, now)
    return context | _calendar(actor, wanted, now, today)


def more_rows(
    actor: Actor, wanted: AgendaFilter, bucket: Bucket, after: queries.Cursor, now: datetime
) -> dict[str, Any]:
    """The next rows of a group."""
    zone = timezone.get_current_timezone()
    contacts = queries.in_bucket(queries.contacts_in(actor, wanted), bucket, now, zone)
    page, cursor = queries.rows_of(contacts, after=after)
    rows = queries.with_phones(page)
    group = Group(bucket, "", "", "", list(rows.values()), more_url(wanted, bucket, cursor))
    return {"group": group, "wanted": wanted, "this_year": now.astimezone(zone).year}


def people(actor: Actor) -> list[User]:
    """Whose agenda a leader may look at; at most a few hundred names in a drop-down."""
    return list(subordinates(actor).filter(is_active=True)[:300])


def more_url(wanted: AgendaFilter, bucket: Bucket, cursor: queries.Cursor | None) -> str:
    if cursor is None:
        return ""
    after = urlencode({"de": GROUP_NAMES[bucket], "depois": f"{cursor.due_at.isoformat()}_{cursor.id}"})
    address = wanted.url(group=None)
    return f"{reverse('agenda:more')}{address}{'' if address.endswith('?') else '&'}{after}"


def _tile(wanted: AgendaFilter, bucket: Bucket, count: int) -> Tile:
    title, icon = TITLES[bucket]
    alone = wanted.group is bucket
    return Tile(bucket, title, icon, capped(count), wanted.url(mode=Mode.LIST, group=None if alone else bucket), alone)


def _views(actor: Actor, wanted: AgendaFilter, waiting: int) -> list[dict[str, object]]:
    views = [(Whose.MINE, "Meus", ""), (Whose.ASSIGNED, "Atribuídos por mim", "")]
    if actor.scope is not Scope.OWN:
        words = {Scope.TEAM: "Equipe", Scope.ESTABLISHMENT: "Estabelecimento", Scope.COMPANY: "Empresa"}
        views.append((Whose.TEAM, words[actor.scope], ""))
    if waiting or wanted.whose is Whose.QUEUE:
        views.append((Whose.QUEUE, "Fila", capped(waiting)))
    return [
        {
            "label": label,
            "count": count,
            "url": wanted.url(whose=whose, person_id=None, group=None),
            "current": wanted.whose is whose,
        }
        for whose, label, count in views
    ]


def _modes(wanted: AgendaFilter, today: date) -> list[dict[str, object]]:
    words = (
        (Mode.LIST, "Lista", "layout-list", "l"),
        (Mode.DAY, "Dia", "calendar", "d"),
        (Mode.WEEK, "Semana", "calendar-week", "s"),
    )
    day = wanted.day if wanted.mode is not Mode.LIST else today
    return [
        {
            "label": label,
            "icon": icon,
            "hotkey": hotkey,
            "url": wanted.url(mode=mode, day=day, group=None),
            "current": wanted.mode is mode,
        }
        for mode, label, icon, hotkey in words
    ]


def _list(actor: Actor, wanted: AgendaFilter, found: queries.Counts, now: datetime) -> dict[str, Any]:
    """Three walks along an index, the telephones, and the preview of the selected (or first) contact."""
    zone = timezone.get_current_timezone()
    contacts = queries.contacts_in(actor, wanted)
    shown = [wanted.group] if wanted.group else list(Bucket)
    pages = {
        bucket: queries.rows_of(
            queries.in_bucket(contacts, bucket, now, zone),
            limit=queries.A_PAGE if wanted.group else queries.FIRST_ROWS[bucket],
        )
        for bucket in shown
    }
    rows = queries.with_phones(contact for page, _ in pages.values() for contact in page)
    groups = [
        Group(
            bucket,
            *TITLES[bucket],
            count=capped(found.buckets[bucket]),
            rows=[rows[contact.pk] for contact in page],
            more_url=more_url(wanted, bucket, cursor),
        )
        for bucket, (page, cursor) in pages.items()
    ]
    selected = _selected(actor, wanted, rows)
    preview = None if selected is None else queries.preview(actor, selected, now, zone)
    return {"groups": groups, "preview": preview}


def _selected(actor: Actor, wanted: AgendaFilter, rows: dict[int, queries.Row]) -> Contact | None:
    """The contact the address names, when the actor sees it; else the first one shown."""
    if wanted.contact_id and wanted.contact_id not in rows:
        named = queries.contacts_to_preview(actor).filter(pk=wanted.contact_id).first()
        if named is not None:
            return named
    row = rows.get(wanted.contact_id or 0) or next(iter(rows.values()), None)
    return row.contact if row else None


def _calendar(actor: Actor, wanted: AgendaFilter, now: datetime, today: date) -> dict[str, Any]:
    """The days with their blocks, holidays and the way to the days before and after."""
    zone = timezone.get_current_timezone()
    is_week = wanted.mode is Mode.WEEK
    days = layout.week_of(wanted.day) if is_week else [wanted.day]
    contacts = queries.contacts_between(queries.contacts_in(actor, wanted), days[0], len(days), zone)
    by_day: dict[date, list[Any]] = {day: [] for day in days}
    for contact in contacts:
        by_day[contact.due_at.astimezone(zone).date()].append(contact)
    establishment = Establishment.objects.select_related("municipality").get(pk=actor.establishment_id)
    calendar = business_calendar(establishment)
    columns = []
    for day in days:
        blocks, more = layout.place_day(by_day[day], now, zone, most_lanes=WEEK_LANES if is_week else DAY_LANES)
        columns.append(
            layout.DayColumn(day, day == today, calendar.holiday_name(day), calendar.is_business_day(day), blocks, more)
        )
    local = now.astimezone(zone)
    step = timedelta(days=len(days))
    return {
        "columns": columns,
        "hours": layout.hours_shown(columns),
        "now_minutes": local.hour * 60 + local.minute,
        "before_url": wanted.url(day=wanted.day - step),
        "after_url": wanted.url(day=wanted.day + step),
        "today_url": wanted.url(day=today),
        "is_cut": len(contacts) == queries.CALENDAR_ROWS,
    }
