"""Rows of one file that are the same record: the first one claims its identities, the others are refused naming it."""

from collections.abc import Sequence
from typing import Final

from django.db import connection

from vinculo.imports.importer import Validated
from vinculo.imports.models import Run
from vinculo.imports.remarks import Found, Severity

_CLAIM: Final = """
    insert into imports_claimedkey (run_id, key, row)
    select %s, key, min(row) from unnest(%s::text[], %s::integer[]) as wanted (key, row) group by key order by key
    on conflict do nothing
"""
_CLAIMED: Final = "select key, row from imports_claimedkey where run_id = %s and key = any (%s)"


def mark_repeated(run: Run, rows: Sequence[Validated]) -> None:
    """Claim the identities of the rows and add a refusal to each row that comes after another with the same one.

    Rows must come in the order of the file; claiming the same rows again changes nothing.
    """
    keys = [identity.key for row in rows for identity in row.identities]
    numbers = [row.number for row in rows for _ in row.identities]
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [run.pk, keys, numbers])
        claimed_now = cursor.rowcount
        if claimed_now == len(keys):
            return
        cursor.execute(_CLAIMED, [run.pk, keys])
        first = dict(cursor.fetchall())
    for row in rows:
        row.found = [each for each in row.found if not each.is_repetition]
        for identity in row.identities:
            if first[identity.key] != row.number:
                sentence = f"{identity.words} da linha {first[identity.key]}."
                row.found.append(Found(identity.field, Severity.REFUSAL, sentence, identity.value, is_repetition=True))
