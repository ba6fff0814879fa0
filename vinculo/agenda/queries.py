"""Reads of the agenda. Each group is one walk along a partial index of open contacts, whatever the history weighs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, IntegerField, Q, QuerySet

from vinculo.agenda.filters import AgendaFilter, Whose
from vinculo.cases import queries as case_queries
from vinculo.cases import rules
from vinculo.cases.models import Contact, ContactQuerySet, ServiceCase, ServiceCaseQuerySet
from vinculo.cases.rules import Bucket
from vinculo.customers.contactability import Barred, not_to_use
from vinculo.customers.models import Phone
from vinculo.foundation.access import Actor, Scope
from vinculo.organization.models import Company

COUNTED = 1000
A_PAGE = 50
FIRST_ROWS = {Bucket.OVERDUE: 10, Bucket.TODAY: 25, Bucket.FUTURE: 15}
CALENDAR_ROWS = 600
SHOWN = ("party", "action", "owner", "case", "case__subject")
UNSHOWN = case_queries.PARTY_KEYS


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last contact of a page, after which the next page begins."""

    due_at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Row:
    """A contact in the agenda, with the telephone to reach the party, and whether it must not be called."""

    contact: Contact
    phone: Phone | None
    is_barred: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many, up to a thousand: beyond that nobody counts, and neither does the database."""

    buckets: dict[Bucket, int]
    waiting: int


def contacts_in(actor: Actor, wanted: AgendaFilter) -> ContactQuerySet:
    """The open contacts the filter means, never beyond the actor's scope. Each case meets one partial index."""
    contacts = Contact.objects.open()
    if wanted.whose is Whose.MINE:
        return contacts.filter(owner_id=actor.user_id)
    if wanted.whose is Whose.ASSIGNED:
        return Contact.objects.given_by(actor.user_id)
    if wanted.person_id:
        contacts = contacts.filter(owner_id=wanted.person_id)
    match actor.scope:
        case Scope.COMPANY:
            return contacts.filter(company_id=actor.company_id)
        case Scope.ESTABLISHMENT:
            return contacts.filter(establishment_id__in=actor.establishment_ids)
        case Scope.TEAM:
            return contacts.filter(team_id__in=actor.team_ids)
        case Scope.OWN:
            return contacts.filter(owner_id=actor.user_id)


def in_bucket(contacts: ContactQuerySet, bucket: Bucket, now: datetime, zone: tzinfo) -> ContactQuerySet:
    today, tomorrow = rules.day_bounds(now, zone)
    match bucket:
        case Bucket.OVERDUE:
            return contacts.filter(due_at__lt=today)
        case Bucket.TODAY:
            return contacts.filter(due_at__gte=today, due_at__lt=tomorrow)
        case Bucket.FUTURE:
            return contacts.filter(due_at__gte=tomorrow)


def counts(actor: Actor, wanted: AgendaFilter, now: datetime, zone: tzinfo) -> Counts:
    """The size of each group and of the queue, in one query."""
    contacts = contacts_in(actor, wanted)
    capped: list[QuerySet[Any, Any]] = [
        in_bucket(contacts, bucket, now, zone).values("pk")[: COUNTED + 1] for bucket in Bucket
    ]
    capped.append(waiting_cases(actor).values("pk")[: COUNTED + 1])
    sizes = [Func(ArraySubquery(rows), function="cardinality", output_field=IntegerField()) for rows in capped]
    *sizes_found, waiting = Company.objects.filter(pk=actor.company_id).values_list(*sizes).get()
    return Counts(dict(zip(Bucket, sizes_found, strict=True)), waiting)


def rows_of(
    contacts: ContactQuerySet, *, after: Cursor | None = None, limit: int = A_PAGE
) -> tuple[list[Contact], Cursor | None]:
    """A page of contacts by date, and where the next one begins (None: there is no more)."""
    if after:
        contacts = contacts.filter(due_at__gte=after.due_at).exclude(due_at=after.due_at, id__lte=after.id)
    found = list(contacts.select_related(*SHOWN).defer(*UNSHOWN).order_by("due_at", "id")[: limit + 1])
    page = found[:limit]
    return page, Cursor(page[-1].due_at, page[-1].pk) if len(found) > limit else None


def with_phones(contacts: Iterable[Contact]) -> dict[int, Row]:
    """Each contact with its party's main telephone, by id of the contact. Two queries."""
    contacts = list(contacts)
    phones = {
        phone.party_id: phone
        for phone in Phone.objects.filter(party_id__in={contact.party_id for contact in contacts}, is_main=True)
    }
    barred = not_to_use(phones)
    rows = {}
    for contact in contacts:
        phone = phones.get(contact.party_id)
        is_barred = phone is not None and phone.number in barred[phone.party_id].phone
        rows[contact.pk] = Row(contact, phone, is_barred)
    return rows


def contacts_between(contacts: ContactQuerySet, first: date, days: int, zone: tzinfo) -> list[Contact]:
    """What falls due from a local day on, for so many days: at most `CALENDAR_ROWS`."""
    start, end = rules.start_of_day(first, zone), rules.start_of_day(first + timedelta(days=days), zone)
    rows = contacts.filter(due_at__gte=start, due_at__lt=end).select_related(*SHOWN).defer(*UNSHOWN)
    return list(rows.order_by("due_at", "id")[:CALENDAR_ROWS])


def waiting_cases(actor: Actor) -> ServiceCaseQuerySet:
    """The cases waiting without owner that the actor may take: their teams', or their establishment's for leaders."""
    waiting = ServiceCase.objects.waiting()
    match actor.scope:
        case Scope.COMPANY:
            return waiting.filter(company_id=actor.company_id)
        case Scope.ESTABLISHMENT:
            return waiting.filter(Q(establishment_id__in=actor.establishment_ids) | Q(team_id__in=actor.team_ids))
        case _:
            return waiting.filter(team_id__in=actor.team_ids)


def queue(actor: Actor) -> Sequence[ServiceCase]:
    """The oldest waiting cases first."""
    cases = waiting_cases(actor).select_related("party", "subject", "nature", "team", "opened_by")
    return list(cases.order_by("opened_at", "id")[:A_PAGE])


@dataclass(frozen=True, slots=True)
class Preview:
    """The essentials of a contact's customer, for whoever is about to call."""

    contact: Contact
    bucket: Bucket
    phones: Sequence[Phone]
    last: Contact | None
    last_readable: bool
    case_readable: bool
    barred: Barred


def contacts_to_preview(actor: Actor) -> ContactQuerySet:
    """The contacts the actor sees, each with what the preview shows."""
    return Contact.objects.visible_to(actor).select_related(*SHOWN, "created_by", "case__nature")


def preview(actor: Actor, contact: Contact, now: datetime, zone: tzinfo) -> Preview:
    """Four queries."""
    reader = case_queries.text_reader(actor)
    last = (
        Contact.objects.filter(party_id=contact.party_id, company_id=actor.company_id, closed_at__isnull=False)
        .visible_to(actor)
        .select_related("action", "result", "closed_by", "closing_reason")
        .order_by(F("due_at").desc())
        .first()
    )
    return Preview(
        contact=contact,
        bucket=rules.bucket(contact.due_at, now, zone),
        phones=list(Phone.objects.filter(party_id=contact.party_id).order_by("-is_main", "id")[:4]),
        last=last,
        last_readable=last is not None and reader.may_read(last),
        case_readable=reader.may_read(contact.case),
        barred=not_to_use([contact.party_id])[contact.party_id],
    )
