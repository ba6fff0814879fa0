"""What an importer declares: its fields, how a row is validated, how validated rows enter the database."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from vinculo.foundation.access import Actor
from vinculo.foundation.lists.definition import ExportValue
from vinculo.foundation.reading import Row
from vinculo.foundation.reversal import Kept, Reversed
from vinculo.imports.remarks import Found, Severity


@dataclass(frozen=True, slots=True)
class Field:
    """A target of the mapping. `synonyms` are header names people use; accents, case and punctuation do not matter."""

    key: str
    label: str
    group: str
    help: str
    example: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A choice the person makes for the whole file. Without `choices` it is a text, empty by default."""

    key: str
    label: str
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """For whom and with which defaults rows are imported. `actor` is None for the system itself (command line).

    `mapped` are the fields that some column is; `options` what was chosen for the whole file.
    """

    run_id: int
    company_id: int
    establishment_id: int
    origin: str
    actor: Actor | None
    mapped: frozenset[str] = frozenset()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Outcome:
    """Rows of a batch by what became of them; in a check, what would have."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    warned: int = 0


class Identity(NamedTuple):
    """Something only one row of a file may have: `key` names it, `field` and `words` say it ("Mesmo CPF/CNPJ")."""

    key: str
    field: str
    words: str
    value: str


@dataclass(slots=True)
class Validated:
    """A row ready for staging: `record` in the order of the importer's staging columns, `values` as in the file."""

    number: int
    record: Sequence[object]
    identities: list[Identity] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    values: Sequence[str] = ()

    @property
    def is_refused(self) -> bool:
        return any(each.severity is Severity.REFUSAL for each in self.found)


Validate = Callable[[Row], Validated]


class Batch(Protocol):
    """Puts validated rows into the database, inside a transaction that the caller opened."""

    def process(self, rows: Sequence[Validated], *, write: bool) -> Outcome: ...


class Reverse(Protocol):
    """Takes back (or, with `redo`, does again) what a run did, inside a transaction that the caller opened."""

    def __call__(
        self, actor: Actor, run_id: int, *, redo: bool, now: datetime, report: Callable[[int, int], None]
    ) -> Reversed: ...


@dataclass(frozen=True, slots=True)
class Importer:
    """`validator` compiles a mapping (column position to field key) into a function of rows; it may read the database,
    the function may not. `mapping_faults` are sentences about a mapping that cannot work. `reverse` replaces the undo
    that works for every table under audit, for what is never deleted (a ledger). `has_apart_batches` promises that no
    two batches of a run touch one record, nor records that refer to each other: each is then undone by itself.
    `option_faults` are sentences about options that do not fit the mapping.

    `after_reversal` is told, in the transaction of each undo or redo, of the company and of the records that were kept.
    `record` is the type of record (the root in the audit) that a row is of, where others go with it: an undo counts it.

    `contents` gives what the company has now, in rows of the fields in their order: what may be exported (by
    `export_permission`), corrected and imported again.

    `hint` says on the page of imports what comes in; `permission` is what the person needs besides the right to
    import; `has_origin` asks for the system the external codes are of. `advice` goes into the sheet to fill in.
    """

    key: str
    title: str
    verb: str
    fields: tuple[Field, ...]
    validator: Callable[[Setting, Mapping[int, str]], Validate]
    batch: Callable[[Setting], Batch]
    mapping_faults: Callable[[Mapping[int, str], str], list[str]]
    reverse: Reverse | None = None
    has_apart_batches: bool = False
    after_reversal: Callable[[int, Sequence[Kept]], None] | None = None
    record: str = ""
    hint: str = ""
    icon: str = "table-import"
    permission: str = ""
    has_origin: bool = True
    advice: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    option_faults: Callable[[Mapping[int, str], Mapping[str, str]], list[str]] | None = None
    contents: Callable[[Actor], Iterator[Sequence[ExportValue]]] | None = None
    export_permission: str = ""

    def is_open_to(self, actor: Actor) -> bool:
        return not self.permission or actor.may(self.permission)

    def require_open_to(self, actor: Actor) -> None:
        """Raise `NotAllowed` for who may not bring in what this importer does."""
        if self.permission:
            actor.require(self.permission)

    def gives_contents_to(self, actor: Actor) -> bool:
        return self.contents is not None and actor.may(self.export_permission)

    def field(self, key: str) -> Field | None:
        return next((each for each in self.fields if each.key == key), None)

    def label(self, key: str) -> str:
        found = self.field(key)
        return found.label if found else "Linha"


_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    _importers[importer.key] = importer


def importers() -> list[Importer]:
    """All of them, as they were registered."""
    return list(_importers.values())


def importers_for(actor: Actor) -> list[Importer]:
    """The importers the actor may use, as they were registered."""
    return [importer for importer in _importers.values() if importer.is_open_to(actor)]


def importer_of(key: str) -> Importer:
    """Raises KeyError for an importer that no app declares."""
    return _importers[key]
