"""Handing one's authority to somebody for a time, and ending that."""

from datetime import date, datetime

from vinculo.approvals.models import Delegation
from vinculo.approvals.permissions import Permission
from vinculo.approvals.refusals import ApprovalRefused
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.notifications.actions import notify
from vinculo.organization.models import User
from vinculo.organization.queries import actor_for


def delegate(
    actor: Actor, receiver_id: int, *, first_day: date, last_day: date, reason: str, today: date, now: datetime
) -> Delegation:
    """Let somebody of the company answer for one's levels from the first to the last day. Raises `ApprovalRefused`."""
    actor.require(Permission.DELEGATE)
    if receiver_id == actor.user_id:
        raise ApprovalRefused("Escolha outra pessoa: a alçada já é sua.")
    if last_day < first_day or last_day < today:
        raise ApprovalRefused("O período da delegação já terminou, ou termina antes de começar.")
    receiver = User.objects.filter(pk=receiver_id, company_id=actor.company_id, is_active=True).first()
    if receiver is None:
        raise ApprovalRefused("Esta pessoa não é da empresa ou está inativa.")
    standing_in = actor_for(receiver.pk, actor.establishment_id)
    if standing_in is None or not standing_in.may(Permission.DECIDE):
        raise ApprovalRefused(f"O perfil de {receiver.name} não decide alçadas; escolha quem decida.")
    with audit.writing(actor, "approvals.delegation.given", reason=reason):
        delegation = Delegation.objects.create(
            company_id=actor.company_id,
            giver_id=actor.user_id,
            receiver=receiver,
            first_day=first_day,
            last_day=last_day,
            reason=reason,
            created_at=now,
        )
        period = f"De {first_day:%d/%m/%Y} a {last_day:%d/%m/%Y}. {reason}"
        notify([receiver.pk], f"{actor.name} delegou a alçada a você", period, "/alcadas/", "approval")
    return delegation


def revoke(actor: Actor, delegation_id: int, *, now: datetime) -> None:
    """End a delegation one gave. What was decided under it stands. Raises `ApprovalRefused`."""
    with audit.writing(actor, "approvals.delegation.revoked"):
        mine = Delegation.objects.filter(company_id=actor.company_id, giver_id=actor.user_id, revoked_at__isnull=True)
        delegation = mine.select_for_update().filter(pk=delegation_id).first()
        if delegation is None:
            raise ApprovalRefused("Só quem delegou encerra a delegação.")
        delegation.revoked_at = now
        delegation.save(update_fields=["revoked_at"])
