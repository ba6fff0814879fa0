"""Reads of cases and contacts. Everything a person reaches starts at `visible_to(actor)`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from vinculo.cases import parameters, rules
from vinculo.cases.models import Contact, ContactQuerySet, Handover, Reschedule, ServiceCase, ServiceCaseQuerySet
from vinculo.cases.permissions import Permission
from vinculo.cases.tables import CaseSubject, ClosingReason
from vinculo.foundation.access import Actor
from vinculo.organization.models import Membership, User
from vinculo.organization.queries import parameter_value
from vinculo.organization.tables import CompanyTable

T = TypeVar("T", bound=CompanyTable)

# Search keys of the party, long and never shown.
PARTY_KEYS = ("party__name_key", "party__name_vector")
CASE_FACTS = ("party", "type", "nature", "subject", "media", "channel", "owner", "team", "establishment")


@dataclass(frozen=True, slots=True)
class TextReader:
    """Which free texts a person may read, with the company's parameter already at hand."""

    reader_id: int
    reads_all: bool
    restricted: bool

    def may_read(self, row: ServiceCase | Contact) -> bool:
        return rules.may_read_texts(
            restricted=self.restricted, owner_id=row.owner_id, reader_id=self.reader_id, reads_all=self.reads_all
        )


def text_reader(actor: Actor) -> TextReader:
    """One query: the parameter."""
    return TextReader(
        reader_id=actor.user_id,
        reads_all=actor.may(Permission.READ_ALL_TEXTS),
        restricted=bool(parameter_value(actor.company_id, parameters.HIDE_TEXTS.key)),
    )


# --- Cases and contacts ---------------------------------------------------------


def cases_for_reading(actor: Actor) -> ServiceCaseQuerySet:
    rows = ServiceCase.objects.visible_to(actor).defer(*PARTY_KEYS)
    return rows.select_related(*CASE_FACTS, "opened_by", "closed_by", "closing_reason")


def contacts_for_reading(actor: Actor) -> ContactQuerySet:
    """The contacts the actor sees by themselves; those of a case they see are read by `contacts_of`."""
    return Contact.objects.visible_to(actor).select_related(
        "party", "action", "owner", "created_by", "case", "case__subject", "case__nature"
    )


def contacts_of(case: ServiceCase) -> list[Contact]:
    """Every contact of a case one may see, the open ones first by date, then the closed ones, newest first."""
    contacts = (
        case.contacts.select_related("action", "result", "owner", "created_by", "closed_by", "closing_reason")
        .prefetch_related(Prefetch("reschedules", Reschedule.objects.select_related("by").order_by("-at")))
        .order_by("due_at", "id")
    )
    found = list(contacts)
    closed = [contact for contact in found if contact.closed_at is not None]
    closed.sort(key=lambda contact: (contact.closed_at, contact.pk), reverse=True)
    return [contact for contact in found if contact.is_open] + closed


def handovers_of(case: ServiceCase) -> QuerySet[Handover]:
    return case.handovers.select_related("from_user", "from_team", "to_user", "by").order_by("-at", "-id")


def other_open_contacts(contact: Contact) -> ContactQuerySet:
    return Contact.objects.open().filter(case_id=contact.case_id).exclude(pk=contact.pk)


def open_cases_of_party(actor: Actor, party_id: int) -> ServiceCaseQuerySet:
    return ServiceCase.objects.visible_to(actor).open().filter(party_id=party_id)


# --- What is offered --------------------------------------------------------------


def offered(model: type[T], company_id: int, *, keep: int | None = None) -> "QuerySet[T]":
    """The active entries of a company's table in its order, with the one already in use (`keep`) even if inactive."""
    return model._default_manager.filter(Q(is_active=True) | Q(pk=keep), company_id=company_id).order_by(
        "position", "name"
    )


def offered_choices(company_id: int, tables: Mapping[str, type[CompanyTable]]) -> dict[str, list[tuple[int, str]]]:
    """The choices of several tables, by the name given to each, in one query."""
    parts = [
        offered(table, company_id).order_by().values_list("pk", "name", "position", Value(name))
        for name, table in tables.items()
    ]
    choices: dict[str, list[tuple[int, str]]] = {name: [] for name in tables}
    for pk, label, _, name in parts[0].union(*parts[1:], all=True).order_by("position", "name"):
        choices[name].append((pk, label))
    return choices


def offered_subjects(company_id: int, nature_id: int | None, *, keep: int | None = None) -> QuerySet[CaseSubject]:
    """The subjects of a nature: those linked to it and those linked to none."""
    subjects = offered(CaseSubject, company_id, keep=keep)
    if nature_id is None:
        return subjects
    linked = CaseSubject.natures.through.objects.all()
    return subjects.filter(
        Q(pk__in=linked.filter(casenature_id=nature_id).values("casesubject_id"))
        | ~Q(pk__in=linked.values("casesubject_id"))
    )


def offered_reasons(company_id: int, nature_id: int, action_id: int | None) -> QuerySet[ClosingReason]:
    """The reasons that may end a case of a nature from a contact of an action (R-3). Three queries."""
    restrict = bool(parameter_value(company_id, parameters.RESTRICT_REASONS.key))
    reasons = ClosingReason.objects.filter(company_id=company_id, is_active=True).annotate(
        nature_ids=ArrayAgg("natures", distinct=True, filter=Q(natures__isnull=False), default=Value([])),
        action_ids=ArrayAgg("actions", distinct=True, filter=Q(actions__isnull=False), default=Value([])),
    )
    chosen = [
        reason.pk
        for reason in reasons
        if rules.reason_is_offered(
            natures=frozenset(reason.nature_ids),
            actions=frozenset(reason.action_ids),
            nature=nature_id,
            action=action_id,
            restrict_by_action=restrict,
        )
    ]
    return ClosingReason.objects.filter(pk__in=chosen).order_by("position", "name")


# --- People -------------------------------------------------------------------------


def colleagues(actor: Actor) -> QuerySet[User]:
    """Whom a case may be given to: the active users of the company, those of the actor's establishment first."""
    here = Membership.objects.filter(establishment_id=actor.establishment_id).values("user_id")
    return (
        User.objects.filter(company_id=actor.company_id, is_active=True, memberships__isnull=False)
        .annotate(distance=Case(When(pk__in=here, then=0), default=1, output_field=IntegerField()))
        .order_by("distance", "name", "id")
        .distinct()
    )


def subordinates(actor: Actor) -> QuerySet[User]:
    """Whose agenda a leader may look at and transfer: the people inside the actor's scope."""
    people = User.objects.filter(company_id=actor.company_id).order_by("name", "id")
    match actor.scope:
        case "company":
            return people
        case "establishment":
            members = Membership.objects.filter(establishment_id__in=actor.establishment_ids)
        case "team":
            members = Membership.objects.filter(team_id__in=actor.team_ids)
        case _:
            return people.filter(pk=actor.user_id)
    return people.filter(pk__in=members.values("user_id"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where work is done: it decides who sees a row."""

    establishment_id: int
    team_id: int | None


def place_of(user: User, *, near: int) -> Place:
    """Where a user works: at the establishment `near` when they have a role there, else at their first one."""
    memberships = sorted(
        Membership.objects.filter(user=user).select_related("establishment"),
        key=lambda membership: (membership.establishment_id != near, membership.establishment.code),
    )
    if not memberships:
        return Place(near, None)
    return Place(memberships[0].establishment_id, memberships[0].team_id)
