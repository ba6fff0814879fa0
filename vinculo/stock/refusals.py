"""Why an action on stock was refused; each text is fit for the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vinculo.kernel.refusal import Refused


class StockRefused(Refused):
    """A refusal of this room. `line` is the line of the grid it is of (from 0, None when it is of none)."""

    def __init__(self, sentence: str = "", *, field: str = "", line: int | None = None) -> None:
        super().__init__(sentence, field=field)
        self.line = line


class ReasonNeeded(StockRefused):
    sentence = "Diga o motivo."
    field = "reason"


class NothingToPost(StockRefused):
    sentence = "Inclua ao menos uma linha."


class NotKnown(StockRefused):
    """A product, warehouse, unit or lot that does not exist or is not within the person's reach."""


class NoFactor(StockRefused):
    """Two units of a product that no exact factor joins."""


class LotNeeded(StockRefused):
    """A product that is kept by lot was moved without one."""


class NotEnough(StockRefused):
    """More was to leave than is free there."""


class BelowReserved(StockRefused):
    """A count that would leave reservations without stock."""


class BeyondAuthority(StockRefused):
    """A count whose difference is worth more than the person may adjust."""


class AlreadyReversed(StockRefused):
    sentence = "Este lançamento já foi estornado."


class CannotReverse(StockRefused):
    sentence = "Um estorno não se estorna: lance de novo o que foi estornado por engano."


class NotActive(StockRefused):
    sentence = "Esta reserva já foi encerrada."


class ReceiptClosed(StockRefused):
    sentence = "Este recebimento já foi encerrado."


class InUse(StockRefused):
    sentence = "Isto já foi usado. Desative-o para que deixe de ser oferecido."


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to serve a line: what it is, in words, how much there is, and the choice that takes it.

    Exactly one of `warehouse_id` (with or without `lot_id`), `product_id` and `receipt_id` says what to change.
    """

    kind: str
    words: str
    quantity: Decimal
    unit: str
    warehouse_id: int | None = None
    lot_id: int | None = None
    product_id: int | None = None
    receipt_id: int | None = None


@dataclass(frozen=True, slots=True)
class Shortage:
    """A line that stock or quota cannot serve: why, in a sentence, and what could serve it instead."""

    line: int
    sentence: str
    alternatives: Sequence[Alternative] = ()


class Short(StockRefused):
    """Some lines cannot be served; nothing was reserved. `shortages` are one or more for each of those lines."""

    def __init__(self, shortages: Sequence[Shortage]) -> None:
        super().__init__(" ".join(shortage.sentence for shortage in shortages), line=shortages[0].line)
        self.shortages = tuple(shortages)
