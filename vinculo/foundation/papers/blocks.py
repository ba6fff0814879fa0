"""What a paper is made of. Plain values, already in words: amounts, dates and documents come formatted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who prints: the head of every page. `colour` is `#rrggbb`; `logo` the bytes of a PNG or JPEG, or empty."""

    name: str
    lines: Sequence[str] = ()
    colour: str = "#1f4e79"
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the paper; level 1 opens a section, 2 a part of it."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line breaks are kept. `small` for notes and conditions."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, side by side in `columns`. An empty value is printed as a dash."""

    rows: Sequence[tuple[str, str]]
    columns: Literal[1, 2, 3] = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is its share of the line; 0 takes what the contents need."""

    title: str
    align: Literal["start", "end", "center"] = "start"
    width: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; the head is repeated on every page. `totals` are rows in bold at the end."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    totals: Sequence[Sequence[str]] = ()
    empty: str = "Nada a mostrar."


@dataclass(frozen=True, slots=True)
class Notice:
    """A framed sentence that must be noticed."""

    text: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, side by side, never split from each other by the end of a page."""

    names: Sequence[str]
    place_and_date: str = ""


Block = Heading | Paragraph | Facts | Table | Notice | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. `reference` (number, date) stands at the right of the title; `footer` on every page."""

    title: str
    letterhead: Letterhead
    blocks: Sequence[Block]
    subtitle: str = ""
    reference: Sequence[str] = ()
    footer: str = ""
    landscape: bool = False
