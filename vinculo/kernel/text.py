"""Comparing text the way people read it."""

import re
import unicodedata
from typing import Final

_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_NOT_WORDS: Final = re.compile("[^a-z0-9]+")


def fold(text: str) -> str:
    """`text` for comparison: lower case, no accents, punctuation as spaces (`"Pau D'Óleo"` gives `"pau d oleo"`).

    The SQL function `vinculo_fold` gives the same answer, so keys made here match what the database searches for.
    """
    unaccented = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower()))
    return _NOT_WORDS.sub(" ", unaccented).strip()


def row_number(text: object) -> int | None:
    """The number of a record as an address or a form carries it (at most 18 digits); None for anything else."""
    written = str(text)
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 18 else None


def storable(text: str) -> str:
    """`text` without what PostgreSQL cannot keep: the null character and halves of characters (lone surrogates)."""
    return text.replace("\x00", "").encode(errors="replace").decode()
