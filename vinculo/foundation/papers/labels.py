"""Sheets of adhesive labels with bar codes, as PDF."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

import barcode
import typst

from vinculo.foundation.papers.rendering import TEMPLATES, fonts


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet of `columns` × `rows` labels, in millimetres: their size, the margins of the sheet, the gap between."""

    title: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap: float = 0


LAYOUTS: Final = {
    "3x8": Layout("A4, 24 etiquetas de 70 × 37 mm", 3, 8, 70, 37, 0, 0.5),
    "2x7": Layout("A4, 14 etiquetas de 99 × 38,1 mm", 2, 7, 99.1, 38.1, 4.6, 15.1, 2.5),
    "3x10": Layout("A4, 30 etiquetas de 66,7 × 25,4 mm", 3, 10, 66.7, 25.4, 2.4, 21.5, 2.5),
}


@dataclass(frozen=True, slots=True)
class Label:
    """`digits` is a GTIN drawn as EAN, or any short code drawn as Code 128; `price` and the lines are ready to read."""

    title: str
    subtitle: str
    digits: str
    price: str = ""


def render_labels(labels: Sequence[Label], layout: Layout, *, skip: int = 0, now: datetime) -> bytes:
    """The labels as PDF, the first `skip` places of the first sheet left empty."""
    plain = [{**asdict(label), "bars": bars(label.digits), "height": layout.height} for label in labels]
    data = {"layout": asdict(layout), "skip": skip, "labels": plain}
    compiler = typst.Compiler(
        TEMPLATES / "labels.typ", root=TEMPLATES, font_paths=fonts(), sys_inputs={"sheet": json.dumps(data)}
    )
    made = compiler.compile(format="pdf", timestamp=now.replace(microsecond=0))
    assert isinstance(made, bytes)
    return made


def bars(digits: str) -> str:
    """The bar code as an SVG of one path; empty for what no symbology holds."""
    kind = {13: "ean13", 8: "ean8", 12: "upca"}.get(len(digits)) if digits.isdigit() else None
    if not (digits.isascii() and digits.isprintable() and digits):
        return ""
    drawn = barcode.get(kind or "code128", digits[:-1] if kind else digits).build()
    modules = str(drawn[0]).replace("G", "1")
    strokes = "".join(f"M{place} 0h1v10h-1z" for place, module in enumerate(modules) if module == "1")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(modules)} 10" preserveAspectRatio="none">'
        f'<path d="{strokes}"/></svg>'
    )
