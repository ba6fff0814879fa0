"""Pages by position instead of by count: as fast on the last page as on the first.

A position is the value of the sort column and the id of a row. Rows without a value always come last: a nullable column
is read as two segments, those with a value and then those without, so that the index serves both directions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan

_SALT = "vinculo.lists.cursor"


@dataclass(frozen=True, slots=True)
class Order:
    """A column of the model and a direction; ties are settled by id in the same direction."""

    column: str
    descending: bool

    @classmethod
    def parse(cls, text: str) -> "Order":
        return cls(text.removeprefix("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.column}" if self.descending else self.column

    @property
    def by_id(self) -> bool:
        return self.column in ("id", "pk")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A page starts after (or, `backwards`, ends before) the row with this value and id."""

    value: Any
    pk: int
    backwards: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page and the signed cursors of its neighbours ("" when there is none)."""

    rows: Sequence[Any]
    previous: str
    next: str

    @property
    def is_whole(self) -> bool:
        """Whether these rows are all there are."""
        return not self.previous and not self.next


def read_cursor(text: str, *, key: str, order: Order, model: type[Model]) -> Cursor | None:
    """The cursor signed by `page_of` for this list and order; None for anything else."""
    try:
        signed_key, signed_order, backwards, value, pk = signing.loads(text, salt=_SALT)
        if (signed_key, signed_order) != (key, str(order)):
            return None
        parsed = None if value is None else _field(model, order).to_python(value)
        return Cursor(parsed, int(pk), bool(backwards))
    except (signing.BadSignature, ValidationError, ValueError, TypeError):
        return None


def page_of(
    rows: QuerySet[Any], *, key: str, order: Order, cursor: Cursor | None, size: int, ways: Sequence[Q] = ()
) -> Page:
    """The page at the cursor, or the first. At most two queries, never one that counts or skips rows.

    `ways` are conditions of which every row fulfils at least one, each served by an index in this order.
    """
    if cursor and cursor.backwards:
        found = _take(rows, order, cursor, size + 1, ways)
        if len(found) <= size:
            # The beginning was reached: show a full first page rather than the few rows left before the cursor.
            return page_of(rows, key=key, order=order, cursor=None, size=size, ways=ways)
        shown = found[:size][::-1]
        return Page(shown, _sign(key, order, shown[0], True), _sign(key, order, shown[-1], False))
    found = _take(rows, order, cursor, size + 1, ways)
    if cursor and not found:
        return page_of(rows, key=key, order=order, cursor=None, size=size, ways=ways)
    shown = found[:size]
    return Page(
        shown,
        _sign(key, order, shown[0], True) if cursor else "",
        _sign(key, order, shown[-1], False) if len(found) > size else "",
    )


def in_order(rows: QuerySet[Any], order: Order) -> list[QuerySet[Any]]:
    """The segments that, read one after the other, are all rows in order."""
    return [segment for _, segment in _segments(rows, order, backwards=False)]


def _take(rows: QuerySet[Any], order: Order, cursor: Cursor | None, count: int, ways: Sequence[Q]) -> list[Any]:
    taken: list[Any] = []
    for valued, segment in _segments(rows, order, backwards=bool(cursor and cursor.backwards)):
        if cursor and not taken:
            if order.by_id or (cursor.value is not None) == valued:
                segment = _beyond(segment, order, cursor)
            elif _is_passed(valued, cursor):
                continue
        taken += _first(segment, count - len(taken), ways)
        if len(taken) == count:
            break
    return taken


def _first(rows: QuerySet[Any], count: int, ways: Sequence[Q]) -> QuerySet[Any]:
    """The first rows. With several ways to a row, which ones these are is asked first, by one walk for each way: a
    planner that sees alternatives and joins at once reads all that any way allows."""
    if len(ways) < 2:
        return rows[:count]
    order = [str(term) for term in rows.query.order_by]
    first, *others = (rows.filter(way).values_list(*(name.removeprefix("-") for name in order))[:count] for way in ways)
    found = first.union(*others).order_by(*order)[:count]
    return rows.filter(pk__in=[row[-1] for row in found])


def _is_passed(valued: bool, cursor: Cursor) -> bool:
    """Whether a segment lies wholly before the cursor in the direction of reading."""
    return valued != cursor.backwards


def _segments(rows: QuerySet[Any], order: Order, *, backwards: bool) -> Iterator[tuple[bool, QuerySet[Any]]]:
    """(rows with a value?, the rows in the direction of reading), in the direction of reading."""
    sign = "-" if order.descending != backwards else ""
    if order.by_id:
        yield True, rows.order_by(f"{sign}pk")
        return
    ordered = rows.order_by(f"{sign}{order.column}", f"{sign}pk")
    if not _field(rows.model, order).null:
        yield True, ordered
        return
    segments = [
        (True, ordered.filter(**{f"{order.column}__isnull": False})),
        (False, rows.filter(**{f"{order.column}__isnull": True}).order_by(f"{sign}pk")),
    ]
    yield from reversed(segments) if backwards else segments


def _beyond(segment: QuerySet[Any], order: Order, cursor: Cursor) -> QuerySet[Any]:
    greater = order.descending == cursor.backwards
    if order.by_id or cursor.value is None:
        return segment.filter(**{"pk__gt" if greater else "pk__lt": cursor.pk})
    compare = TupleGreaterThan if greater else TupleLessThan
    return segment.filter(compare((F(order.column), F("pk")), (cursor.value, cursor.pk)))


def _sign(key: str, order: Order, row: Any, backwards: bool) -> str:
    value = None if order.by_id else getattr(row, order.column)
    text = None if value is None else _field(type(row), order).value_to_string(row)
    return signing.dumps([key, str(order), backwards, text, row.pk], salt=_SALT)


def _field(model: type[Model], order: Order) -> "Field[Any, Any]":
    """The column itself; of a generated column, the field of what it generates, under the column's name."""
    return model._meta.get_field("id" if order.by_id else order.column)  # type: ignore[return-value]  # never a relation's other side
