from datetime import datetime

from django.db.models import F

from vinculo.cases.actions.booking import insert_contact
from vinculo.cases.actions.locking import lock_case, lock_open_case, lock_open_contact, require_explanation
from vinculo.cases.inputs import CaseEnd, ContactOutcome, NextContact
from vinculo.cases.models import Contact, ServiceCase
from vinculo.cases.permissions import Permission
from vinculo.cases.queries import offered_reasons, other_open_contacts
from vinculo.cases.refusals import CaseIsOpen, NextContactNeeded, ReasonNotOffered
from vinculo.cases.tables import ClosingReason
from vinculo.foundation import audit
from vinculo.foundation.access import Actor


def close_contact(
    actor: Actor, contact_id: int, outcome: ContactOutcome, *, now: datetime, version: int | None = None
) -> Contact | None:
    """Record what came of a contact and what comes then; returns the next contact when one was booked.

    `outcome.then` may be None only when another contact of the case is already booked.
    Raises `ContactIsClosed`, `ChangedMeanwhile`, `NextContactNeeded`, `ContactInThePast`, `ReasonNotOffered`.
    """
    actor.require(Permission.CLOSE)
    with audit.writing(actor, "cases.contact.closed"):
        case, contact = lock_open_contact(actor, contact_id, version)
        contact.result = outcome.result
        contact.description = outcome.description.strip()
        contact.perception = outcome.perception.strip()
        contact.closed_at = now
        contact.closed_by_id = actor.user_id
        contact.version += 1
        match outcome.then:
            case CaseEnd(reason):
                _require_offered(case, reason, contact.action_id)
                contact.closing_reason = reason
                contact.save()
                _end(actor, case, reason, now)
                return None
            case NextContact() as wanted:
                contact.save()
                return insert_contact(actor, case, wanted, now=now, previous=contact)
            case None:
                if not other_open_contacts(contact).exists():
                    raise NextContactNeeded
                contact.save()
                return None


def close_case(actor: Actor, case_id: int, reason: ClosingReason, *, now: datetime) -> ServiceCase:
    """End a case and every contact still pending in it. Raises `CaseIsClosed`, `ReasonNotOffered`."""
    actor.require(Permission.CLOSE)
    with audit.writing(actor, "cases.case.closed"):
        case = lock_open_case(actor, case_id)
        _require_offered(case, reason, None)
        _end(actor, case, reason, now)
    return case


def reopen_case(actor: Actor, case_id: int, reason: str, next_contact: NextContact, *, now: datetime) -> ServiceCase:
    """Open a closed case again, with the reason and the contact that brings it back to the agenda.

    Raises `CaseIsOpen`, `ExplanationNeeded`, `ContactInThePast`.
    """
    actor.require(Permission.REOPEN)
    with audit.writing(actor, "cases.case.reopened", reason=require_explanation(reason)):
        case = lock_case(actor, case_id)
        if case.is_open:
            raise CaseIsOpen
        case.closed_at = case.closed_by = case.closing_reason = None
        case.version += 1
        case.save(update_fields=["closed_at", "closed_by", "closing_reason", "version"])
        insert_contact(actor, case, next_contact, now=now)
    return case


def _require_offered(case: ServiceCase, reason: ClosingReason, action_id: int | None) -> None:
    """Raises `ReasonNotOffered` (R-3)."""
    if not offered_reasons(case.company_id, case.nature_id, action_id).filter(pk=reason.pk).exists():
        raise ReasonNotOffered


def _end(actor: Actor, case: ServiceCase, reason: ClosingReason, now: datetime) -> None:
    case.contacts.filter(closed_at__isnull=True).update(
        closed_at=now, closed_by_id=actor.user_id, closing_reason=reason, version=F("version") + 1
    )
    case.closed_at = now
    case.closed_by_id = actor.user_id
    case.closing_reason = reason
    case.version += 1
    case.save(update_fields=["closed_at", "closed_by", "closing_reason", "version"])
