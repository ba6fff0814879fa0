"""When a party last did something with the company, told by every app that knows.

A source is SQL that selects `company_id, party_id, at` (timestamptz): contacts made, orders invoiced. Indicators,
portfolios and retention count from them, always set-based.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils import timezone

# The days an indicator looks back over, today included.
PERIOD_DAYS = 30


@dataclass(frozen=True, slots=True)
class ActivitySource:
    key: str
    label: str
    sql: str


_sources: dict[str, ActivitySource] = {}


def register(source: ActivitySource) -> None:
    _sources[source.key] = source


def labels() -> list[str]:
    return [source.label for source in _sources.values()]


def activity_sql() -> str:
    """Every activity as rows `company_id, party_id, at`; no rows when no app tells any."""
    if not _sources:
        return "select null::bigint as company_id, null::bigint as party_id, null::timestamptz as at where false"
    return " union all ".join(f"({source.sql})" for source in _sources.values())


def activity_since(instant: datetime) -> RawSQL:
    """Whether the party of the row had any activity after an instant: a condition for `Party` querysets."""
    return RawSQL(  # noqa: S611  (sources are the product's own)
        f"exists (select from ({activity_sql()}) as activity "
        "where activity.party_id = customers_party.id and activity.at > %s)",
        [instant],
        output_field=BooleanField(),
    )


def activity_between(after: datetime, until: datetime) -> RawSQL:
    """Whether the party of the row had any activity after an instant and not after another."""
    return RawSQL(  # noqa: S611  (sources are the product's own)
        f"exists (select from ({activity_sql()}) as activity "
        "where activity.party_id = customers_party.id and activity.at > %s and activity.at <= %s)",
        [after, until],
        output_field=BooleanField(),
    )


def period_start(now: datetime) -> datetime:
    """The midnight with which the period of the indicators begins, where `now` is read."""
    first = timezone.localtime(now).date() - timedelta(days=PERIOD_DAYS - 1)
    return timezone.make_aware(datetime.combine(first, time()))


def last_activity(company_id: int, party_ids: Sequence[int]) -> dict[int, datetime]:
    """The newest activity of each of the parties that has any."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select party_id, max(at) from ({activity_sql()}) as activity "  # noqa: S608  (sources are the product's own)
            "where company_id = %s and party_id = any(%s) group by party_id",
            [company_id, list(party_ids)],
        )
        return dict(cursor.fetchall())
