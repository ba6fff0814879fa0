"""How a figure came to be, step by step, in words a person can read to a customer.

Every engine returns the steps it took. A `StepKind` is declared once, beside the formula it speaks for: its title, its
sentence with places for the figures, and its legal source. A `Step` is one use of it and costs little: texts are only
written when somebody reads them. `as_data` gives the whole as plain JSON values, sentences included, so that a stored
derivation can be read when the code has long changed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Final, NamedTuple

from vinculo.kernel import figures

Value = Decimal | date | int | str | None

_PART: Final = re.compile(r"\[([^\]]*)\]|([^\[\]]+)")
_PLACE: Final = re.compile(r"\{(\w+)\}")


class Unit(Enum):
    """What a value of a derivation measures, which decides how it is written."""

    MONEY = "money"
    """Reais, shown with two decimals."""
    UNIT_PRICE = "unit_price"
    """Reais for one unit, shown with all its decimals (up to ten)."""
    PERCENT = "percent"
    """Percentage points: 18 is 18 %."""
    NUMBER = "number"
    """A quantity, a factor, a weight, a count."""
    BUSINESS_DAYS = "business_days"
    """A count of business days, shown as `1 dia útil`, `3 dias úteis`."""
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind of step. `sentence` is a format text in Portuguese; it may name every key of `inputs`, and
    `before` and `after`. A part in square brackets is left out when every figure it names is zero or missing:
    `"Mercadoria {goods}[ − desconto {discount}] = {after}."`. When one figure alone is left and it is `after` itself,
    the ` = {after}` is left out too.

    `unit` is that of `before` and `after`; `source` the law, agreement or company policy the step rests on.
    """

    code: str
    title: str
    sentence: str
    inputs: Mapping[str, Unit]
    unit: Unit = Unit.MONEY
    source: str = ""

    def step(
        self, after: Value, *values: Value, before: Value = None, row: str = "", source: str = "", note: str = ""
    ) -> "Step":
        """A step of this kind; `values` in the order of `inputs`."""
        return Step(self, after, values, before, row, source, note)


class Step(NamedTuple):
    """One step of a derivation; a tuple, since a big order takes thousands of them.

    `after` is what the step found; `before` the figure it changed, when it changed one. `row` names the row of a book
    or matrix that decided ("Matriz de ICMS, linha 12"); `own_source` is the source that row cites, which goes before
    the kind's; `note` a sentence about this very case.
    """

    kind: StepKind
    after: Value
    values: tuple[Value, ...] = ()
    before: Value = None
    row: str = ""
    own_source: str = ""
    note: str = ""

    @property
    def code(self) -> str:
        """The code of the kind: `icms.base`."""
        return self.kind.code

    @property
    def title(self) -> str:
        """What the figure is called: `Base de cálculo do ICMS`."""
        return self.kind.title

    @property
    def source(self) -> str:
        """The legal source or the policy the step rests on."""
        return told_once(self.own_source, self.kind.source)

    @property
    def inputs(self) -> dict[str, Value]:
        """The figures the step worked with, by name."""
        return dict(zip(self.kind.inputs, self.values, strict=True))

    @property
    def after_text(self) -> str:
        """`after`, written for people."""
        return written(self.after, self.kind.unit)

    @property
    def reason(self) -> str:
        """The sentence, with its figures, and the note when there is one."""
        units = {**self.kind.inputs, "before": self.kind.unit, "after": self.kind.unit}
        values = {**self.inputs, "before": self.before, "after": self.after}
        kept = [
            (words, names)
            for words, names, is_optional in _parts(self.kind.sentence)
            if not is_optional or any(values[name] for name in names)
        ]
        sentence = "".join(
            words.format_map({name: written(values[name], units[name]) for name in names}) for words, names in kept
        )
        figures_told = [name for _, names in kept for name in names if name != "after"]
        if len(figures_told) == 1 and values[figures_told[0]] == self.after:
            sentence = sentence.replace(f" = {written(self.after, self.kind.unit)}", "", 1)
        return f"{sentence} {self.note}" if self.note else sentence

    def as_data(self) -> dict[str, Any]:
        """The step as plain JSON values; figures are decimal texts."""
        return {
            "code": self.code,
            "title": self.title,
            "before": plain(self.before),
            "after": plain(self.after),
            "unit": self.kind.unit.value,
            "inputs": {name: plain(value) for name, value in self.inputs.items()},
            "reason": self.reason,
            "row": self.row,
            "source": self.source,
        }


Derivation = tuple[Step, ...]


def told_once(*sources: str) -> str:
    """Sources in their order, one after the other, without what another of them says more exactly: of `LC 214/2025` and
    `LC 214/2025, art. 4º` only the second."""
    told = list(dict.fromkeys(part for source in sources for part in source.split("; ") if part))
    return "; ".join(part for part in told if not any(other.startswith(f"{part},") for other in told))


@lru_cache(maxsize=1_000)
def _parts(sentence: str) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """The parts of a sentence: its words, the figures they name, whether it may be left out."""
    return tuple(
        (optional or always, tuple(_PLACE.findall(optional or always)), bool(optional))
        for optional, always in _PART.findall(sentence)
    )


def as_data(derivation: Derivation) -> list[dict[str, Any]]:
    """The steps as plain JSON values, in order."""
    return [step.as_data() for step in derivation]


def plain(value: Value) -> str | int | None:
    """`value` as JSON keeps it: decimals as text without exponent, days as ISO 8601."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return value


def written(value: Value, unit: Unit) -> str:
    """`value` for people, by its unit; a dash when there is none."""
    if value is None:
        return "—"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal | int):
        number = Decimal(value)
        match unit:
            case Unit.MONEY:
                return figures.amount_in_reais(number)
            case Unit.UNIT_PRICE:
                return figures.unit_price_in_reais(number)
            case Unit.PERCENT:
                return figures.percentage(number)
            case Unit.BUSINESS_DAYS:
                return f"{figures.plain_number(number)} {'dia útil' if number == 1 else 'dias úteis'}"
            case _:
                return figures.plain_number(number)
    return value
