from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from vinculo.cases import rules
from vinculo.cases.actions.booking import insert_contact_at
from vinculo.cases.actions.locking import lock_open_case, require_explanation
from vinculo.cases.inputs import NextContact
from vinculo.cases.models import Handover, ServiceCase
from vinculo.cases.permissions import Permission
from vinculo.cases.queries import Place, offered, place_of
from vinculo.cases.refusals import AlreadyTaken, CaseRefused, SamePerson
from vinculo.cases.tables import ContactAction
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.notifications.actions import notify
from vinculo.organization.models import User

ATTEND_WITHIN = timedelta(minutes=1)


def forward_case(actor: Actor, case_id: int, to_user: User, reason: str, *, now: datetime) -> Handover:
    """Give a case to another user, who finds it in today's agenda and is notified.

    The open contacts go along; when none of them is due by today, one due now is booked.
    Raises `ExplanationNeeded`, `CaseIsClosed`, `SamePerson`.
    """
    actor.require(Permission.FORWARD)
    reason = require_explanation(reason)
    with audit.writing(actor, "cases.case.forwarded", reason=reason):
        case = lock_open_case(actor, case_id)
        if case.owner_id == to_user.pk:
            raise SamePerson
        place = place_of(to_user, near=case.establishment_id)
        handover = move_case(actor, case, to_user, place, kind=Handover.Kind.FORWARD, reason=reason, now=now)
        _put_in_todays_agenda(actor, case, to_user, place, reason, now)
        if to_user.pk != actor.user_id:
            notify(
                [to_user.pk],
                f"{actor.name} encaminhou um atendimento para você",
                body=f"{case.party.name} · {reason}",
                url=case.get_absolute_url(),
            )
    return handover


def forward_cases(
    actor: Actor, case_ids: Iterable[int], to_user: User, reason: str, *, now: datetime
) -> tuple[list[Handover], int]:
    """Forward several cases; those that went and how many stayed (closed, or already with the person)."""
    actor.require(Permission.FORWARD)
    require_explanation(reason)
    went: list[Handover] = []
    stayed = 0
    for case_id in _in_turn(actor, case_ids):
        try:
            went.append(forward_case(actor, case_id, to_user, reason, now=now))
        except CaseRefused:
            stayed += 1
    return went, stayed


def _in_turn(actor: Actor, case_ids: Iterable[int]) -> list[int]:
    """One order for everybody, so that two who forward many wait for each other and never embrace."""
    seen = ServiceCase.objects.visible_to(actor).filter(pk__in=case_ids)
    return list(seen.order_by("pk").values_list("pk", flat=True))


def take_from_queue(actor: Actor, case_id: int, *, now: datetime) -> ServiceCase:
    """Become the owner of a case that waits without one, and of its contacts. Raises `CaseIsClosed`, `AlreadyTaken`."""
    actor.require(Permission.EDIT)
    with audit.writing(actor, "cases.case.taken"):
        case = lock_open_case(actor, case_id)
        if case.owner is not None:
            raise AlreadyTaken(f"{case.owner.name} já assumiu este atendimento.")
        me = User.objects.get(pk=actor.user_id)
        place = place_of(me, near=case.establishment_id)
        move_case(actor, case, me, place, kind=Handover.Kind.TAKE, reason="Assumiu da fila", now=now)
        _put_in_todays_agenda(actor, case, me, place, "Assumido da fila", now)
    return case


def move_case(
    actor: Actor,
    case: ServiceCase,
    owner: User | None,
    place: Place,
    *,
    kind: Handover.Kind,
    reason: str,
    now: datetime,
) -> Handover:
    """Change the hands a locked case and its open contacts are in, and keep whose they were."""
    handover = Handover.objects.create(
        company_id=case.company_id,
        case=case,
        kind=kind,
        from_user_id=case.owner_id,
        from_establishment_id=case.establishment_id,
        from_team_id=case.team_id,
        to_user=owner,
        reason=reason[:200],
        by_id=actor.user_id,
        at=now,
    )
    case.contacts.filter(closed_at__isnull=True).update(
        owner=owner, establishment_id=place.establishment_id, team_id=place.team_id, version=F("version") + 1
    )
    case.owner = owner
    case.establishment_id = place.establishment_id
    case.team_id = place.team_id
    case.version += 1
    case.save(update_fields=["owner", "establishment", "team", "version"])
    return handover


def _put_in_todays_agenda(
    actor: Actor, case: ServiceCase, owner: User, place: Place, purpose: str, now: datetime
) -> None:
    """The new owner must meet the case today: book a contact due now unless one that moved along is due by today."""
    _, tomorrow = rules.day_bounds(now, timezone.get_current_timezone())
    if case.contacts.filter(closed_at__isnull=True, due_at__lt=tomorrow).exists():
        return
    action = offered(ContactAction, case.company_id).first()
    if action is None:
        raise CaseRefused("Cadastre ao menos uma ação de contato em Configurador › Tabelas de atendimento.")
    wanted = NextContact(action=action, due_at=now + ATTEND_WITHIN, purpose=purpose[:300])
    insert_contact_at(actor, case, wanted, owner=owner, place=place, now=now)
