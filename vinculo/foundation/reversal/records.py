"""Whole records taken back: each goes back as it was, or stays as it is because somebody has touched it since."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from vinculo.foundation.audit import verb_label
from vinculo.foundation.audit.tracked import tracked_tables
from vinculo.foundation.reversal.applying import Applier
from vinculo.foundation.reversal.catalogue import Reference, references_to
from vinculo.foundation.reversal.labels import labels_of
from vinculo.foundation.reversal.outcome import Kept, Reversed
from vinculo.foundation.reversal.spans import Span
from vinculo.foundation.reversal.staging import PART_RECORDS, lock, stage, staged_tables, unstage

_PARTS_AT_ONCE: Final = 4
Step = Callable[[int, int], None]

# The latest change of the record by anybody else, after the last one being taken back.
_TOUCHED: Final = """
    update reversal_root root set why = later.verb, who = later.actor_name, at = later.at
    from reversal_root same cross join lateral (
        select verb, actor_name, at from audit_change change
        where change.root_type = same.root_type and change.root_id = same.root_id and change.id > same.last_id
        and not exists (
            select from unnest(%s::bigint[], %s::bigint[], %s::bigint[]) as span (transaction_key, after, last)
            where change.transaction_key = span.transaction_key and change.id > span.after and change.id <= span.last)
        order by change.id desc limit 1) as later
    where root.root_type = same.root_type and root.root_id = same.root_id
"""
_REFERRED: Final = """
    update reversal_root root set why = referred.why, who = '', at = null
    from (
        select net.root_type, net.root_id, format('%%s|%%s', count(*), %s::text) as why
        from reversal_net net
        join reversal_root kept on kept.root_type = net.root_type and kept.root_id = net.root_id and kept.why is null
        join "{table}" referring on referring."{column}" = net.row_id
        where net.table_name = %s and net.action = 'delete' and not exists (
            select from reversal_net own
            join reversal_root its on its.root_type = own.root_type and its.root_id = own.root_id and its.why is null
            where own.table_name = %s and own.action = 'delete' and own.row_id = referring.id)
        group by net.root_type, net.root_id) as referred
    where root.root_type = referred.root_type and root.root_id = referred.root_id
"""
_RANGE: Final = "select min(row_id), max(row_id) from reversal_net where table_name = %s and action = 'delete'"
_REFERS: Final = """select exists (select from "{table}" where "{column}" between %s and %s)"""
# What is kept belongs to no part.
_SET_APART: Final = """
    update reversal_net net set part = null from reversal_root root
    where root.why is not null and net.root_type = root.root_type and net.root_id = root.root_id;
    update reversal_root set part = null where why is not null;
"""
_COUNT: Final = """
    select count(*) filter (where why is null and (root_type = %(counted)s or not exists (
        select from reversal_root where root_type = %(counted)s)))
    from reversal_root
