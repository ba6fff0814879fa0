"""Comparing text the way people read it."""

import unicodedata


def fold(text: str) -> str:
    """`text` for comparison: no accents, lower case, single spaces (`"  São  JOSÉ "` gives `"sao jose"`)."""
    decomposed = unicodedata.normalize("NFKD", text)
    unaccented = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(unaccented.casefold().split())
