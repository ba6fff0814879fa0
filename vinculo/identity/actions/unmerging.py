"""One record becomes two again."""

from collections import Counter
from datetime import datetime

from django.db import IntegrityError, connection
from django.db.models import F

from vinculo.customers.models import Party
from vinculo.customers.queries import editable_parties, readable_parties
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.audit.wording import column_label, name_of_table
from vinculo.foundation.database.breaches import broken_constraint
from vinculo.foundation.reversal import Kept, Reversed, Span, position, span_since
from vinculo.foundation.reversal.actions import record_reversal
from vinculo.foundation.reversal.fields import LeftField, reverse_fields
from vinculo.identity import queries
from vinculo.identity.following import added_since
from vinculo.identity.models import Merge
from vinculo.identity.permissions import Permission
from vinculo.identity.refusals import CannotUnmerge
from vinculo.identity.verbs import Verb

SUBJECT = "identity.merge"
RECORD = "customers.party"
_SENTENCES = {
    "quota_is_never_overdrawn": "Não dá para separar: depois da unificação usou-se da cota somada mais do que cada "
    "cadastro tinha. Aumente o limite da cota e tente de novo.",
}
_TAKEN = "Não dá para separar: um valor que voltaria (CPF/CNPJ ou código externo) agora é de outro cadastro."


def unmerge(actor: Actor, merge: Merge, *, now: datetime) -> Merge:
    """Restore both records as they were before the merge.

    What was added to the survivor since stays with it, a field that was changed since stays as it is now, and both are
    told in the merge's `reversal`. Needs authority over the survivor. Raises `CannotUnmerge` when it was taken back
    already, when the survivor went into a third record or was erased, or when a value that must come back is somebody
    else's now.
    """
    actor.require(Permission.MERGE)
    try:
        with audit.writing(actor, Verb.UNMERGED, reason=str(merge)):
            return _unmerge(actor, merge, now)
    except IntegrityError as error:
        raise CannotUnmerge(_SENTENCES.get(broken_constraint(error), _TAKEN)) from error


def _unmerge(actor: Actor, merge: Merge, now: datetime) -> Merge:
    locked = Merge.objects.select_for_update().get(pk=merge.pk)
    if locked.undone_at is not None:
        raise CannotUnmerge("Esta unificação já foi desfeita.")
    later = queries.latest_merge_of(actor.company_id, locked.survivor_id)
    if later is not None:
        raise CannotUnmerge(f"Antes, desfaça a unificação de {later.loser_name} em {later.survivor_name}.")
    if get_or_404(readable_parties(actor), locked.survivor_id).anonymized_at is not None:
        raise CannotUnmerge("O titular foi anonimizado: o que era do outro cadastro também foi apagado e não volta.")
    get_or_404(editable_parties(actor).select_for_update(of=("self",)), locked.survivor_id)
    span, start = Span(*locked.span), position()
    with connection.cursor() as cursor:
        added = added_since(cursor, locked.survivor_id, span.last)
    left = reverse_fields([span])
    Party.objects.filter(pk=locked.survivor_id).update(updated_at=now, version=F("version") + 1)
    outcome = Reversed(2, [*_added_words(locked, added), *_left_words(locked, left)])
    locked.reversal = record_reversal(actor, SUBJECT, locked.pk, outcome, [span_since(start)])
    locked.undone_by_id = actor.user_id
    locked.undone_at = now
    locked.save(update_fields=["reversal", "undone_by", "undone_at"])
    return locked


def _added_words(merge: Merge, added: dict[str, int]) -> list[Kept]:
    return [
        Kept(RECORD, merge.survivor_id, merge.survivor_name, f"{name} ({count}): entrou depois da unificação e ficou.")
        for name, count in added.items()
    ]


def _left_words(merge: Merge, left: list[LeftField]) -> list[Kept]:
    gone = Counter(name_of_table(each.table) for each in left if not each.column)
    changed = Counter((each.table, each.column) for each in left if each.column)
    told = [f"{name} ({count}): foi excluído depois da unificação e não volta." for name, count in gone.items()]
    for (table, column), count in changed.items():
        what = f"{name_of_table(table)}, {column_label(table, column)}"
        told.append(f"{what}{f' ({count})' if count > 1 else ''}: mudou depois da unificação e ficou como está.")
    return [Kept(RECORD, merge.survivor_id, merge.survivor_name, each) for each in told]
