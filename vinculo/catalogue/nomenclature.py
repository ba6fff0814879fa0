"""NCM, CEST and origin: the official tables, read once from the files in `data/` (about 20 MB of memory, no database).

Where the tables come from and how far they go is in `data/README.md`.
"""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.brazil.separators import is_digits, without_separators
from vinculo.kernel.text import fold

_DATA: Final = Path(__file__).resolve().parent / "data"
_MOST_NAMED: Final = 5


class InvalidNcm(Refused):
    """The text is not an NCM code in force; the sentence says why, and what took its place where known."""


class InvalidCest(Refused):
    """The text is not a CEST code; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Ncm:
    """A code of 8 digits. `path` is its text from the heading down; `tax_unit` the uTrib of foreign trade."""

    code: str
    description: str
    path: str
    tax_unit: str
    valid_from: date
    valid_to: date | None

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Cest:
    """A code of 7 digits, for the NCM codes that begin with one of `prefixes`."""

    code: str
    description: str
    prefixes: tuple[str, ...]


@cache
def all_ncm() -> dict[str, Ncm]:
    """Every NCM code of the shipped edition, in order."""
    return {
        row["code"]: Ncm(
            row["code"],
            row["description"],
            row["full_description"],
            row["export_tax_unit"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in _rows("ncm.csv.gz")
    }


@cache
def all_cest() -> dict[str, Cest]:
    return {
        row["code"]: Cest(row["code"], row["description"], tuple(row["ncm_prefixes"].split()))
        for row in _rows("cest.csv.gz")
    }


@cache
def extinct_ncm() -> dict[str, tuple[str, ...]]:
    """Codes that were valid once, with the codes in force that took their place (none when that is not certain)."""
    return {row["code"]: tuple(row["successors"].split()) for row in _rows("ncm_extinct.csv.gz")}


@cache
def origins() -> dict[str, str]:
    """The whole official text of each origin code, 0 to 8."""
    return {row["code"]: row["description"] for row in _rows("product_origin.csv")}


def parse_ncm(text: str, *, on: date) -> str:
    """The 8 digits of an NCM code in force on a day, or "" for nothing. Raises `InvalidNcm`."""
    code = without_separators(text)
    if not code:
        return ""
    if not is_digits(code) or len(code) != 8:
        raise InvalidNcm("O NCM tem 8 dígitos, como 8421.23.00.")
    known = all_ncm().get(code)
    if known is not None and known.is_in_force(on):
        return code
    if known is not None and known.valid_from > on:
        raise InvalidNcm(f"O NCM {ncm_mask(code)} só vale a partir de {known.valid_from:%d/%m/%Y}.")
    if code in extinct_ncm() or known is not None:
        raise InvalidNcm(f"O NCM {ncm_mask(code)} não vale mais. {_instead_of(code, on)}".strip())
    raise InvalidNcm(f"O NCM {ncm_mask(code)} não existe na tabela em vigor. {_instead_of(code, on)}".strip())


def successors(code: str, *, on: date) -> list[Ncm]:
    """The codes in force that took the place of an extinct one; empty when that is not certain."""
    table = all_ncm()
    return [table[each] for each in extinct_ncm().get(code, ()) if each in table and table[each].is_in_force(on)]


def parse_cest(text: str) -> str:
    """The 7 digits of a CEST code of the table, or "" for nothing. Raises `InvalidCest`."""
    code = without_separators(text)
    if not code:
        return ""
    if not is_digits(code) or len(code) != 7:
        raise InvalidCest("O CEST tem 7 dígitos, como 01.007.00.")
    if code not in all_cest():
        raise InvalidCest(f"O CEST {cest_mask(code)} não existe na tabela do Convênio ICMS 142/2018.")
    return code


def cest_fits(cest: str, ncm: str) -> bool:
    """Whether the table lists the CEST for that NCM. It is a reason to warn: the text of the convention decides."""
    known = all_cest().get(cest)
    return known is not None and (not known.prefixes or ncm.startswith(known.prefixes))


def suggest_ncm(text: str, *, on: date, limit: int = 12) -> list[Ncm]:
    """Codes in force that begin with the digits typed, or whose path holds every word typed."""
    digits = without_separators(text)
    if digits and is_digits(digits):
        return [known for code, known in all_ncm().items() if code.startswith(digits) and known.is_in_force(on)][:limit]
    words = fold(text).split()
    if not words:
        return []
    found = [known for code, known in all_ncm().items() if all(word in _folded_paths()[code] for word in words)]
    return [known for known in found if known.is_in_force(on)][:limit]


def suggest_cest(text: str, *, limit: int = 12) -> list[Cest]:
    """Codes that begin with the digits typed, or whose text holds every word typed."""
    digits = without_separators(text)
    if digits and is_digits(digits):
        return [known for code, known in all_cest().items() if code.startswith(digits)][:limit]
    words = fold(text).split()
    return [known for known in all_cest().values() if words and all(word in fold(known.description) for word in words)][
        :limit
    ]


def ncm_mask(code: str) -> str:
    """`84212300` gives `8421.23.00`; anything else comes back as it is."""
    return f"{code[:4]}.{code[4:6]}.{code[6:]}" if len(code) == 8 else code


def cest_mask(code: str) -> str:
    """`0100700` gives `01.007.00`; anything else comes back as it is."""
    return f"{code[:2]}.{code[2:5]}.{code[5:]}" if len(code) == 7 else code


def _instead_of(code: str, on: date) -> str:
    replaced_by = successors(code, on=on)
    if replaced_by:
        return f"Foi substituído por {_named(replaced_by)}."
    for length in (6, 5, 4):
        near = suggest_ncm(code[:length], on=on, limit=_MOST_NAMED + 1)
        if near:
            return f"Em vigor na mesma posição: {_named(near)}."
    return "Nem a posição existe: confira os quatro primeiros dígitos."


def _named(codes: list[Ncm]) -> str:
    masked = [ncm_mask(each.code) for each in codes[:_MOST_NAMED]]
    if len(codes) > _MOST_NAMED:
        return f"{', '.join(masked)} e outros"
    return masked[0] if len(masked) == 1 else f"{', '.join(masked[:-1])} ou {masked[-1]}"


@cache
def _folded_paths() -> dict[str, str]:
    return {code: fold(known.path) for code, known in all_ncm().items()}


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = _DATA / name
    with (
        gzip.open(path, "rt", encoding="utf-8", newline="")
        if name.endswith(".gz")
        else path.open(encoding="utf-8", newline="") as file
    ):
        yield from csv.DictReader(file)
