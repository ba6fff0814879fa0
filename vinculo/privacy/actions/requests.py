"""Requests of people about their data: opened, identified, answered."""

from datetime import datetime

from django.utils import timezone

from vinculo.customers import queries as customers
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.numbering.actions import next_numbers
from vinculo.organization.queries import parameter_value
from vinculo.privacy.models import PrivacyRequest
from vinculo.privacy.parameters import ANSWER_DAYS
from vinculo.privacy.permissions import Permission
from vinculo.privacy.refusals import Refused
from vinculo.privacy.rules import due_on


def open_request(
    actor: Actor,
    *,
    asked_by: str,
    kind: str,
    details: str = "",
    reply_to: str = "",
    party_id: int | None = None,
    received_at: datetime,
    now: datetime,
) -> PrivacyRequest:
    """A new request with protocol and deadline. `Refused` for a date in the future or a record not to be read."""
    actor.require(Permission.ATTEND)
    if received_at > now:
        raise Refused("O pedido não pode ter chegado no futuro.", field="received_at")
    if party_id and not customers.readable_parties(actor).filter(pk=party_id).exists():
        raise Refused("Escolha um cadastro da lista.", field="party")
    received = timezone.localtime(received_at)
    days = int(parameter_value(actor.company_id, ANSWER_DAYS.key))
    with audit.writing(actor, "privacy.request.opened"):
        number = next_numbers(company_id=actor.company_id, key="privacy", year=received.year)[0]
        return PrivacyRequest.objects.create(
            company_id=actor.company_id,
            protocol=f"LGPD-{received.year}-{number:05}",
            party_id=party_id,
            asked_by=asked_by,
            reply_to=reply_to,
            kind=kind,
            details=details,
            received_at=received_at,
            due_on=due_on(received.date(), days),
        )


def check_identity(actor: Actor, request: PrivacyRequest, how: str, *, party_id: int) -> None:
    """Says how we know who asks, and which record is theirs. `Refused` once the request is closed."""
    actor.require(Permission.ATTEND)
    if not customers.readable_parties(actor).filter(pk=party_id).exists():
        raise Refused("Escolha um cadastro da lista.", field="party")
    with audit.writing(actor, "privacy.request.identified"):
        changed = PrivacyRequest.objects.filter(pk=request.pk, outcome=PrivacyRequest.Outcome.OPEN).update(
            identity_check=how, party_id=party_id
        )
    if not changed:
        raise Refused("Este pedido já foi respondido.")


def close_request(actor: Actor, request: PrivacyRequest, *, answer: str, is_refused: bool, now: datetime) -> None:
    """Answers or refuses. `Refused` when it is closed already, or the identity was never checked and data goes out."""
    actor.require(Permission.ATTEND)
    if not request.identity_check and not is_refused:
        raise Refused("Confira a identidade de quem pediu antes de responder.")
    outcome = PrivacyRequest.Outcome.REFUSED if is_refused else PrivacyRequest.Outcome.ANSWERED
    with audit.writing(actor, "privacy.request.closed"):
        changed = PrivacyRequest.objects.filter(pk=request.pk, outcome=PrivacyRequest.Outcome.OPEN).update(
            outcome=outcome, answer=answer, answered_at=now, answered_by_id=actor.user_id
        )
    if not changed:
        raise Refused("Este pedido já foi respondido.")
