"""What a section of a product's maintenance is made of, and how it is drawn: facts, tables of rows, buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string

from vinculo.foundation.access import Request


@dataclass(frozen=True, slots=True)
class Button:
    """`is_dialog` opens the address in a dialog of the page; `hotkey` presses it: "n" adds, "e" changes."""

    label: str
    url: str
    icon: str = "plus"
    is_dialog: bool = True
    hotkey: str = ""

    @property
    def action(self) -> str:
        """What the key does, in the keyboard map."""
        return f"Incluir {self.label.lower()}" if self.hotkey == "n" else self.label


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the headers. `edit_url` opens a dialog; `tone` is a class of the row."""

    cells: Sequence[object]
    edit_url: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers; a header that ends in "#" is of figures, aligned to the end."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Row]
    nothing: str
    add: Button | None = None

    def columns(self) -> list[tuple[str, bool]]:
        return [(header.removesuffix("#"), header.endswith("#")) for header in self.headers]

    def lines(self) -> list[tuple[Row, list[tuple[object, str, bool]]]]:
        columns = self.columns()
        return [
            (row, [(cell, label, is_figure) for cell, (label, is_figure) in zip(row.cells, columns, strict=True)])
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class Facts:
    title: str
    pairs: Sequence[tuple[str, object]]
    edit: Button | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """`note` is a sentence above everything; `text` a long text kept as it was written."""

    note: str = ""
    facts: Sequence[Facts] = field(default_factory=tuple)
    tables: Sequence[Table] = field(default_factory=tuple)
    text: str = ""


def drawn(request: Request, view: SectionView) -> str:
    return render_to_string("catalogue/section_body.html", {"view": view}, request=request)
