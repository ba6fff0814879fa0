"""What a list is made of. Apps declare their lists in `lists.py` and register them at start-up."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django import forms
from django.db.models import Q, QuerySet

from vinculo.foundation.access import Actor
from vinculo.foundation.lists.filters import Filter

Row = Any
ExportValue = str | int | Decimal | date | datetime | bool | None


class UnknownList(LookupError):
    """A key that no app registered."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    `value(row)` is what the screen shows: text, safe HTML, or a date, number or bool to be written out. `export(row)`
    is what a spreadsheet gets (default: the text of `value`): documents, postal codes and phones as `str`, so that
    zeros stay. `sort` names a column of the model's own table that an index serves together with the scope; without
    it the list cannot be sorted by this column. The `primary` column links to the record and is the title of the card
    on a phone; without one, the first column is. `align`: start or end. A column `always_exported` goes into every
    spreadsheet, shown or not; one `only_on_screen` (a button) into none.
    """

    key: str
    label: str
    value: Callable[[Row], object]
    sort: str | None = None
    default: bool = True
    align: Literal["start", "end"] = "start"
    export: Callable[[Row], ExportValue] | None = None
    primary: bool = False
    always_exported: bool = False
    only_on_screen: bool = False


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What a bulk action did to the rows it was given. `refused` are sentences, one per reason.

    `undo` is `(kind, payload)` of an `undo.handler`: with it, the toast offers to undo.
    """

    changed: int
    refused: Sequence[str] = ()
    undo: tuple[str, Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something done to the selected rows.

    `run(actor, rows, values)` gets at most 500 rows, already inside what the actor may see, and the cleaned data of
    `form` (empty without one); it writes in one transaction through the app's own actions. With more rows it is
    called again, in a job. `form(actor, data)` builds the form the preview asks for. `question` is a sentence with
    `{count}`. `foresee(actor, rows, values)` tells of at most 500 rows what `run` would change, in a constant number
    of queries; what stays as it is is left out. `sum_up(actor, rows, values)` tells in a few sentences what it would do
    to the whole selection, a queryset of any size, set by set.
    """

    key: str
    label: str
    icon: str
    permission: str
    run: Callable[[Actor, Sequence[Row], Mapping[str, Any]], BulkResult]
    question: str
    form: Callable[[Actor, Mapping[str, Any] | None], forms.Form] | None = None
    danger: bool = False
    foresee: Callable[[Actor, Sequence[Row], Mapping[str, Any]], Sequence["Foreseen"]] | None = None
    sum_up: Callable[[Actor, QuerySet[Any], Mapping[str, Any]], Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a bulk action would do to one thing: its name, how it is and how it would be, in words."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says: what this is and what to do first. `action` is (label, url name) and needs no
    permission.
    """

    title: str
    hint: str = ""
    icon: str = "inbox"
    action: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDefinition:
    """A list. `rows(actor)` are the rows the actor may see (`visible_to`), with `select_related` of what the columns
    show.

    When `rows` are visible for one of several reasons, `ways(actor)` are those reasons (`ways_to`): the database then
    walks one index for each instead of all rows. `default_sort` is a column's `sort`, with "-" for descending. `noun`
    is (singular, plural). `prepare(rows, keys)` may fetch in a constant number of queries what the columns of these
    keys show of the rows of one page. `row_tone(row)` gives a class for the row (`overdue`, `muted`). `search` names
    the `TextFilter` shown as the search box above the list. A list of personal data has `export_reason(actor)`:
    whether an export must say why.
    """

    key: str
    title: str
    permission: str
    rows: Callable[[Actor], QuerySet[Any]]
    columns: Sequence[Column]
    default_sort: str
    empty: Empty
    noun: tuple[str, str] = ("registro", "registros")
    filters: Sequence[Filter] = ()
    bulk_actions: Sequence[BulkAction] = ()
    row_url: Callable[[Row], str] | None = None
    export_permission: str | None = None
    export_reason: Callable[[Actor], bool] | None = None
    ways: Callable[[Actor], Sequence[Q]] | None = None
    prepare: Callable[[Sequence[Row], Collection[str]], None] | None = None
    row_tone: Callable[[Row], str] | None = None
    search: str = ""
    by_key: Mapping[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {column.key: column for column in self.columns})
        sorts = {column.sort for column in self.columns if column.sort}
        if self.default_sort.removeprefix("-") not in sorts | {"id"}:
            raise ValueError(f"{self.key}: default_sort must be the sort of a column, or id")

    @property
    def primary(self) -> Column:
        return next((column for column in self.columns if column.primary), self.columns[0])

    def actions_for(self, actor: Actor) -> list[BulkAction]:
        return [action for action in self.bulk_actions if actor.may(action.permission)]

    def may_export(self, actor: Actor) -> bool:
        return self.export_permission is not None and actor.may(self.export_permission)

    @property
    def is_personal(self) -> bool:
        return self.export_reason is not None

    def must_say_why(self, actor: Actor) -> bool:
        return self.export_reason is not None and self.export_reason(actor)

    def exported(self, keys: Sequence[str]) -> list[Column]:
        """The columns of these keys, and those that always go along."""
        known = [self.by_key[key] for key in keys if key in self.by_key]
        chosen = [column for column in known if not column.only_on_screen]
        return chosen + [column for column in self.columns if column.always_exported and column not in chosen]


_definitions: dict[str, ListDefinition] = {}


def register(definition: ListDefinition) -> ListDefinition:
    """Make the list known to saved views, bulk actions and exports. Raises `ValueError` for two columns of one key."""
    keys = [column.key for column in definition.columns]
    if repeated := {key for key in keys if keys.count(key) > 1}:
        raise ValueError(f"{definition.key}: two columns {', '.join(sorted(repeated))}")
    _definitions[definition.key] = definition
    return definition


def definition_of(key: str) -> ListDefinition:
    """Raises `UnknownList`."""
    try:
        return _definitions[key]
    except KeyError as error:
        raise UnknownList(key) from error
