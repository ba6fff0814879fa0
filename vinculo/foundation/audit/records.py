"""What the audit knows about the product: the names of its records, who may read each, and which values are private."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from vinculo.foundation.access import Actor


@dataclass(frozen=True, slots=True)
class RecordType:
    """A kind of record with a history. `visible` tells whether an actor may open it; `url` is its page.

    `name` is what people call the record, empty for one the actor may not read.
    """

    key: str
    label: str
    visible: Callable[[Actor, int], bool]
    url: Callable[[int], str] | None
    name: Callable[[Actor, int], str] | None = None

    def title(self, actor: Actor, root_id: int) -> str:
        """`Maria da Silva`, or `Cliente nº 12` where the kind has no names."""
        return (self.name(actor, root_id) if self.name else "") or f"{self.label} nº {root_id}"


@dataclass(frozen=True, slots=True)
class PrivateColumn:
    """A column whose full value only holders of `permission` read; the others read what `mask` leaves."""

    permission: str
    mask: Callable[[str], str]


_types: dict[str, RecordType] = {}
_tables: dict[str, str] = {}
_private: dict[tuple[str, str], PrivateColumn] = {}
_words: dict[tuple[str, str], Callable[[str], str]] = {}
_relatives: dict[str, Callable[[int], Collection[int]]] = {}


def register_record(
    key: str,
    *,
    label: str,
    visible: Callable[[Actor, int], bool],
    url: Callable[[int], str] | None = None,
    name: Callable[[Actor, int], str] | None = None,
    tables: dict[str, str] | None = None,
) -> None:
    """Name a record type (the `root` its tables are tracked under) and say who may read its history.

    `tables` names the tables of the record in Portuguese, for those whose model has no `verbose_name`.
    """
    _types[key] = RecordType(key, label, visible, url, name)
    _tables.update(tables or {})


def register_tables(labels: dict[str, str]) -> None:
    """Name tables of a record type that an app below has registered."""
    _tables.update(labels)


def register_private(table: str, column: str, *, permission: str, mask: Callable[[str], str]) -> None:
    """Mask the values of a column in every history read without `permission` (empty: in every history)."""
    _private[table, column] = PrivateColumn(permission, mask)


def register_words(table: str, column: str, words: Callable[[str], str]) -> None:
    """Say codes kept in a column (or each code of a list) in words; `words` takes any code and never fails."""
    _words[table, column] = words


def register_relatives(key: str, relatives: Callable[[int], Collection[int]]) -> None:
    """`relatives(id)` are the records that may hold, or have held, rows of this one (a merge moved them)."""
    _relatives[key] = relatives


def relatives_of(key: str, root_id: int) -> Collection[int]:
    return _relatives[key](root_id) if key in _relatives else ()


def words_of(table: str, column: str) -> Callable[[str], str] | None:
    return _words.get((table, column))


def record_type(key: str) -> RecordType | None:
    return _types.get(key)


def record_types() -> list[RecordType]:
    return sorted(_types.values(), key=lambda known: known.label)


def record_label(key: str) -> str:
    """The name of a record type; an unregistered one is shown by its key."""
    return _types[key].label if key in _types else key


def table_label(table: str) -> str | None:
    return _tables.get(table)


def private_column(table: str, column: str) -> PrivateColumn | None:
    return _private.get((table, column))
