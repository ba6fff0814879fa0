"""CPF, the taxpayer number of a person: 9 digits and 2 check digits, modulo 11 (Receita Federal)."""

from typing import Final

from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.brazil.separators import is_digits, without_separators

LENGTH: Final = 11


class InvalidCpf(Refused):
    """The text is not a CPF."""


def parse(text: str) -> str:
    """The 11 digits of the CPF typed in `text`, masked or not. Raises `InvalidCpf` naming the rule that failed.

    Eleven equal digits satisfy the arithmetic, yet Receita Federal never issues them.
    """
    digits = without_separators(text)
    if not digits:
        raise InvalidCpf("Informe o CPF.")
    if not is_digits(digits):
        raise InvalidCpf("O CPF tem apenas números.")
    if len(digits) != LENGTH:
        raise InvalidCpf(f"O CPF tem 11 dígitos; foram informados {len(digits)}.")
    if digits == digits[0] * LENGTH:
        raise InvalidCpf("Um CPF com todos os dígitos iguais não existe.")
    expected = check_digits(digits[:9])
    if digits[9:] != expected:
        raise InvalidCpf(f"Dígito verificador do CPF deveria ser {expected}.")
    return digits


def check_digits(body: str) -> str:
    """The two check digits of the nine digits in `body`.

    Written out term by term: imports check hundreds of thousands of numbers. With the weights used here, the rest of
    the division by 11 is the digit itself, 10 counting as 0.
    """
    a, b, c, d, e, f, g, h, i = map(int, body)
    first = (a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i) % 11 % 10
    second = (b + 2 * c + 3 * d + 4 * e + 5 * f + 6 * g + 7 * h + 8 * i + 9 * first) % 11 % 10
    return f"{first}{second}"


def mask(cpf: str) -> str:
    """`12345678909` as `123.456.789-09`."""
    return f"{cpf[:3]}.{cpf[3:6]}.{cpf[6:9]}-{cpf[9:]}"


def mask_private(cpf: str) -> str:
    """`12345678909` as `***.456.789-**`: enough to recognise, too little to reuse (LGPD)."""
    return f"***.{cpf[3:6]}.{cpf[6:9]}-**"
