"""What the audit's triggers do not write: rows that left the product, and values that people asked us to forget."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Export
from vinculo.foundation.audit.origin import current_origin


def log_export(
    actor: Actor, list_key: str, title: str, parameters: Mapping[str, object], rows: int, *, reason: str = ""
) -> Export:
    """Record that `actor` took `rows` rows of a list; `parameters` are the filters, fit for JSON; `reason` why."""
    return Export.objects.create(
        company_id=actor.company_id,
        actor_id=actor.user_id,
        list_key=list_key,
        title=title,
        parameters=dict(parameters),
        rows=rows,
        reason=reason,
        address=current_origin().address,
    )


def forget_record(root_type: str, root_id: int) -> int:
    """Take every text and every figure out of the values recorded of one record; how many changes that was.

    Who changed which field when stays; what the field held is null. Part of the present transaction, whose own changes
    are forgotten too. Irreversible: for people who asked to be erased.
    """
    return _forget("root_type = %s and root_id = %s", [root_type, root_id])


def forget_rows(table: str, row_ids: Sequence[int]) -> int:
    """As `forget_record`, for rows of one table whichever record they belong to."""
    return _forget("table_name = %s and row_id = any(%s)", [table, list(row_ids)])


def forget_between(transaction_key: int, after: int, last: int) -> int:
    """As `forget_record`, for what one transaction recorded with ids above `after` and not above `last`."""
    return _forget("id > %s and id <= %s and transaction_key = %s", [after, last, transaction_key])


def _forget(condition: str, inputs: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_FORGET + condition, inputs)
        return int(cursor.rowcount)


_BARE = (
    "(select jsonb_object_agg(key, case when jsonb_typeof(value) in ('string', 'array', 'object') "
    "or (jsonb_typeof(value) = 'number' and key !~ '(^|_)id$') "
    "then 'null'::jsonb else value end) from jsonb_each({side}))"
)
_FORGET = (
    f"update audit_change set before = {_BARE.format(side='before')}, after = {_BARE.format(side='after')}, "  # noqa: S608
    "reason = '' where "
)
