"""What merges remember of a person: told in the report, forgotten on erasure with the records that went into theirs."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from vinculo.foundation.audit.actions import forget_between, forget_record, forget_rows
from vinculo.foundation.personal_data import Row, Trace
from vinculo.foundation.reversal.actions import forget_kept
from vinculo.foundation.reversal.queries import spans_of
from vinculo.foundation.reversal.spans import Span
from vinculo.identity.models import Merge

FORGOTTEN = "Titular anonimizado"
_RECORD = "customers.party"


def _merges(company_id: int, party_id: int) -> list[Row]:
    held: list[Row] = [
        {"Quando": _instant(each), "O quê": "Unificação", "Saiu": each.loser_name, "Ficou": each.survivor_name}
        for each in _into(company_id, party_id)
    ]
    # The other record is somebody else: it is not told here.
    apart = _apart(company_id, party_id)
    return held + [{"Quando": _instant(each), "O quê": "Unificação desfeita"} for each in apart]


def _forget(company_id: int, party_id: int) -> int:
    """The names in merges, and what the audit and reversals kept of the records that are gone.

    A merge that was taken back left the values of one person in the history of the other: what its transactions
    recorded is forgotten whole, for both.
    """
    into, apart = _into(company_id, party_id), _apart(company_id, party_id)
    gone = [each.loser_id for each in into]
    for pk in gone:
        forget_record(_RECORD, pk)
    for each in apart:
        for span in _spans(each):
            forget_between(*span)
    forget_kept(_RECORD, [party_id, *gone])
    Merge.objects.filter(pk__in=[each.pk for each in into]).update(survivor_name=FORGOTTEN, loser_name=FORGOTTEN)
    apart_ids = [each.pk for each in apart]
    Merge.objects.filter(pk__in=apart_ids, survivor_id=party_id).update(survivor_name=FORGOTTEN)
    Merge.objects.filter(pk__in=apart_ids, loser_id=party_id).update(loser_name=FORGOTTEN)
    forget_rows(Merge._meta.db_table, [each.pk for each in (*into, *apart)])
    return len(into) + len(apart)


def _into(company_id: int, party_id: int) -> list[Merge]:
    """Every merge that holds and ended in this record, also through others."""
    found: list[Merge] = []
    ends = [party_id]
    while ends:
        rows = list(Merge.objects.filter(company_id=company_id, survivor_id__in=ends, undone_at=None))
        found += rows
        ends = [row.loser_id for row in rows]
    return found


def _apart(company_id: int, party_id: int) -> list[Merge]:
    """The merges of this record with another that were taken back."""
    both = Q(survivor_id=party_id) | Q(loser_id=party_id)
    rows = Merge.objects.filter(both, company_id=company_id, undone_at__isnull=False)
    return list(rows.select_related("reversal").order_by("pk"))


def _spans(merge: Merge) -> Iterable[Span]:
    yield Span(*merge.span)
    if merge.reversal is not None:
        yield from spans_of(merge.reversal)


def _instant(merge: Merge) -> str:
    return f"{timezone.localtime(merge.merged_at):%d/%m/%Y %H:%M}"


MERGES = Trace("identity.merges", "Unificações", _merges, _forget)
