"""What a text typed into the search may mean. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

from vinculo.customers.rules import same_line_numbers
from vinculo.kernel.brazil.separators import without_separators
from vinculo.kernel.text import fold

PARTICLES = frozenset({"da", "das", "de", "do", "dos", "e"})

_MOST_WORDS = 6
_ORDERS_UP_TO = 3
_PHONE_SIGNS = re.compile(r"[\d\s()+./-]+")
_CODE_SIGNS = re.compile(r"[0-9A-Za-z./\s-]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """The readings of one text; an empty one does not apply.

    `name_beginnings` are folded texts with which a name may begin: as typed, and its words in the other orders.
    `phones` are national digits: the first is what was typed, others the same line with or without the ninth digit.
    """

    text: str
    name_words: str = ""
    name_beginnings: tuple[str, ...] = ()
    document: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    code: str = ""


def terms_of(text: str) -> Terms:
    """The readings of a text typed into the one search box."""
    text = " ".join(text.replace("\x00", "").split())
    has_digit = any(character.isdigit() for character in text)
    folded = fold(text)
    words = name_words(folded)
    return Terms(
        text=text,
        name_words="" if _is_number(text) or "@" in text else " ".join(words),
        name_beginnings=() if _is_number(text) or "@" in text else tuple(_beginnings(folded, words)),
        document=document_part(text) if has_digit else "",
        phones=phone_parts(text),
        email=text.lower() if " " not in text and not _is_number(text) else "",
        code=text if len(text) <= 60 and " " not in text else "",
    )


def name_words(folded: str) -> list[str]:
    """The words that tell one name from another: without particles, unless there is nothing else."""
    words = folded.split()[:_MOST_WORDS]
    return [word for word in words if word not in PARTICLES] or words


def document_part(text: str) -> str:
    """A CPF or CNPJ, or a run of its characters, without mask; empty when the text cannot be one."""
    if not _CODE_SIGNS.fullmatch(text):
        return ""
    value = without_separators(text).replace("/", "").upper()
    return value if 2 <= len(value) <= 14 else ""


def phone_parts(text: str) -> tuple[str, ...]:
    """A telephone or a run of its digits, without country code and trunk zero; empty when the text cannot be one."""
    if not _PHONE_SIGNS.fullmatch(text):
        return ()
    digits = re.sub(r"\D", "", text)
    if text.startswith("+") or (len(digits) in (12, 13) and digits.startswith("55")):
        digits = digits.removeprefix("55")
    digits = digits.lstrip("0")
    if not 2 <= len(digits) <= 12:
        return ()
    others: Iterable[str] = same_line_numbers(digits) - {digits}
    if len(digits) == 9 and digits.startswith("9"):
        others = {digits[1:]}
    return (digits, *sorted(others))


def _beginnings(folded: str, words: list[str]) -> Iterable[str]:
    yield folded
    if 2 <= len(words) <= _ORDERS_UP_TO:
        yield from (order for order in map(" ".join, permutations(words)) if order != folded)


def _is_number(text: str) -> bool:
    return bool(_PHONE_SIGNS.fullmatch(text))
