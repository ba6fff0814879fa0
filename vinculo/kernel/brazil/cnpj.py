"""CNPJ, the taxpayer number of an establishment, numeric or alphanumeric.

Source: IN RFB 2.119/2022 as changed by IN RFB 2.229/2024, and the joint DF-e Technical Note 2025.001. Eight characters
of root and four of order (`0-9`, `A-Z`), then two check digits. Each character is worth its ASCII code minus 48, so the
digits keep their value and A is worth 17. Numbers already issued never change.
"""

import re
from typing import Final

from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.brazil.separators import is_digits, without_separators

LENGTH: Final = 14
HEADQUARTERS_ORDER: Final = "0001"

_FIRST_WEIGHTS: Final = (5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
_SECOND_WEIGHTS: Final = (6, *_FIRST_WEIGHTS)
_BODY: Final = re.compile(r"[0-9A-Z]{12}")


class InvalidCnpj(Refused):
    """The text is not a CNPJ."""


def parse(text: str) -> str:
    """The 14 characters of the CNPJ typed in `text`, masked or not, in upper case.

    Raises `InvalidCnpj` naming the rule that failed.
    """
    value = without_separators(text)
    if not value:
        raise InvalidCnpj("Informe o CNPJ.")
    if len(value) != LENGTH:
        raise InvalidCnpj(f"O CNPJ tem 14 caracteres; foram informados {len(value)}.")
    body, typed = value[:12], value[12:]
    if not _BODY.fullmatch(body):
        raise InvalidCnpj("O CNPJ tem apenas números e letras de A a Z, sem acento.")
    if not is_digits(typed):
        raise InvalidCnpj("Os dois últimos caracteres do CNPJ são sempre números.")
    if body == "0" * 12:
        raise InvalidCnpj("Um CNPJ só de zeros não existe.")
    expected = check_digits(body)
    if typed != expected:
        raise InvalidCnpj(f"Dígito verificador do CNPJ deveria ser {expected}.")
    return value


def check_digits(body: str) -> str:
    """The two check digits of the twelve upper-case characters in `body`."""
    values = [ord(character) - 48 for character in body]
    first = _check_digit(values, _FIRST_WEIGHTS)
    second = _check_digit([*values, first], _SECOND_WEIGHTS)
    return f"{first}{second}"


def root(cnpj: str) -> str:
    """The eight characters that all establishments of one company share."""
    return cnpj[:8]


def order(cnpj: str) -> str:
    """The four characters that tell one establishment of a company from another; `0001` is usually the headquarters."""
    return cnpj[8:12]


def headquarters(cnpj: str) -> str:
    """The CNPJ of order `0001` under the same root."""
    body = root(cnpj) + HEADQUARTERS_ORDER
    return body + check_digits(body)


def mask(cnpj: str) -> str:
    """`12ABC34501DE35` as `12.ABC.345/01DE-35`."""
    return f"{cnpj[:2]}.{cnpj[2:5]}.{cnpj[5:8]}/{cnpj[8:12]}-{cnpj[12:]}"


def _check_digit(values: list[int], weights: tuple[int, ...]) -> int:
    rest = sum(value * weight for value, weight in zip(values, weights, strict=True)) % 11
    return 0 if rest < 2 else 11 - rest
