"""Where personal data lives: every app declares what its tables hold about somebody and what becomes of it on erasure.

The report to a person is complete by construction: it walks every foreign key to the record, declared or not. A
declaration gives the table its words and its fate; a table with free text and no declaration fails a test.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Row = Mapping[str, str]


class Fate(StrEnum):
    """What becomes of a table's rows about a person who is erased."""

    DELETE = "delete"
    BLANK = "blank"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Holding:
    """A table that points at the record. `model` is `app.Model`; `label` says its rows in the plural.

    BLANK empties the columns `blank` (text to "", others to null) and keeps the rows; KEEP must say `why`. `untold`
    columns hold the company's own reckoning and say nothing of the person: the report leaves them out.
    """

    model: str
    label: str
    fate: Fate
    blank: Sequence[str] = ()
    why: str = ""
    untold: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Data about a person kept without a foreign key: by number, by hash, or inside a text.

    `find(company_id, record_id)` tells the rows in words; `erase(company_id, record_id)` removes them and counts them.
    """

    key: str
    label: str
    find: Callable[[int, int], list[Row]]
    erase: Callable[[int, int], int] | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """Something the law makes us keep for now: what it is, why, and until which day (None: no end is known)."""

    what: str
    why: str
    until: date | None


Retains = Callable[[int, int, datetime], Sequence[Retention]]

_holdings: dict[str, Holding] = {}
_traces: dict[str, Trace] = {}
_retentions: list[Retains] = []


def hold(*declared: Holding | Trace) -> None:
    """Declare tables and traces, in an app's `ready()`. A KEEP without its reason raises `ValueError`."""
    for each in declared:
        if isinstance(each, Trace):
            _traces[each.key] = each
            continue
        if each.fate is Fate.KEEP and not each.why:
            raise ValueError(f"{each.model} is kept without a reason")
        _holdings[each.model] = each


def retain(provider: Retains) -> None:
    """`provider(company_id, record_id, now)` tells what the law makes its app keep about the record."""
    _retentions.append(provider)


def holding_of(model: str) -> Holding | None:
    return _holdings.get(model)


def traces() -> list[Trace]:
    return list(_traces.values())


def retentions(company_id: int, record_id: int, now: datetime) -> list[Retention]:
    return [each for provider in _retentions for each in provider(company_id, record_id, now)]
