"""Brazilian banks by COMPE code (three digits), as the Banco Central lists them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vinculo.kernel.brazil.reference import read_table
from vinculo.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Bank:
    code: str
    short_name: str
    name: str

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"


@lru_cache(maxsize=1)
def all_banks() -> Mapping[str, Bank]:
    """Every bank by its code, in the order of codes."""
    rows = (Bank(row["compe_code"], row["short_name"], row["name"]) for row in read_table("banks"))
    return {bank.code: bank for bank in rows}


def bank_named(code: str) -> Bank | None:
    return all_banks().get(code)


# Banco do Brasil, Santander, Banrisul, Inter, Caixa, Bradesco, Nu, Mercado Pago, C6, Itaú, Safra, Sicredi, Sicoob.
_USUAL: Final = frozenset(["001", "033", "041", "077", "104", "237", "260", "323", "336", "341", "422", "748", "756"])


def suggest_banks(text: str, limit: int = 10) -> list[Bank]:
    """The banks whose code begins with `text`, or whose names hold words beginning with each of its words.

    The banks that most people have an account with come first.
    """
    words = fold(text).split()
    found = [bank for bank in all_banks().values() if _means(bank, words)]
    return sorted(found, key=lambda bank: bank.code not in _USUAL)[:limit]


def _means(bank: Bank, words: list[str]) -> bool:
    if len(words) == 1 and bank.code.startswith(words[0]):
        return True
    names = f" {fold(bank.name)} {fold(bank.short_name)}"
    return all(f" {word}" in names for word in words)
