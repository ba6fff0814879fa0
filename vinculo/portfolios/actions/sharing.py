"""Redistributing customers among the people of the company."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from vinculo.customers.actions import assign_owner_to_many
from vinculo.foundation.access import Actor
from vinculo.organization.models import User
from vinculo.portfolios.permissions import Permission


@dataclass(frozen=True, slots=True)
class Shared:
    """How many customers changed hands, and the key that gives them all back."""

    parties: int
    undo_key: int


def redistribute(actor: Actor, shares: Mapping[User, Sequence[int]], *, reason: str, now: datetime) -> Shared:
    """Gives each receiver the records of their share, in one transaction that is undone whole.

    Raises what `assign_owner_to_many` refuses for a receiver; then nothing moves.
    """
    actor.require(Permission.MANAGE)
    moved, key = 0, 0
    with transaction.atomic():
        for receiver, party_ids in shares.items():
            if party_ids:
                change = assign_owner_to_many(actor, party_ids, receiver, now=now, reason=reason)
                moved, key = moved + change.parties, change.undo_key
    return Shared(moved, key)
