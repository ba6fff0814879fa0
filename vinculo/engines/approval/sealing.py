"""The seal of what was judged: any later change of it, a copy or a part of it has another seal."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# What a document may be made of for the seal. Figures are exact; a binary float is refused.
Content = Mapping[str, "Content"] | Sequence["Content"] | Decimal | int | str | date | None
Plain = dict[str, "Plain"] | list["Plain"] | str | None

_ABSENT = object()
_BOOLEANS = {"#true": "sim", "#false": "não"}


class NotCanonical(TypeError):
    """A value whose canonical form is not certain (a binary float, an unordered set) was given to be sealed."""


def canonical(content: Content) -> Plain:
    """The content with every figure in one way of writing: 10, 10.0 and 1E+1 are the same, and so are key orders.

    Numbers become text marked "#", so that the number 10 and the text "10" differ. Raises `NotCanonical`.
    """
    match content:
        case None:
            return None
        case bool():
            return f"#{content}".lower()
        case str():
            return f'"{content}'
        case int() | Decimal():
            return f"#{_figure(Decimal(content))}"
        case datetime():
            raise NotCanonical("an instant is not part of what is judged; use a day")
        case date():
            return f"@{content.isoformat()}"
        case Mapping():
            return {str(name): canonical(content[name]) for name in sorted(content, key=str)}
        case list() | tuple():
            return [canonical(each) for each in content]
    raise NotCanonical(f"{type(content).__name__} has no canonical form: {content!r}")


def seal(subject: str, content: Content) -> str:
    """64 hexadecimal digits that name this content of this subject ("simulator.case:12") and nothing else."""
    text = json.dumps([subject, canonical(content)], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changes(before: Plain, after: Plain) -> list[tuple[str, str, str]]:
    """What differs between two canonical contents: path, before, after ("—" where there was nothing)."""
    return list(_changes("", before, after))


def _changes(path: str, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    # What came or went whole is told part by part.
    if before is _ABSENT and isinstance(after, dict | list):
        before = type(after)()
    elif after is _ABSENT and isinstance(before, dict | list):
        after = type(before)()
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            inner = f"{path} › {name}" if path else name
            yield from _changes(inner, before.get(name, _ABSENT), after.get(name, _ABSENT))
    elif isinstance(before, list) and isinstance(after, list):
        for place in range(max(len(before), len(after))):
            inner = f"{path} {place + 1}"
            old = before[place] if place < len(before) else _ABSENT
            new = after[place] if place < len(after) else _ABSENT
            yield from _changes(inner, old, new)
    elif before != after:
        yield path, _said(before), _said(after)


def _said(value: Any) -> str:
    if value is _ABSENT or value is None:
        return "—"
    if isinstance(value, dict | list):
        return "…"
    text = str(value)
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if text.startswith("#"):
        return text[1:].replace(".", ",")
    if text.startswith("@"):
        return f"{date.fromisoformat(text[1:]):%d/%m/%Y}"
    return text[1:]


def _figure(number: Decimal) -> str:
    if not number.is_finite():
        raise NotCanonical(f"not a finite number: {number}")
    # Written out, not normalised: that would round to the digits of the context.
    text = f"{number:f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if number == 0 else plain
