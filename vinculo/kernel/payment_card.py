"""Numbers of payment cards, which this product never keeps: how one is recognised in what people type.

ISO/IEC 7812: the first digits name the brand, and with it how many there are; the last is a Luhn check digit. A CNPJ is
no card, though one in ten passes the check.
"""

import re
from typing import Final

from vinculo.kernel.brazil import cnpj

# Runs of digits, spaced or dashed as on the card (also with the spaces and dashes of word processors), or its four
# groups with one and the same mark between them. Digits on either side would make it another number.
_SPACED: Final = r"(?:\d[ \u00a0\u2009\u202f.\-\u2010-\u2015]?){13,18}\d"
_GROUPED: Final = r"\d{4}(?P<mark>[\s/_,|;]+)\d{4}(?P=mark)\d{4}(?P=mark)\d{4}"
_RUN: Final = re.compile(rf"(?<!\d)(?:{_GROUPED}|{_SPACED})(?!\d)")
# The brands in use: what their numbers begin with, and how many digits they may have.
_BRANDS: Final = (
    (re.compile(r"4"), {16, 19}),  # Visa
    (re.compile(r"5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)"), {16}),  # Mastercard
    (re.compile(r"3[47]"), {15}),  # American Express
    (re.compile(r"30|3[689]"), {14, 16, 17, 18, 19}),  # Diners, Elo and Hipercard
    (re.compile(r"35"), {16, 17, 18, 19}),  # JCB
    (re.compile(r"5[06-9]|6"), {16, 17, 18, 19}),  # Elo, Hipercard, Discover, Maestro, Aura, UnionPay
)
HIDDEN: Final = "•••• número de cartão removido ••••"


def holds_card_number(text: str) -> bool:
    """Whether a card number stands somewhere in the text, with or without spaces, dots and dashes."""
    return any(_is_card(found.group()) for found in _RUN.finditer(text))


def without_card_numbers(text: str) -> str:
    """The text with `HIDDEN` in the place of each card number."""
    return _RUN.sub(lambda found: HIDDEN if _is_card(found.group()) else found.group(), text)


def passes_luhn(digits: str) -> bool:
    """Every second digit from the right doubled (18 counts as 1 + 8); the sum ends in zero."""
    doubled = (
        int(digit) if place % 2 == 0 else sum(divmod(2 * int(digit), 10))
        for place, digit in enumerate(reversed(digits))
    )
    return sum(doubled) % 10 == 0


def _is_card(run: str) -> bool:
    digits = "".join(str(int(digit)) for digit in re.sub(r"\D", "", run))
    fits = any(start.match(digits) and len(digits) in lengths for start, lengths in _BRANDS)
    return fits and passes_luhn(digits) and not _is_cnpj(digits)


def _is_cnpj(digits: str) -> bool:
    return len(digits) == cnpj.LENGTH and cnpj.check_digits(digits[:-2]) == digits[-2:]