"""
_TAKEN: Final = "Um valor dele agora é de outro registro."


def reverse_records(
    spans: Sequence[Span], *, without: Sequence[str] = (), counted: str = "", between_parts: Step | None = None
) -> Reversed:
    """Take back what the spans did, record by record, in the present transaction.

    A record that was changed since, or that something else has come to refer to, stays whole and is named. A record
    that cannot go back because one of its unique values is somebody else's now stays too. `between_parts(done, total)`
    may raise: the caller's transaction then undoes everything.

    Where the spans are of records of the type `counted`, they alone are counted: who takes back five customers is
    told of five, though their sales tables go with them.
    """
    with connection.cursor() as cursor:
        stage(cursor, spans, without=without)
        staged = staged_tables(cursor)
        for table in sorted({table for table, _ in staged}):
            lock(cursor, table)
        cursor.execute(_TOUCHED, [list(each) for each in zip(*spans, strict=True)] if spans else [[], [], []])
        references = _keep_what_is_referred_to(cursor, [table for table, action in staged if action == "delete"])
        cursor.execute(_SET_APART)
        cursor.execute("select count(part), coalesce(max(part), -1) from reversal_root")
        total, last = cursor.fetchone()
        _apply_all(cursor, Applier(cursor, staged, references), last, total, between_parts)
        kept = _kept(cursor)
        cursor.execute(_COUNT, {"counted": counted})
        (records,) = cursor.fetchone()
        unstage(cursor)
    return Reversed(records, kept)


def _keep_what_is_referred_to(cursor: CursorWrapper, tables: Sequence[str]) -> Mapping[str, Sequence[Reference]]:
    """Keeping one record may leave another referred to: repeated until nothing changes."""
    tracked = tracked_tables()
    references = {table: references_to(table, tracked) for table in tables}
    asked = [(table, each) for table in tables for each in _that_may_refer(cursor, table, references[table], tables)]
    changed = bool(asked)
    while changed:
        changed = False
        for table, each in asked:
            statement = _REFERRED.format(table=each.table, column=each.column)
            cursor.execute(statement, [each.words, table, each.table])
            changed = changed or cursor.rowcount > 0
    return references


def _that_may_refer(
    cursor: CursorWrapper, table: str, references: Sequence[Reference], staged: Collection[str]
) -> Iterator[Reference]:
    """Most tables refer to no row between the first and the last that go: one look into their index says so."""
    cursor.execute(_RANGE, [table])
    first, last = cursor.fetchone()
    for each in references:
        if each.follows:
            continue
        if each.table not in staged:
            cursor.execute(_REFERS.format(table=each.table, column=each.column), [first, last])
            if not cursor.fetchone()[0]:
                continue
        yield each


def _apply_all(cursor: CursorWrapper, applier: Applier, last: int, total: int, between_parts: Step | None) -> None:
    for first in range(0, last + 1, _PARTS_AT_ONCE):
        upto = min(first + _PARTS_AT_ONCE - 1, last)
        _apply(cursor, applier, first, upto)
        if between_parts is not None:
            between_parts(min(total, (upto + 1) * PART_RECORDS), total)


def _apply(cursor: CursorWrapper, applier: Applier, first: int, last: int) -> None:
    """The parts together; when one of their records cannot go back, in halves, until it is alone."""
    try:
        with transaction.atomic():
            applier.apply(first, last)
    except IntegrityError:
        if first < last:
            middle = (first + last) // 2
            _apply(cursor, applier, first, middle)
            _apply(cursor, applier, middle + 1, last)
        elif not _split(cursor, first):
            cursor.execute("update reversal_root set why = %s where part = %s", [f"!{_TAKEN}", first])
        else:
            cursor.execute("select max(part) from reversal_root")
            (newest,) = cursor.fetchone()
            _apply(cursor, applier, first, first)
            _apply(cursor, applier, newest, newest)


def _split(cursor: CursorWrapper, part: int) -> bool:
    """Move half of the records of a part to a new one; False when it has one record only."""
    cursor.execute("select count(*), (select max(part) from reversal_root) from reversal_root where part = %s", [part])
    count, newest = cursor.fetchone()
    if count < 2:
        return False
    cursor.execute(
        """
        update reversal_root root set part = %s from (
            select root_type, root_id from reversal_root where part = %s order by root_type, root_id limit %s) as half
        where root.root_type = half.root_type and root.root_id = half.root_id;
        """,
        [newest + 1, part, count // 2],
    )
    cursor.execute(
        """
        update reversal_net net set part = root.part from reversal_root root
        where net.part = %s and root.root_type = net.root_type and root.root_id = net.root_id and root.part <> %s
        """,
        [part, part],
    )
    return True


def _kept(cursor: CursorWrapper) -> list[Kept]:
    cursor.execute(
        "select root_type, root_id, why, who, at from reversal_root where why is not null order by root_type, root_id"
    )
    rows = cursor.fetchall()
    labels = labels_of([(root_type, root_id) for root_type, root_id, *_ in rows])
    return [
        Kept(root_type, root_id, labels[root_type, root_id], _reason(why), who or "", at)
        for root_type, root_id, why, who, at in rows
    ]


def _reason(why: str) -> str:
    if why.startswith("!"):
        return why[1:]
    count, separator, words = why.partition("|")
    if not separator:
        return f"{verb_label(why) or 'Foi alterado'} depois disso."
    return f"Está em uso: {words}." if count == "1" else f"Está em uso: {words} ({count})."
