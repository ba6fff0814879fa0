"""Rows that come with the product and a company's table lacks: companies founded before a row was shipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import ForeignKey, Model

from vinculo.books.registry import Book

_LAST: Final = date.max


@dataclass(frozen=True, slots=True)
class Lacking:
    """`rows` may come in as they are. Each of `held` would hold on days on which a row of the company's holds already,
    and stays out: `(shipped, the company's)`."""

    rows: Sequence[Model]
    held: Sequence[tuple[Model, Model]]


def lacking(company_id: int, book: Book) -> Lacking:
    """What is shipped for the table and is not in it, told apart by `sheet_key`. Rows that refer to reference data the
    database does not have (a state) are left out."""
    if book.shipped is None:
        return Lacking((), ())
    shipped: list[Any] = list(book.shipped())
    own: list[Any] = list(book.model._default_manager.filter(company_id=company_id))
    columns: list[Any] = [book.model._meta.get_field(name) for name in book.sheet_key]
    names = [column.attname for column in columns]
    known = {_key(row, names) for row in own}
    dated = "valid_from" in names
    place = [name for name in names if name != "valid_from"]
    by_place: dict[tuple[Any, ...], list[Any]] = {}
    for row in own:
        by_place.setdefault(_key(row, place), []).append(row)
    found: list[Model] = []
    held: list[tuple[Model, Model]] = []
    missing = [row for row in shipped if _key(row, names) not in known]
    for row in _of_known_places(columns, missing):
        rival = next((each for each in by_place.get(_key(row, place), ()) if _overlap(row, each)), None)
        if dated and rival is not None:
            held.append((row, rival))
        else:
            row.company_id = company_id
            found.append(row)
    return Lacking(found, held)


def _key(row: Any, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _overlap(one: Any, other: Any) -> bool:
    return bool(one.valid_from <= (other.valid_until or _LAST) and other.valid_from <= (one.valid_until or _LAST))


def _of_known_places(columns: Sequence[Any], rows: list[Any]) -> list[Any]:
    for column in columns:
        if isinstance(column, ForeignKey):
            wanted = {getattr(row, column.attname) for row in rows} - {None}
            there = set(column.related_model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
            rows = [row for row in rows if getattr(row, column.attname) in there | {None}]
    return rows
