"""A product's fields as texts: what a form starts from, and how two edits of one product are told apart."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db.models import Model

from vinculo.kernel.figures import plain_number

Snapshot = dict[str, str]


def snapshot(values: Mapping[str, Any]) -> Snapshot:
    """Each value as one text, the same for equal values: `1.50` and `1.5` do not differ."""
    return {name: _text(value) for name, value in values.items()}


def taken_of(record: Model, names: Iterable[str]) -> Snapshot:
    """The named fields of a record, foreign keys by id, without a query."""
    fields = {name: record._meta.get_field(name) for name in names}
    return snapshot({name: getattr(record, getattr(field, "attname", name)) for name, field in fields.items()})


def written(taken: Snapshot) -> str:
    return json.dumps(taken, ensure_ascii=False)


def read(text: str, names: Iterable[str]) -> Snapshot | None:
    """The snapshot a form carried, or None when it is not one of these fields."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    wanted = set(names)
    is_whole = isinstance(found, dict) and set(found) == wanted and all(isinstance(v, str) for v in found.values())
    return found if is_whole else None


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case Model():
            return str(value.pk)
        case Decimal():
            return plain_number(value).replace(".", "")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value).replace("\r\n", "\n")
