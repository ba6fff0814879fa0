"""What the pages of cases show, put together from the queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from vinculo.cases import queries, rules
from vinculo.cases.models import Contact, Handover, ServiceCase, Transfer
from vinculo.cases.permissions import Permission
from vinculo.customers.contactability import not_to_use
from vinculo.customers.models import Email, Phone
from vinculo.foundation.access import Actor


@dataclass(frozen=True, slots=True)
class PendingContact:
    """An open contact with its colour."""

    contact: Contact
    bucket: rules.Bucket


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn of the conversation: a closed contact, a change of hands, or the opening. `at` orders the turns."""

    at: datetime
    kind: str
    contact: Contact | None = None
    handover: Handover | None = None
    readable: bool = True


def case_page(actor: Actor, case: ServiceCase, now: datetime) -> dict[str, Any]:
    """The context of the case page. Nine queries."""
    zone = timezone.get_current_timezone()
    reader = queries.text_reader(actor)
    contacts = queries.contacts_of(case)
    return {
        "case": case,
        "readable": reader.may_read(case),
        "pending": [
            PendingContact(contact, rules.bucket(contact.due_at, now, zone)) for contact in contacts if contact.is_open
        ],
        "conversation": _conversation(case, contacts, reader),
        "phones": Phone.objects.filter(party_id=case.party_id).order_by("-is_main", "id")[:4],
        "barred": not_to_use([case.party_id])[case.party_id],
        "emails": Email.objects.filter(party_id=case.party_id).order_by("-is_main", "id")[:2],
        "may_take": case.owner_id is None and case.is_open and actor.may(Permission.EDIT),
        "may": {
            "book": actor.may(Permission.OPEN) and case.is_open,
            "edit": actor.may(Permission.EDIT) and case.is_open,
            "close": actor.may(Permission.CLOSE) and case.is_open,
            "forward": actor.may(Permission.FORWARD) and case.is_open,
            "reopen": actor.may(Permission.REOPEN) and not case.is_open,
        },
        "is_lost_sale": case.closing_reason is not None
        and rules.is_lost_sale(case.closing_reason.outcome, nature_is_sale=case.nature.is_sale),
    }


def _conversation(case: ServiceCase, contacts: list[Contact], reader: queries.TextReader) -> list[Spoken]:
    """The newest turn first; the opening of the case is the last."""
    turns = [
        Spoken(contact.closed_at, "contact", contact=contact, readable=reader.may_read(contact))
        for contact in contacts
        if contact.closed_at
    ]
    turns += [Spoken(handover.at, "handover", handover=handover) for handover in queries.handovers_of(case)]
    turns.sort(key=lambda turn: turn.at, reverse=True)
    return [*turns, Spoken(case.opened_at, "opening", readable=reader.may_read(case))]


def starting_values(actor: Actor) -> dict[str, Any]:
    """What a new case starts with: nature, type and channel of the person's last one, themselves as owner."""
    last = (
        ServiceCase.objects.filter(opened_by_id=actor.user_id)
        .order_by("-opened_at")
        .values("nature", "type", "channel")
        .first()
    )
    return {**(last or {}), "owner": actor.user_id if actor.team_id else None}


def last_transfers(actor: Actor, limit: int = 10) -> list[Transfer]:
    """The newest transfers away from people inside the actor's scope."""
    transfers = Transfer.objects.filter(company_id=actor.company_id, from_user__in=queries.subordinates(actor))
    return list(transfers.select_related("from_user", "to_user", "by").order_by("-id")[:limit])
