"""Where the audit holds what one transaction did: its key, between two ids of changes."""

from typing import NamedTuple

from django.db import connection

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
