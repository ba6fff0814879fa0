"""CEP, the Brazilian postal code: eight digits, no check digit, the state given by ranges."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.brazil.separators import is_digits, without_separators

LENGTH: Final = 8
LOWEST: Final = "01000000"
_USUAL: Final = re.compile(r"([0-9]{5})-?([0-9]{3})")
_WITHOUT_ZERO: Final = re.compile(r"([0-9]{4})[- ]?([0-9]{3})")


class InvalidCep(Refused):
    """The text is not a CEP."""


@dataclass(frozen=True, slots=True)
class StateRange:
    """The CEPs from `first` to `last`, both included, belong to the state `uf`."""

    first: str
    last: str
    uf: str


def parse(text: str) -> str:
    """The eight digits of the CEP typed in `text`. Raises `InvalidCep` naming the rule that failed."""
    digits = without_separators(text)
    if not digits:
        raise InvalidCep("Informe o CEP.")
    if not is_digits(digits):
        raise InvalidCep("O CEP tem apenas números.")
    if len(digits) != LENGTH:
        raise InvalidCep(f"O CEP tem 8 dígitos; foram informados {len(digits)}.")
    if digits < LOWEST:
        raise InvalidCep("Não existe CEP abaixo de 01000-000.")
    return digits


def recover(text: str) -> tuple[str, str]:
    """The CEP in a spreadsheet cell and a note, empty unless the leading zero of São Paulo had to be put back.

    Raises `InvalidCep` as `parse` does.
    """
    if (usual := _USUAL.fullmatch(text)) and (cep := usual[1] + usual[2]) >= LOWEST:
        return cep, ""
    typed = text.strip().removesuffix(".0")
    if lost := _WITHOUT_ZERO.fullmatch(typed):  # with five digits before the hyphen, it is another one that is missing
        cep = parse(f"0{lost[1]}{lost[2]}")
        return cep, f"1 zero à esquerda recuperado: CEP {mask(cep)}."
    return parse(typed), ""


def mask(cep: str) -> str:
    """`01310100` as `01310-100`."""
    return f"{cep[:5]}-{cep[5:]}"


def state_of(cep: str, ranges: Sequence[StateRange]) -> str | None:
    """The UF whose range holds `cep`, or None. `ranges` come sorted by `first` and do not overlap."""
    position = bisect_right(ranges, cep, key=lambda state_range: state_range.first) - 1
    if position >= 0 and cep <= ranges[position].last:
        return ranges[position].uf
    return None
