"""Reads of the audit: the history of one record, the changes of a company, the exports."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db import connection
from django.db.models import Max, QuerySet
from django.utils import timezone

from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Change, Export
from vinculo.foundation.audit.records import record_label, record_type
from vinculo.foundation.audit.verbs import verb_label
from vinculo.foundation.audit.wording import FieldChange, Wording, name_of_table

CHANNELS = {
    "web": "Sistema",
    "cli": "Linha de comando",
    "job": "Processo",
    "system": "Instalação",
    "sql": "Banco de dados (SQL)",
}
_SHOWN_ROWS = 20


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of one table, in words."""

    title: str
    operation: str
    fields: Sequence[FieldChange]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one transaction did to one record. `id` is its oldest change, `hidden_rows` counts rows not described."""

    id: int
    at: datetime
    who: str
    what: str
    reason: str
    channel: str
    address: str
    record: str
    record_id: int
    record_url: str
    rows: Sequence[RowChange]
    hidden_rows: int


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """What the audit page asks for. Dates are local days, both included."""

    actor_id: int | None = None
    root_type: str = ""
    verb: str = ""
    since: date | None = None
    until: date | None = None


def record_history(
    actor: Actor, root_type: str, root_id: int, *, before: int | None = None, limit: int = 20
) -> list[HistoryEntry]:
    """The newest `limit` entries of a record's history, older than the entry whose id is `before`.

    The caller has checked that the actor may read the record. Three queries, plus one for each table referred to.
    """
    changes = Change.objects.filter(root_type=root_type, root_id=root_id)
    older = changes.filter(pk__lt=before) if before else changes
    newest = older.values("transaction_key").annotate(newest=Max("id")).order_by("-newest")[:limit]
    keys = [row["transaction_key"] for row in newest]
    return _entries(actor, changes.filter(transaction_key__in=keys).order_by("-id"))


def newest_change(root_type: str, root_id: int) -> int:
    """The number of a record's newest change, 0 without any: a form that keeps it knows of what came meanwhile."""
    return Change.objects.filter(root_type=root_type, root_id=root_id).aggregate(newest=Max("id"))["newest"] or 0


def changes_after(actor: Actor, root_type: str, root_id: int, number: int) -> list[HistoryEntry]:
    """What was done to a record after the change of that `number`, newest first."""
    changes = Change.objects.filter(root_type=root_type, root_id=root_id, pk__gt=number)
    return _entries(actor, changes.order_by("-id"))


def change_of(root_type: str, root_id: int, change_id: int | None) -> Change | None:
    """One change in the history of a record."""
    if change_id is None:
        return None
    return Change.objects.filter(root_type=root_type, root_id=root_id, pk=change_id).first()


def changes_page(
    actor: Actor, wanted: ChangeFilter, *, before: int | None = None, limit: int = 150
) -> tuple[list[HistoryEntry], int | None]:
    """Entries of the company from its newest `limit` changes, and the id to continue `before` (None: the end)."""
    rows = _matching(actor, wanted)
    if before:
        rows = rows.filter(pk__lt=before)
    changes = list(rows.order_by("-id")[: limit + 1])
    more = len(changes) > limit
    changes = changes[:limit]
    return _entries(actor, changes), changes[-1].pk if more else None


def last_exports(actor: Actor, *, before: int | None = None, limit: int = 50) -> list[Export]:
    """The newest exports of the actor's company, with who made each."""
    exports = Export.objects.filter(company_id=actor.company_id).select_related("actor")
    if before:
        exports = exports.filter(pk__lt=before)
    return list(exports.order_by("-id")[:limit])


def with_contents(changes: Iterable[Change]) -> list[Change]:
    """The changes, `after` filled in for insertions recorded without it: what the row held when it was inserted.

    Told from the row as it is and the changes recorded since; one query, and only when there is something to fill in.
    """
    found = list(changes)
    wanted = {change.pk: change for change in found if change.operation == "I" and change.after is None}
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute("select change_id, contents from audit_inserted(%s)", [list(wanted)])
            for pk, contents in cursor.fetchall():
                wanted[pk].after = json.loads(contents)
    return found


def _matching(actor: Actor, wanted: ChangeFilter) -> QuerySet[Change]:
    rows = Change.objects.filter(company_id=actor.company_id)
    if wanted.actor_id:
        rows = rows.filter(actor_id=wanted.actor_id)
    if wanted.root_type:
        rows = rows.filter(root_type=wanted.root_type)
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _entries(actor: Actor, changes: Iterable[Change]) -> list[HistoryEntry]:
    changes = with_contents(changes)
    wording = Wording(actor, changes)
    together = groupby(changes, key=lambda change: (change.transaction_key, change.root_type, change.root_id))
    return [_entry(wording, list(rows)) for _, rows in together]


def _entry(wording: Wording, changes: list[Change]) -> HistoryEntry:
    newest, oldest = changes[0], changes[-1]
    known = record_type(newest.root_type)
    verbs = list(dict.fromkeys(change.verb for change in reversed(changes)))
    described = [
        RowChange(name_of_table(change.table_name), change.operation, wording.fields(change))
        for change in reversed(changes[-_SHOWN_ROWS:])
    ]
    return HistoryEntry(
        id=oldest.pk,
        at=oldest.at,
        who=newest.actor_name,
        what=" · ".join(verb_label(verb) if verb else _plain_words(oldest) for verb in verbs),
        reason=next((change.reason for change in changes if change.reason), ""),
        channel=CHANNELS.get(newest.channel, newest.channel),
        address=newest.address,
        record=record_label(newest.root_type),
        record_id=newest.root_id,
        record_url=known.url(newest.root_id) if known and known.url else "",
        rows=[row for row in described if row.fields],
        hidden_rows=max(0, len(changes) - _SHOWN_ROWS),
    )


def _plain_words(change: Change) -> str:
    """What happened when nobody said what they were doing (SQL typed by hand)."""
    return f"{Change.Operation(change.operation).label} direta no banco de dados"
