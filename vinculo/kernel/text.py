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
