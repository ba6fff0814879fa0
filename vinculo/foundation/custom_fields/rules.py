"""What an answer is and how it is read. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vinculo.kernel.figures import amount_in_reais, plain_number


@dataclass(frozen=True, slots=True)
class Answer:
    """A field and what was answered, in words; empty words for no answer."""

    label: str
    words: str
    is_mandatory: bool
    is_printed: bool

    @property
    def is_missing(self) -> bool:
        return self.is_mandatory and not self.words


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    answers: Sequence[Answer]


def kept(value: object) -> object:
    """A cleaned form value as it is kept in JSON; None for no answer."""
    match value:
        case None | "":
            return None
        case bool():
            return value
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def typed(kind: str, value: object) -> object:
    """A kept value as a form takes it."""
    if value is None:
        return None
    match kind:
        case "number" | "money":
            return Decimal(str(value))
        case "date":
            return date.fromisoformat(str(value))
        case "yes_no":
            return "yes" if value else "no"
        case _:
            return value


def in_words(kind: str, value: object) -> str:
    """`R$ 1.234,56`, `12/03/2026`, `Sim`; empty for no answer."""
    known = typed(kind, value)
    match known:
        case None:
            return ""
        case Decimal():
            return amount_in_reais(known) if kind == "money" else plain_number(known)
        case date():
            return f"{known:%d/%m/%Y}"
        case "yes" | "no" if kind == "yes_no":
            return "Sim" if known == "yes" else "Não"
        case _:
            return str(known)
