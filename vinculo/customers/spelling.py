"""What a misspelt name may have meant: the words of the company's own names that are one or two slips away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import connection

SHORTEST: Final = 4
_TWO_SLIPS_FROM: Final = 8
_MOST: Final = 3

_NEAR = """
    select typed.word, known.word, known.names
    from unnest(%s::text[]) as typed (word)
    join customers_nameword known on known.company_id = %s and known.slips && vinculo_slips(typed.word)
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the company's names, and in how many it occurs."""

    word: str
    names: int


def meant(company_id: int, typed: Iterable[str]) -> str:
    """The search of words (`tsquery`) for what the folded words may have meant; "" when nothing is near them.

    Each word still counts as the beginning it was typed as. One query.
    """
    words = list(typed)
    known = _near(company_id, [word for word in words if len(word) >= SHORTEST and word.isalpha()])
    choices = [[f"{word}:*", *nearest(word, known.get(word, ()))] for word in words]
    if all(len(each) == 1 for each in choices):
        return ""
    return " & ".join(f"({' | '.join(each)})" for each in choices)


def nearest(typed: str, known: Iterable[Known]) -> list[str]:
    """At most three words, the fewest slips first, then the most frequent. Pure.

    One slip is allowed in a word of up to seven letters, two in a longer one: more, and everybody is everybody's like.
    """
    most = 2 if len(typed) >= _TWO_SLIPS_FROM else 1
    ranked = sorted((slips(typed, each.word), -each.names, each.word) for each in known)
    return [word for distance, _, word in ranked if 0 < distance <= most][:_MOST]


def slips(one: str, other: str) -> int:
    """The slips between two words: letters too many, missing, wrong, or neighbours that changed places. Pure."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, wanted in enumerate(other, start=1):
            least = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                least = min(least, before[column - 2] + 1)
            current.append(least)
        before, last = last, current
    return last[-1]


def _near(company_id: int, words: list[str]) -> dict[str, list[Known]]:
    if not words:
        return {}
    found: dict[str, list[Known]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [words, company_id])
        for typed, word, names in cursor.fetchall():
            found.setdefault(typed, []).append(Known(word, names))
    return found
