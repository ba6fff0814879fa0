"""The yearly partitions of the ledger, made well before they are needed."""

from datetime import datetime

from django.db import connection

YEARS_AHEAD = 5


def make_partitions(*, now: datetime) -> None:
    """Harmless to repeat: a partition that exists is left alone."""
    with connection.cursor() as cursor:
        cursor.execute("select stock_make_partitions(%s)", [now.year + YEARS_AHEAD])
