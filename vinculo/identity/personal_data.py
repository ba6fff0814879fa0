"""What merges remember of a person: told in the report, forgotten on erasure with the records that went into theirs."""

from django.utils import timezone

from vinculo.foundation.audit.actions import forget_record, forget_rows
from vinculo.foundation.personal_data import Row, Trace
from vinculo.identity.models import Merge

_FORGOTTEN = "Titular anonimizado"


def _merges(company_id: int, party_id: int) -> list[Row]:
    return [
        {
            "Quando": f"{timezone.localtime(row.merged_at):%d/%m/%Y %H:%M}",
            "Saiu": row.loser_name,
            "Ficou": row.survivor_name,
        }
        for row in _into(company_id, party_id)
    ]


def _forget(company_id: int, party_id: int) -> int:
    """The names in merges, and what the audit kept of the records that are gone."""
    rows = _into(company_id, party_id)
    for row in rows:
        forget_record("customers.party", row.loser_id)
    ids = [row.pk for row in rows]
    Merge.objects.filter(pk__in=ids).update(survivor_name=_FORGOTTEN, loser_name=_FORGOTTEN)
    forget_rows(Merge._meta.db_table, ids)
    return len(rows)


def _into(company_id: int, party_id: int) -> list[Merge]:
    """Every merge that ended in this record, also through others."""
    found: list[Merge] = []
    ends = [party_id]
    while ends:
        rows = list(
            Merge.objects.filter(company_id=company_id, survivor_id__in=ends).exclude(pk__in=[row.pk for row in found])
        )
        found += rows
        ends = [row.loser_id for row in rows]
    return found


MERGES = Trace("identity.merges", "Unificações", _merges, _forget)
