"""Saying that two records are different people, for good."""

from collections.abc import Iterable
from datetime import datetime

from django.http import Http404

from vinculo.customers.models import Party
from vinculo.customers.queries import editable_parties
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.identity.models import Distinction, LookalikePair
from vinculo.identity.permissions import Permission
from vinculo.identity.verbs import Verb


def distinguish(actor: Actor, one: int, other: int, *, now: datetime, reason: str = "") -> Distinction:
    """Remember that the two are different people; the pair leaves the queue. Saying it again changes nothing."""
    actor.require(Permission.REVIEW)
    first, second = sorted((one, other))
    with audit.writing(actor, Verb.DISTINGUISHED, reason=reason):
        _require_both(actor, first, second)
        distinction, _ = Distinction.objects.get_or_create(
            first_id=first,
            second_id=second,
            defaults={
                "company_id": actor.company_id,
                "decided_by_id": actor.user_id,
                "decided_at": now,
                "reason": reason[:200],
            },
        )
        LookalikePair.objects.filter(first_id=first, second_id=second).delete()
        return distinction


def forget_distinction(actor: Actor, one: int, other: int) -> None:
    """The two may be asked about again."""
    actor.require(Permission.REVIEW)
    first, second = sorted((one, other))
    with audit.writing(actor, Verb.DISTINCTION_REMOVED):
        _require_both(actor, first, second)
        Distinction.objects.filter(first_id=first, second_id=second).delete()


def _require_both(actor: Actor, one: int, other: int) -> None:
    """404 unless these are two records that the actor may edit."""
    if editable_parties(actor).filter(pk__in=(one, other)).count() < 2:
        raise Http404("Registro não encontrado.")


def remember_registered_apart(actor: Actor, party_id: int, others: Iterable[int], now: datetime) -> None:
    """Who registers somebody beside look-alikes has said that they are different people."""
    known = Party.objects.filter(company_id=actor.company_id, pk__in=set(others) - {party_id}).values_list(
        "pk", flat=True
    )
    Distinction.objects.bulk_create(
        (
            Distinction(
                company_id=actor.company_id,
                first_id=min(party_id, other),
                second_id=max(party_id, other),
                decided_by_id=actor.user_id,
                decided_at=now,
                reason="Dito no cadastro",
            )
            for other in known
        ),
        ignore_conflicts=True,
    )
