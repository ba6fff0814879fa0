"""Compiled tables, kept by each process. A published version never changes, so its number is all there is to check."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from json import loads
from threading import Lock
from typing import Final

from django.db import connection

from vinculo.engines.decision import Row, Table
from vinculo.foundation.collecting import nothing_to_collect
from vinculo.matrices.cells import converter
from vinculo.matrices.kinds import kind_of
from vinculo.matrices.models import Version
from vinculo.matrices.queries.versions import last_edit_of

# All the compiled rows one process keeps; the tables used longest ago go first.
MOST_ROWS: Final = 1_000_000

_IN_FORCE: Final = """
    select distinct on (kind) kind, version_id
    from matrices_publication
    where company_id = %s and kind = any(%s) and withdrawn_at is null and (valid_from is null or valid_from <= %s)
    order by kind, valid_from desc nulls last, id desc
"""
_ROWS: Final = """
    select line, keys, results, valid_from, valid_to, is_active and faults = '{}'
    from matrices_matrixrow where version_id = %s order by line
"""

_kept: OrderedDict[tuple[int, int], Table] = OrderedDict()
_compiling: dict[tuple[int, int], Lock] = {}
_lock = Lock()


def tables(company_id: int, codes: Sequence[str], *, on: date) -> dict[str, Table]:
    """The tables in force on a day, by code of kind: one query, and the compiling of what this process has not seen.

    A kind with nothing in force answers with an empty table, which decides by the kind's own rule for absence. Raises
    `UnknownKind`.
    """
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [company_id, list(codes), on])
        in_force = dict(cursor.fetchall())
    return {
        code: table_of_version(code, in_force[code]) if code in in_force else Table(kind_of(code), ()) for code in codes
    }


def table(company_id: int, code: str, *, on: date) -> Table:
    """The table of one kind in force on a day. Raises `UnknownKind`."""
    return tables(company_id, [code], on=on)[code]


def table_of_version(code: str, version_id: int) -> Table:
    """The compiled table of a published version, from this process's memory when it is there."""
    return _kept_or_compiled(code, version_id, 0)


def any_table(version: Version) -> Table:
    """The table of a version. What a draft holds is named by its last standing edit, so it is kept too."""
    if version.status == Version.Status.PUBLISHED:
        return table_of_version(version.kind, version.pk)
    last = _last_edit(version)
    compiled = _kept_or_compiled(version.kind, version.pk, last)
    if _last_edit(version) != last:  # what came while it was compiled may be in it: that name is not its own
        with _lock:
            _kept.pop((version.pk, last), None)
    return compiled


def _last_edit(version: Version) -> int:
    return last_edit_of(version) or -1


def _kept_or_compiled(code: str, version_id: int, edit_id: int) -> Table:
    """Threads that ask for the same table at once wait for the one that compiles it."""
    key = (version_id, edit_id)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
        turn = _compiling.setdefault(key, Lock())
    with turn:
        with _lock:
            if key in _kept:
                return _kept[key]
        try:
            compiled = compile_version(code, version_id)
            with _lock:
                _kept[key] = compiled
                while len(_kept) > 1 and sum(map(len, _kept.values())) > MOST_ROWS:
                    _kept.popitem(last=False)
        finally:
            with _lock:
                _compiling.pop(key, None)
    return compiled


def compile_version(code: str, version_id: int) -> Table:
    """The table of any version as it stands now."""
    with nothing_to_collect():
        return Table(kind_of(code), stored_rows(code, version_id), version=version_id)


def stored_rows(code: str, version_id: int) -> Iterable[Row]:
    """The rows of a version as the engine reads them, by line.

    A row with faults, or that fills a key the kind no longer has, is inactive: without the cell it would match too
    much.
    """
    kind = kind_of(code)
    keys = frozenset(kind.key_by_name)
    convert = {name: converter(result) for name, result in kind.result_by_name.items()}
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [version_id])
        fetched = cursor.fetchall()
    for line, key_texts, result_texts, valid_from, valid_to, is_active in fetched:
        filled = loads(key_texts)
        yield Row(
            line,
            filled,
            {name: convert[name](text) for name, text in loads(result_texts).items() if name in convert},
            valid_from,
            valid_to,
            is_active and keys.issuperset(filled),
        )
