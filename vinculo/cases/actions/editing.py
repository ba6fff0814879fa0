from datetime import datetime

from vinculo.cases.actions.handovers import move_case
from vinculo.cases.actions.locking import lock_open_case
from vinculo.cases.actions.opening import destination, require_subject
from vinculo.cases.inputs import CaseFacts
from vinculo.cases.models import Handover, ServiceCase
from vinculo.cases.permissions import Permission
from vinculo.cases.queries import offered_subjects
from vinculo.cases.refusals import ChangedMeanwhile, SubjectNotOffered
from vinculo.cases.tables import CaseNature, CaseSubject
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.organization.models import User


def edit_case(actor: Actor, case_id: int, facts: CaseFacts, *, version: int) -> ServiceCase:
    """Change the facts of an open case; closed ones are read-only.

    Raises `CaseIsClosed`, `SubjectNotOffered`, and `ChangedMeanwhile` when `version` is no longer the present one.
    """
    actor.require(Permission.EDIT)
    with audit.writing(actor, "cases.case.edited"):
        case = lock_open_case(actor, case_id)
        if case.version != version:
            raise ChangedMeanwhile
        if facts.subject.pk != case.subject_id:
            require_subject(actor, case.nature, facts)
        case.type, case.subject, case.media, case.channel = facts.type, facts.subject, facts.media, facts.channel
        case.description, case.perception = facts.description.strip(), facts.perception.strip()
        case.version += 1
        case.save(update_fields=["type", "subject", "media", "channel", "description", "perception", "version"])
    return case


def change_nature(
    actor: Actor,
    case_id: int,
    nature: CaseNature,
    subject: CaseSubject,
    *,
    owner: User | None,
    reason: str,
    now: datetime,
) -> ServiceCase:
    """Give an open case another nature, which routes it again: to `owner`, else to the nature's queue (R-11).

    A nature without queue leaves the case with whom it is. Raises `CaseIsClosed`, `SubjectNotOffered`.
    """
    actor.require(Permission.EDIT)
    if not offered_subjects(actor.company_id, nature.pk).filter(pk=subject.pk).exists():
        raise SubjectNotOffered
    with audit.writing(actor, "cases.case.nature_changed", reason=reason.strip()):
        case = lock_open_case(actor, case_id)
        case.nature, case.subject = nature, subject
        case.version += 1
        case.save(update_fields=["nature", "subject", "version"])
        if owner or nature.queue:
            new_owner, place = destination(actor, nature, owner)
            move_case(
                actor,
                case,
                new_owner,
                place,
                kind=Handover.Kind.REROUTE,
                reason=reason or f"Natureza: {nature}",
                now=now,
            )
    return case
