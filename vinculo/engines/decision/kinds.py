"""What a matrix is made of: key columns with weights and typed result columns. A kind is a declaration, not code."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum
from functools import cached_property

MOST_KEYS = 16


class Weight(IntEnum):
    """What a filled key adds to the score of a row (behaviour 5.1).

    The pair of states weighs 4 as a whole, so each state of a pair weighs 2; a state that is alone weighs 4. Powers of
    two let one heavier key beat all the lighter ones together.
    """

    CUSTOMER = 64
    CUSTOMER_CLASS = 32
    PRODUCT = 16
    LINE = 8
    FISCAL_GROUP = 8
    UF = 4
    UF_OF_PAIR = 2
    ESTABLISHMENT = 2
    OTHER = 1


class ResultType(StrEnum):
    """How a result is written, stored and read: decimals travel as text and are `Decimal` in memory."""

    TEXT = "text"
    CODE = "code"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    INTEGER = "integer"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Key:
    """A key column. Blank in a row means any value.

    `subject` names what the codes refer to ("customer", "uf"…), so that screens show names and look codes up.
    `decimals` makes the column a band: rows hold "from..until" (both inclusive, either open) and the fact, rounded
    half-up to that many decimals, must lie within; `is_signed` when it may be negative.
    """

    name: str
    label: str
    weight: int = Weight.OTHER
    subject: str = ""
    decimals: int | None = None
    unit: str = ""
    is_signed: bool = False

    @property
    def is_band(self) -> bool:
        return self.decimals is not None


@dataclass(frozen=True, slots=True)
class Result:
    """A result column. Percentages are points (12.5 is 12,5 %), money is reais, a code may have a list of `choices`.

    A figure lies within `least` and `most`, both included, where they are given.
    """

    name: str
    label: str
    type: ResultType = ResultType.TEXT
    required: bool = False
    decimals: int = 2
    choices: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    help: str = ""
    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of matrix. `mandatory`: a look-up that finds no row is a problem, not the absence of an effect."""

    code: str
    label: str
    keys: tuple[Key, ...]
    results: tuple[Result, ...]
    mandatory: bool = False
    help: str = ""

    def __post_init__(self) -> None:
        names = [key.name for key in self.keys] + [result.name for result in self.results]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.code}: a column is named twice")
        if not self.keys or len(self.keys) > MOST_KEYS:
            raise ValueError(f"{self.code}: a kind has 1 to {MOST_KEYS} keys")
        if any(key.weight < 1 for key in self.keys):
            raise ValueError(f"{self.code}: weights are positive")

    @cached_property
    def key_by_name(self) -> dict[str, Key]:
        return {key.name: key for key in self.keys}

    @cached_property
    def result_by_name(self) -> dict[str, Result]:
        return {result.name: result for result in self.results}

    @cached_property
    def bands(self) -> tuple[Key, ...]:
        return tuple(key for key in self.keys if key.is_band)
