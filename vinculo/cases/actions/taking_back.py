"""Taking back what one has just forwarded by mistake."""

from collections.abc import Collection
from datetime import datetime

from vinculo.cases.actions.handovers import move_case
from vinculo.cases.models import Contact, Handover, ServiceCase
from vinculo.cases.permissions import Permission
from vinculo.cases.queries import Place
from vinculo.cases.refusals import NothingToUndo
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Change

UNDONE = "Encaminhamento desfeito"

_HANDS = ("owner_id", "establishment_id", "team_id")


def take_back_forwards(actor: Actor, handover_ids: Collection[int], *, now: datetime) -> int:
    """Give back the cases of the actor's own forwards that are still open and still with whom received them.

    The contacts return to the hands they were in, and the one booked for today goes, unless somebody has touched it.
    How many cases came back; `NothingToUndo` when none did.
    """
    actor.require(Permission.FORWARD)
    with audit.writing(actor, "cases.case.forward_undone"):
        mine = Handover.objects.filter(
            pk__in=handover_ids, company_id=actor.company_id, by_id=actor.user_id, kind=Handover.Kind.FORWARD
        )
        handovers = mine.select_related("from_user").order_by("-pk")
        back = sum(_take_back(actor, handover, now) for handover in handovers)
    if not back:
        raise NothingToUndo("Já mudou de mãos outra vez ou foi encerrado: não há o que desfazer.")
    return back


def _take_back(actor: Actor, handover: Handover, now: datetime) -> bool:
    still_there = ServiceCase.objects.open().filter(pk=handover.case_id, owner_id=handover.to_user_id)
    case = still_there.select_for_update(of=("self",)).first()
    if case is None or case.handovers.filter(pk__gt=handover.pk).exists():
        return False
    changes = _changes_of_contacts(handover)
    booked = [change.row_id for change in changes if change.operation == Change.Operation.INSERT]
    Contact.objects.open().filter(pk__in=booked, version=1).delete()
    place = Place(handover.from_establishment_id, handover.from_team_id)
    move_case(actor, case, handover.from_user, place, kind=Handover.Kind.FORWARD, reason=UNDONE, now=now)
    for change in changes:
        if change.operation == Change.Operation.UPDATE and change.before:
            before = {name: change.before[name] for name in _HANDS if name in change.before}
            case.contacts.filter(pk=change.row_id, closed_at__isnull=True).update(**before)
    return True


def _changes_of_contacts(handover: Handover) -> list[Change]:
    """What the forward did to the contacts of its case."""
    of_case = Change.objects.filter(root_type="cases.servicecase", root_id=handover.case_id)
    kept = of_case.filter(table_name=Handover._meta.db_table, row_id=handover.pk)
    keys = kept.values_list("transaction_key", flat=True)[:1]
    return list(of_case.filter(table_name=Contact._meta.db_table, transaction_key__in=list(keys)))
