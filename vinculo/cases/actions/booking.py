"""The insertion of a contact, shared by the actions that ask for the next one. Runs inside their transaction."""

from datetime import datetime

from vinculo.cases import rules
from vinculo.cases.inputs import NextContact
from vinculo.cases.models import Contact, ServiceCase
from vinculo.cases.queries import Place, place_of
from vinculo.foundation.access import Actor
from vinculo.foundation.notifications.actions import notify
from vinculo.organization.models import User


def insert_contact(
    actor: Actor, case: ServiceCase, wanted: NextContact, *, now: datetime, previous: Contact | None = None
) -> Contact:
    """Book the wanted contact; its owner is told when somebody else booked it. Raises `ContactInThePast`."""
    rules.require_future(wanted.due_at, now)
    contact = insert_contact_at(
        actor,
        case,
        wanted,
        owner=wanted.owner or case.owner,
        place=place_of(wanted.owner, near=case.establishment_id)
        if wanted.owner
        else Place(case.establishment_id, case.team_id),
        now=now,
        previous=previous,
    )
    if contact.owner_id and contact.owner_id not in (actor.user_id, case.owner_id):
        notify(
            [contact.owner_id],
            f"{actor.name} marcou um contato para você",
            body=contact.purpose or case.protocol,
            url=case.get_absolute_url(),
        )
    return contact


def insert_contact_at(
    actor: Actor,
    case: ServiceCase,
    wanted: NextContact,
    *,
    owner: User | None,
    place: Place,
    now: datetime,
    previous: Contact | None = None,
) -> Contact:
    return Contact.objects.create(
        company_id=case.company_id,
        case=case,
        party_id=case.party_id,
        action=wanted.action,
        purpose=wanted.purpose.strip(),
        due_at=wanted.due_at,
        establishment_id=place.establishment_id,
        team_id=place.team_id,
        owner=owner,
        created_by_id=actor.user_id,
        created_at=now,
        previous=previous,
    )
