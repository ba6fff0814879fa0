"""The tables there are: each app declares its own as `Book`s, and this room gives them pages, sheets and history."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Model
from django.urls import reverse

from vinculo.books.entry_forms import EntryForm
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import ListDefinition
from vinculo.foundation.lists import register as register_list


class UnknownBook(LookupError):
    """An address names a table no app declared."""


class Rows(Protocol):
    """What a row holds besides itself (the bands of a promotion), typed on the same page."""

    def is_valid(self) -> bool: ...

    def values(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Belongings:
    """The further parts of a row: their forms, the template that draws them (`rows` in its context), their writing.

    `forms(actor, row, posted or None, asked)`: `asked` is the query of the address, with which other pages begin a row.
    """

    forms: Callable[[Actor, Any, Mapping[str, Any] | None, Mapping[str, str]], Rows]
    template: str
    write: Callable[[Any, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A table of dated rows with pages at `/tabelas/<slug>/`.

    `listing` is its list, `form` the form of one row; `view`, `manage` and `bring` are the permissions to read, to
    write and to import a spreadsheet. `sheet_key` are the fields that tell which row a row of a spreadsheet is
    (empty: this table takes none here; `register_importer` may say where). `tables` names further audited tables of its
    record. `listed` gives, for columns that the list calls otherwise than the form, the field each shows, so that the
    list's own export can be brought back. `shipped` are the rows that come with the product, not saved, told apart by
    `sheet_key`.
    """

    slug: str
    group: str
    title: str
    entry: str
    help: str
    icon: str
    model: type[Model]
    form: type[EntryForm]
    listing: ListDefinition
    view: str
    manage: str
    bring: str
    order: int = 0
    belongings: Belongings | None = None
    sheet_key: tuple[str, ...] = ("code",)
    tables: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    shipped: Callable[[], Iterable[Model]] | None = None

    @property
    def record(self) -> str:
        """The record type of its rows in the audit."""
        return self.model._meta.label_lower

    @property
    def has_state(self) -> bool:
        """Whether rows can be taken out of use (`is_active`)."""
        return any(field.name == "is_active" for field in self.model._meta.fields)


_books: dict[str, Book] = {}
_by_model: dict[type[Model], Book] = {}
_refusals: dict[str, tuple[str, str]] = {}
_importers: dict[str, tuple[str, str, tuple[str, ...]]] = {}


def register(*books: Book) -> None:
    """Give tables their pages, lists and histories."""
    for book in books:
        _books[book.slug] = book
        _by_model[book.model] = book
        register_list(book.listing)
        name = str(book.model._meta.verbose_name)
        label = name[:1].upper() + name[1:]
        audit.register_record(
            book.record,
            label=label,
            visible=_sees(book),
            url=_url(book),
            tables={book.model._meta.db_table: label, **book.tables},
        )


def register_refusals(sentences: Mapping[str, tuple[str, str]]) -> None:
    """`{constraint: (form field or "", sentence)}`: what to say when a write breaks a constraint of a book."""
    _refusals.update(sentences)


def register_importer(slug: str, url_name: str, key: str, permissions: tuple[str, ...]) -> None:
    """The spreadsheets of a table come in by an importer of a higher floor: its page, and what it asks of people."""
    _importers[slug] = (url_name, key, permissions)


def importing_address(actor: Actor, book: Book) -> str:
    """Where the actor brings in a spreadsheet of the table: its own page, an importer's, or nowhere (empty)."""
    if book.slug in _importers:
        url_name, key, permissions = _importers[book.slug]
        return reverse(url_name, args=[key]) if all(map(actor.may, permissions)) else ""
    return reverse("books:bring", args=[book.slug]) if book.sheet_key and actor.may(book.bring) else ""


def refusal_for(constraint: str) -> tuple[str, str] | None:
    return _refusals.get(constraint)


def book_of(slug: str) -> Book:
    """Raises `UnknownBook`."""
    try:
        return _books[slug]
    except KeyError:
        raise UnknownBook(slug) from None


def groups_for(actor: Actor) -> list[tuple[str, Sequence[Book]]]:
    """The tables the actor may read, by group, in order."""
    found: dict[str, list[Book]] = {}
    for book in sorted(_books.values(), key=lambda book: book.order):
        if actor.may(book.view):
            found.setdefault(book.group, []).append(book)
    return list(found.items())


def address_of(row: Model) -> str:
    """The page of a row of a book."""
    return reverse("books:edit", args=[_by_model[type(row)].slug, row.pk])


def _sees(book: Book) -> Callable[[Actor, int], bool]:
    def sees(actor: Actor, pk: int) -> bool:
        return actor.may(book.view) and book.listing.rows(actor).filter(pk=pk).exists()

    return sees


def _url(book: Book) -> Callable[[int], str]:
    return lambda pk: reverse("books:edit", args=[book.slug, pk])
