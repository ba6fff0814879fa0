"""What an answer is and how it is read. Pure."""

from collections.abc import Mapping, Sequence
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


class AnswersCollide(Exception):
    """Somebody else answered the same `fields` (ids) meanwhile; `theirs` are all the answers as they now are."""

    def __init__(self, fields: Sequence[int], theirs: Mapping[int, object]) -> None:
        super().__init__("Outra pessoa respondeu aos mesmos campos enquanto você editava.")
        self.fields = fields
        self.theirs = theirs


def changed(
    mine: Mapping[int, object], original: Mapping[int, object], theirs: Mapping[int, object]
) -> dict[int, object]:
    """Of the answers `mine`, by id of the field, those that differ from the `original` ones the form was opened with.

    Raises `AnswersCollide` when one of them is no longer what it was then, and not what is wanted either.
    """
    wanted = {field: answer for field, answer in mine.items() if answer != original.get(field)}
    collisions = [
        field
        for field, answer in wanted.items()
        if theirs.get(field) != original.get(field) and theirs.get(field) != answer
    ]
    if collisions:
        raise AnswersCollide(collisions, theirs)
    return wanted


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
