"""Saying that two records are different people, for good."""

from collections.abc import Iterable
from datetime import datetime

from vinculo.customers.models import Party
from vinculo.customers.queries import editable_parties
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.identity.models import Distinction, LookalikePair
from vinculo.identity.permissions import Permission
from vinculo.identity.verbs import Verb


def distinguish(actor: Actor, one: int, other: int, *, now: datetime, reason: str = "") -> Distinction:
    """Remember that the two are different people; the pair leaves the queue. Saying it again changes nothing."""
    actor.require(Permission.REVIEW)
    first, second = sorted((one, other))
    with audit.writing(actor, Verb.DISTINGUISHED, reason=reason):
        for pk in (first, second):
            get_or_404(editable_parties(actor), pk)
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
        for pk in (first, second):
            get_or_404(editable_parties(actor), pk)
        Distinction.objects.filter(first_id=first, second_id=second).delete()


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
