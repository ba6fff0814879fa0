"""Where the audit holds what one transaction did: its key, between two ids of changes."""

from collections.abc import Callable
from typing import NamedTuple

from django.db import connection, transaction

from vinculo.foundation.audit import transaction_key


class Span(NamedTuple):
    """The changes with `transaction_key` whose ids are above `after` and not above `last`."""

    transaction_key: int
    after: int
    last: int


def position() -> int:
    """The last id given to a change so far, by anybody: take it before writing."""
    with connection.cursor() as cursor:
        cursor.execute("select case when is_called then last_value else 0 end from audit_change_id_seq")
        return int(cursor.fetchone()[0])


def span_since(start: int) -> Span:
    """The changes of the present transaction since `start`."""
    return Span(transaction_key(), start, position())


_ADDED_AND_CHANGED = """
    select exists (
        select from audit_change made join audit_change later
            on later.root_type = made.root_type and later.root_id = made.root_id
            and later.table_name = made.table_name and later.row_id = made.row_id and later.id > %(last)s
        where made.id > %(after)s and made.id <= %(last)s and made.transaction_key = %(key)s and made.operation = 'I')
"""


def was_touched_since(span: Span) -> bool:
    """Whether a row that the span added was changed after it: taking the span back would take that away too."""
    with connection.cursor() as cursor:
        inputs = {"after": span.after, "last": span.last, "key": span.transaction_key}
        cursor.execute(_ADDED_AND_CHANGED, inputs)
        return bool(cursor.fetchone()[0])


def recorded(write: Callable[[], object]) -> Span:
    """Do one write in a transaction; what the audit recorded of it. What the write raises, this raises."""
    with transaction.atomic():
        start = position()
        write()
        return span_since(start)
