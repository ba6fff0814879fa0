from datetime import datetime

from django.utils import timezone

from vinculo.cases import parameters, rules
from vinculo.cases.actions.booking import insert_contact
from vinculo.cases.inputs import CaseFacts, NewCase
from vinculo.cases.models import ServiceCase
from vinculo.cases.permissions import Permission
from vinculo.cases.queries import Place, offered_subjects, place_of
from vinculo.cases.refusals import SecondSale, SubjectNotOffered
from vinculo.cases.tables import CaseNature
from vinculo.customers.queries import readable_parties
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.notifications.actions import notify
from vinculo.foundation.numbering.actions import next_numbers
from vinculo.organization.models import User
from vinculo.organization.queries import parameter_value

PROTOCOLS = "cases.protocol"


def open_case(actor: Actor, party_id: int, wanted: NewCase, *, now: datetime) -> ServiceCase:
    """Open a case for a party the actor may read and, when asked, book its first contact.

    Without a chosen owner it waits in the queue of its nature (R-11); a nature without queue leaves it with the actor.
    It is marked as a return when the party already has an open case.
    Raises `SubjectNotOffered`, `SecondSale`, `ContactInThePast`.
    """
    actor.require(Permission.OPEN)
    require_subject(actor, wanted.nature, wanted.facts)
    with audit.writing(actor, "cases.case.opened"):
        party = get_or_404(readable_parties(actor).active().select_for_update(of=("self",)), party_id)
        open_natures = list(
            ServiceCase.objects.open().filter(party=party).values_list("nature__is_sale", flat=True)[:100]
        )
        if wanted.nature.is_sale and any(open_natures):
            _refuse_second_sale(actor)
        owner, place = destination(actor, wanted.nature, wanted.owner)
        case = ServiceCase.objects.create(
            company_id=actor.company_id,
            protocol=_next_protocol(actor, now),
            party=party,
            nature=wanted.nature,
            type=wanted.facts.type,
            subject=wanted.facts.subject,
            media=wanted.facts.media,
            channel=wanted.facts.channel,
            description=wanted.facts.description.strip(),
            perception=wanted.facts.perception.strip(),
            is_return=bool(open_natures),
            establishment_id=place.establishment_id,
            team_id=place.team_id,
            owner=owner,
            opened_by_id=actor.user_id,
            opened_at=now,
        )
        if wanted.next_contact:
            insert_contact(actor, case, wanted.next_contact, now=now)
        if owner and owner.pk != actor.user_id:
            notify(
                [owner.pk],
                f"{actor.name} abriu um atendimento para você",
                body=f"{party.name} · {case.protocol}",
                url=case.get_absolute_url(),
            )
    return case


def require_subject(actor: Actor, nature: CaseNature, facts: CaseFacts) -> None:
    """Raises `SubjectNotOffered` when the subject does not belong to the nature."""
    if not offered_subjects(actor.company_id, nature.pk, keep=facts.subject.pk).filter(pk=facts.subject.pk).exists():
        raise SubjectNotOffered


def destination(actor: Actor, nature: CaseNature, owner: User | None) -> tuple[User | None, Place]:
    """Who gets a case of a nature, and where: the chosen owner, else the queue of the nature, else the actor (R-11)."""
    if owner is None and nature.queue is not None:
        return None, Place(nature.queue.establishment_id, nature.queue_id)
    if owner is None or owner.pk == actor.user_id:
        return User.objects.get(pk=actor.user_id), Place(actor.establishment_id, actor.team_id)
    return owner, place_of(owner, near=actor.establishment_id)


def _refuse_second_sale(actor: Actor) -> None:
    if parameter_value(actor.company_id, parameters.FORBID_SECOND_SALE.key):
        raise SecondSale


def _next_protocol(actor: Actor, now: datetime) -> str:
    year = timezone.localtime(now).year
    (number,) = next_numbers(company_id=actor.company_id, key=PROTOCOLS, year=year)
    return rules.protocol(year, number)
