from datetime import datetime

from vinculo.cases import rules
from vinculo.cases.actions.booking import insert_contact
from vinculo.cases.actions.locking import contact_for_acting, lock_open_case, lock_open_contact, require_explanation
from vinculo.cases.inputs import NextContact
from vinculo.cases.models import Contact, Reschedule
from vinculo.cases.permissions import Permission
from vinculo.cases.refusals import NothingToUndo, SameMoment
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404

UNDONE = "Reagendamento desfeito"


def book_contact(actor: Actor, case_id: int, wanted: NextContact, *, now: datetime) -> Contact:
    """Book a contact in an open case. Raises `CaseIsClosed`, `ContactInThePast` (R-12)."""
    actor.require(Permission.OPEN)
    with audit.writing(actor, "cases.contact.booked"):
        return insert_contact(actor, lock_open_case(actor, case_id), wanted, now=now)


def reschedule(
    actor: Actor, contact_id: int, due_at: datetime, reason: str, *, now: datetime, version: int | None = None
) -> Reschedule:
    """Move an open contact to another day or hour, with the reason, which its history keeps.

    Raises `ExplanationNeeded`, `ContactInThePast`, `SameMoment`, `ContactIsClosed`, `ChangedMeanwhile`.
    """
    actor.require(Permission.EDIT)
    reason = require_explanation(reason)
    rules.require_future(due_at, now)
    with audit.writing(actor, "cases.contact.rescheduled", reason=reason):
        _, contact = lock_open_contact(actor, contact_id, version)
        if contact.due_at == due_at:
            raise SameMoment
        return _move(actor, contact, due_at, reason, now)


def undo_reschedule(actor: Actor, reschedule_id: int, *, now: datetime) -> Contact:
    """Put a contact back where it was before its last move, whose history stays. Raises `NothingToUndo`."""
    actor.require(Permission.EDIT)
    move = get_or_404(Reschedule.objects.filter(company_id=actor.company_id), reschedule_id)
    contact_for_acting(actor, move.contact_id)
    with audit.writing(actor, "cases.contact.reschedule_undone"):
        _, contact = lock_open_contact(actor, move.contact_id)
        last = contact.reschedules.order_by("-id").first()
        if last is None or last.pk != move.pk or contact.due_at != move.to_at:
            raise NothingToUndo
        _move(actor, contact, move.from_at, UNDONE, now)
    return contact


def _move(actor: Actor, contact: Contact, due_at: datetime, reason: str, now: datetime) -> Reschedule:
    move = Reschedule.objects.create(
        company_id=contact.company_id,
        contact=contact,
        from_at=contact.due_at,
        to_at=due_at,
        reason=reason[:200],
        by_id=actor.user_id,
        at=now,
    )
    contact.due_at = due_at
    contact.version += 1
    contact.save(update_fields=["due_at", "version"])
    return move
