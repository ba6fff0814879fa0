"""GTIN: the number under a bar code (GS1 General Specifications, section 7.9), of 8, 12, 13 or 14 digits."""

from typing import Final

from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.brazil.separators import is_digits, without_separators

ABSENT: Final = "SEM GTIN"
_LENGTHS: Final = frozenset({8, 12, 13, 14})


class InvalidGtin(Refused):
    """The text is not a GTIN; the sentence says why."""


def parse(text: str) -> str:
    """The digits of a GTIN, `SEM GTIN` for a product declared without one, "" for nothing. Raises `InvalidGtin`."""
    typed = " ".join(text.split())
    if not typed:
        return ""
    if typed.upper().replace("-", " ") in (ABSENT, "SEMGTIN"):
        return ABSENT
    digits = without_separators(typed)
    if not is_digits(digits):
        raise InvalidGtin("O GTIN tem só dígitos; sem código de barras, deixe vazio ou escreva SEM GTIN.")
    if len(digits) not in _LENGTHS:
        raise InvalidGtin(f"O GTIN tem 8, 12, 13 ou 14 dígitos; este tem {len(digits)}.")
    if set(digits) == {"0"}:
        raise InvalidGtin("Este GTIN é só de zeros.")
    expected = check_digit(digits[:-1])
    if digits[-1] != expected:
        raise InvalidGtin(f"O dígito verificador do GTIN não confere: termina em {digits[-1]}, deveria ser {expected}.")
    return digits


def check_digit(body: str) -> str:
    """The last digit of a GTIN from the others: weights 3 and 1 from the right, modulo 10."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(body)))
    return str(-total % 10)
