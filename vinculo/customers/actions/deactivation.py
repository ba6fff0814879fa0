"""Records out of daily use, with the way back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError
from django.db.models import Exists, F, OuterRef

from vinculo.customers import queries
from vinculo.customers.actions.portfolio import UNDO_WINDOW
from vinculo.customers.models import Party
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import Unfit
from vinculo.customers.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Change
from vinculo.foundation.database.breaches import broken_constraint


@dataclass(frozen=True, slots=True)
class Deactivation:
    """How many records left daily use, and the key that undoes it."""

    parties: int
    undo_key: int


def deactivate(actor: Actor, party: Party, *, reason: str, now: datetime) -> Deactivation:
    """Takes the record out of daily use; its history stays. `Unfit` when it already is inactive."""
    done = deactivate_many(actor, [party.pk], reason=reason, now=now)
    if not done.parties:
        raise Unfit("Este cadastro já está inativo.")
    return done


def deactivate_many(actor: Actor, party_ids: Collection[int], *, reason: str, now: datetime) -> Deactivation:
    """Deactivates the actor's active records among `party_ids`."""
    actor.require(Permission.DEACTIVATE)
    with audit.writing(actor, Verb.DEACTIVATED, reason=reason):
        rows = queries.editable_parties(actor).filter(pk__in=party_ids, is_active=True)
        changed = rows.update(is_active=False, updated_at=now, version=F("version") + 1)
        return Deactivation(changed, audit.transaction_key())


def undo_deactivation(actor: Actor, undo_key: int, *, now: datetime) -> int:
    """Brings the records of one deactivation of the actor's own back, those still inactive by it; how many came back.

    `Unfit` when none is, or when another active record has taken the document of one meanwhile.
    """
    actor.require(Permission.DEACTIVATE)
    changes = Change.objects.filter(
        at__gte=now - UNDO_WINDOW,
        transaction_key=undo_key,
        actor_id=actor.user_id,
        table_name=Party._meta.db_table,
        verb=Verb.DEACTIVATED,
    )
    later = Change.objects.filter(
        table_name=Party._meta.db_table,
        row_id=OuterRef("row_id"),
        id__gt=OuterRef("id"),
        operation=Change.Operation.UPDATE,
        after__has_key="is_active",
    )
    try:
        with audit.writing(actor, Verb.DEACTIVATION_UNDONE):
            ids = list(changes.exclude(Exists(later)).values_list("row_id", flat=True))
            rows = queries.editable_parties(actor).filter(pk__in=ids, is_active=False)
            back = rows.update(is_active=True, updated_at=now, version=F("version") + 1)
    except IntegrityError as error:
        if broken_constraint(error) == "document_is_unique_among_active_parties":
            raise Unfit("O documento de um destes cadastros já está em outro cadastro ativo.") from error
        raise
    if not back:
        raise Unfit("Esta inativação não pode mais ser desfeita.")
    return back
