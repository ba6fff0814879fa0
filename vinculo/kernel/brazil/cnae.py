"""CNAE 2.3: what an organisation does, seven digits shown as 9999-9/99 (IBGE)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vinculo.kernel.brazil.reference import read_table
from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.brazil.separators import is_digits, without_separators
from vinculo.kernel.text import fold

LENGTH: Final = 7


class InvalidCnae(Refused):
    """The text is not a subclass of the table."""


@dataclass(frozen=True, slots=True)
class Activity:
    code: str
    description: str

    def __str__(self) -> str:
        return f"{mask(self.code)} · {self.description}"


@lru_cache(maxsize=1)
def all_activities() -> Mapping[str, Activity]:
    """Every subclass by its code. IBGE writes them in capitals; here they begin with one."""
    rows = (Activity(row["code"], row["description"].capitalize()) for row in read_table("cnae"))
    return {activity.code: activity for activity in rows}


def parse(text: str) -> str:
    """The seven digits of a CNAE typed with or without its mask. `InvalidCnae` when the table does not have it."""
    code = without_separators(text)
    if len(code) != LENGTH or not is_digits(code):
        raise InvalidCnae("O CNAE tem sete dígitos, como 4511-1/01.")
    if code not in all_activities():
        raise InvalidCnae(f"O CNAE {mask(code)} não existe na tabela do IBGE.")
    return code


def recover(text: str) -> tuple[str, str]:
    """The CNAE in a spreadsheet cell and a note, empty unless the zero of agriculture had to be put back.

    Raises `InvalidCnae` as `parse` does.
    """
    typed = text.strip().removesuffix(".0")
    if is_digits(typed) and len(typed) == LENGTH - 1:
        code = parse(typed.zfill(LENGTH))
        return code, f"1 zero à esquerda recuperado: CNAE {mask(code)}."
    return parse(typed), ""


def mask(code: str) -> str:
    return f"{code[:4]}-{code[4]}/{code[5:]}" if len(code) == LENGTH else code


def activity_named(code: str) -> Activity | None:
    return all_activities().get(code)


def suggest_activities(text: str, limit: int = 10) -> list[Activity]:
    """The activities whose code begins with the digits typed, or whose description has all the words' beginnings."""
    digits = without_separators(text)
    if digits and is_digits(digits):
        return [activity for code, activity in all_activities().items() if code.startswith(digits)][:limit]
    words = fold(text).split()
    found = (
        activity
        for activity in all_activities().values()
        if all(f" {word}" in f" {fold(activity.description)}" for word in words)
    )
    return [activity for activity, _ in zip(found, range(limit), strict=False)]
