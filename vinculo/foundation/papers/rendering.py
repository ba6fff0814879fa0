"""From blocks to PDF: the data as JSON, the template fixed, the fonts our own."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from vinculo.foundation.papers.blocks import Paper

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"
_TEMPLATE = TEMPLATES / "paper.typ"
_LONG = re.compile(r"\S{25,}")
# Characters that turn the direction of what follows them.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def render_pdf(paper: Paper, *, now: datetime) -> bytes:
    """The paper as tagged PDF; two renders of the same paper in the same second are equal byte by byte."""
    made = _compiler(paper).compile(format="pdf", timestamp=now.replace(microsecond=0))
    assert isinstance(made, bytes)
    return made


def render_pictures(paper: Paper, *, dots_per_inch: int = 80) -> list[bytes]:
    """Each page as PNG: for a preview on screen."""
    made = _compiler(paper).compile(format="png", ppi=dots_per_inch)
    return list(made) if isinstance(made, list) else [made or b""]


def pdf_response(paper: Paper, *, name: str, now: datetime, download: bool = False) -> HttpResponse:
    """An answer that opens the paper in the browser; `name` becomes the name of the file, never kept in a cache."""
    response = HttpResponse(render_pdf(paper, now=now), content_type="application/pdf")
    file_name = f"{slugify(name) or 'documento'}.pdf"
    response["Content-Disposition"] = content_disposition_header(download, file_name) or ""
    response["Cache-Control"] = "private, no-store"
    return response


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Our own fonts and no others, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_HERE / "fonts"])


def _compiler(paper: Paper) -> typst.Compiler:
    return typst.Compiler(
        _TEMPLATE, root=_TEMPLATE.parent, font_paths=fonts(), sys_inputs={"paper": json.dumps(_plain(paper))}
    )


def _plain(paper: Paper) -> dict[str, object]:
    """The paper as JSON; the template knows each block by its kind, and reads the logo as a list of bytes."""
    plain: dict[str, Any] = _within_margins(asdict(paper))
    plain["letterhead"]["logo"] = list(paper.letterhead.logo)
    plain["blocks"] = [{"kind": type(block).__name__, **_within_margins(asdict(block))} for block in paper.blocks]
    return plain


def _within_margins(value: Any) -> Any:
    """The same with words that may be broken when they are longer than any word is, and read in one direction only."""
    match value:
        case str():
            return _LONG.sub(lambda found: "\u200b".join(found[0]), _TURNS.sub("", value))
        case Mapping():
            return {key: _within_margins(each) for key, each in value.items()}
        case list() | tuple():
            return [_within_margins(each) for each in value]
        case _:
            return value
