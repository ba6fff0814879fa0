"""Numbers of payment cards, which this product never keeps: how one is recognised in what people type.

ISO/IEC 7812: 13 to 19 digits, the first of them 2 to 6 for the brands in use, the last a Luhn check digit.
"""

import re
from typing import Final

# Runs of digits, spaced or dashed as on the card. Digits on either side would make it another number.
_RUN: Final = re.compile(r"(?<!\d)(?:\d[ .\-]?){12,18}\d(?!\d)")
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
    digits = re.sub(r"\D", "", run)
    return digits[0] in "23456" and passes_luhn(digits)
