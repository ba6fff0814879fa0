from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from vinculo.cases import rules
from vinculo.cases.actions.locking import require_explanation
from vinculo.cases.models import Contact, Handover, ServiceCase, Transfer
from vinculo.cases.permissions import Permission
from vinculo.cases.queries import place_of, subordinates
from vinculo.cases.refusals import NothingToUndo, SamePerson
from vinculo.cases.tables import CaseNature
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.notifications.actions import notify
from vinculo.organization.models import User

UNDONE = "Transferência desfeita"


@dataclass(frozen=True, slots=True)
class TransferScope:
    """What of a user is transferred: everything open, or only the cases of a nature, or opened between two days."""

    from_user: User
    nature: CaseNature | None = None
    opened_from: date | None = None
    opened_to: date | None = None


def open_cases_to_transfer(actor: Actor, scope: TransferScope) -> QuerySet[ServiceCase]:
    """The open cases the transfer moves, of the user and inside the actor's scope."""
    return ServiceCase.objects.visible_to(actor).open().filter(_case_filter(scope), owner=scope.from_user)


def open_contacts_to_transfer(actor: Actor, scope: TransferScope) -> QuerySet[Contact]:
    """The pending contacts the transfer moves, also those the user has in other people's cases."""
    return Contact.objects.visible_to(actor).open().filter(_case_filter(scope, "case__"), owner=scope.from_user)


def transfer_open_cases(actor: Actor, scope: TransferScope, to_user: User, reason: str, *, now: datetime) -> Transfer:
    """Move every open case and pending contact in the scope to another user, in a handful of statements.

    The user must be inside the actor's scope (404 otherwise). Raises `ExplanationNeeded`, `SamePerson`.
    """
    actor.require(Permission.TRANSFER)
    reason = require_explanation(reason)
    get_or_404(subordinates(actor), scope.from_user.pk)
    if scope.from_user.pk == to_user.pk:
        raise SamePerson("Escolha outra pessoa para receber os atendimentos.")
    with audit.writing(actor, "cases.case.transferred", reason=reason):
        cases = list(open_cases_to_transfer(actor, scope).select_for_update(of=("self",)).order_by("pk"))
        contacts = open_contacts_to_transfer(actor, scope).select_for_update(of=("self",)).order_by("pk")
        transfer = Transfer.objects.create(
            company_id=actor.company_id,
            from_user=scope.from_user,
            to_user=to_user,
            reason=reason[:200],
            by_id=actor.user_id,
            at=now,
            case_ids=[case.pk for case in cases],
            contact_ids=list(contacts.values_list("pk", flat=True)),
        )
        _record(transfer, cases, to_user, reason, now)
        place = place_of(to_user, near=actor.establishment_id)
        moved = {"owner": to_user, "establishment_id": place.establishment_id, "team_id": place.team_id}
        ServiceCase.objects.filter(pk__in=transfer.case_ids).update(**moved, version=F("version") + 1)
        Contact.objects.filter(pk__in=transfer.contact_ids).update(**moved, version=F("version") + 1)
        notify(
            [to_user.pk],
            f"{actor.name} transferiu {len(cases)} atendimentos de {scope.from_user.name} para você",
            body=reason,
            url="/agenda/",
        )
    return transfer


def undo_transfer(actor: Actor, transfer_id: int, *, now: datetime) -> Transfer:
    """Give back what is still open and still with whom received it. Raises `NothingToUndo` the second time."""
    actor.require(Permission.TRANSFER)
    with audit.writing(actor, "cases.case.transfer_undone"):
        mine = Transfer.objects.filter(company_id=actor.company_id, from_user__in=subordinates(actor))
        transfer = get_or_404(mine.select_for_update(of=("self",)), transfer_id)
        if transfer.undone_at is not None:
            raise NothingToUndo("Esta transferência já foi desfeita.")
        still_there = ServiceCase.objects.open().filter(pk__in=transfer.case_ids, owner_id=transfer.to_user_id)
        cases = list(still_there.select_for_update().order_by("pk"))
        before = Handover.objects.filter(transfer=transfer, case=OuterRef("pk"), from_user_id=transfer.from_user_id)
        _record(transfer, cases, transfer.from_user, UNDONE, now)
        ServiceCase.objects.filter(pk__in=[case.pk for case in cases]).update(
            owner_id=transfer.from_user_id,
            establishment_id=Subquery(before.values("from_establishment_id")[:1]),
            team_id=Subquery(before.values("from_team_id")[:1]),
            version=F("version") + 1,
        )
        case = ServiceCase.objects.filter(pk=OuterRef("case_id"))
        contacts = Contact.objects.open().filter(pk__in=transfer.contact_ids, owner_id=transfer.to_user_id)
        back: dict[str, Any] = {"owner_id": transfer.from_user_id, "version": F("version") + 1}
        contacts.filter(case__in=cases).update(
            **back,
            establishment_id=Subquery(case.values("establishment_id")),
            team_id=Subquery(case.values("team_id")),
        )
        # What is left are contacts in other people's cases: they live where their owner works.
        place = place_of(transfer.from_user, near=actor.establishment_id)
        contacts.update(**back, establishment_id=place.establishment_id, team_id=place.team_id)
        transfer.undone_at = now
        transfer.save(update_fields=["undone_at"])
    return transfer


def _case_filter(scope: TransferScope, prefix: str = "") -> Q:
    zone = timezone.get_current_timezone()
    condition = Q()
    if scope.nature:
        condition &= Q(**{f"{prefix}nature": scope.nature})
    if scope.opened_from:
        condition &= Q(**{f"{prefix}opened_at__gte": rules.start_of_day(scope.opened_from, zone)})
    if scope.opened_to:
        after = rules.start_of_day(scope.opened_to + timedelta(days=1), zone)
        condition &= Q(**{f"{prefix}opened_at__lt": after})
    return condition


def _record(transfer: Transfer, cases: list[ServiceCase], to_user: User, reason: str, now: datetime) -> None:
    Handover.objects.bulk_create(
        (
            Handover(
                company_id=case.company_id,
                case=case,
                kind=Handover.Kind.TRANSFER,
                transfer=transfer,
                from_user_id=case.owner_id,
                from_establishment_id=case.establishment_id,
                from_team_id=case.team_id,
                to_user=to_user,
                reason=reason[:200],
                by_id=transfer.by_id,
                at=now,
            )
            for case in cases
        ),
        batch_size=1000,
    )
