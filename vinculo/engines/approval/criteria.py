"""What may need somebody's authority, each with the direction of its limit."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from vinculo.kernel import figures


class Direction(Enum):
    """Whether an approver's limit is a ceiling (a discount up to 10 %) or a floor (a margin of at least 18 %)."""

    CEILING = "ceiling"
    FLOOR = "floor"


class Measured(Enum):
    """What the values of a criterion are, which decides how they are written."""

    PERCENT = "percent"
    """Percentage points."""
    MONEY = "money"
    """Reais."""
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A thing judged: `label` names it on screens. A figure that `tells_cost` lets whoever reads it reckon what the
    goods cost: only those who may see costs read it, the others that it is beyond the limit."""

    code: str
    label: str
    direction: Direction
    measured: Measured
    tells_cost: bool = False

    def covers(self, limit: Decimal, value: Decimal) -> bool:
        """Whether a limit covers a value; both ends are inclusive (behaviour 5.3: 10 % decides 10 %)."""
        return value <= limit if self.direction is Direction.CEILING else value >= limit

    def write(self, value: Decimal) -> str:
        match self.measured:
            case Measured.PERCENT:
                return figures.percentage(value)
            case Measured.MONEY:
                return figures.amount_in_reais(value)
            case Measured.DAYS:
                return "1 dia" if value == 1 else f"{figures.plain_number(value)} dias"

    def passing(self, limit: Decimal) -> str:
        """What passes with nobody's word when `limit` is one's own: `Desconto até 5% passa sem alçada.`"""
        if not limit and self.direction is Direction.CEILING:
            return f"Só sem {self.label[:1].lower()}{self.label[1:]} passa sem alçada."
        return f"{self.label} {self.reach(limit)} passa sem alçada."

    def reach(self, limit: Decimal) -> str:
        """`até 7,5%`, `a partir de 18%`."""
        word = "até" if self.direction is Direction.CEILING else "a partir de"
        return f"{word} {self.write(limit)}"


_UP, _DOWN = Direction.CEILING, Direction.FLOOR
_PERCENT, _MONEY, _DAYS = Measured.PERCENT, Measured.MONEY, Measured.DAYS

CRITERIA: Final[dict[str, Criterion]] = {
    criterion.code: criterion
    for criterion in (
        Criterion("discount", "Desconto", _UP, _PERCENT),
        Criterion("below_list", "Desconto do vendedor sobre a lista", _UP, _PERCENT),
        Criterion("gross_margin", "Margem bruta (MB)", _DOWN, _PERCENT, tells_cost=True),
        Criterion("gross_margin_above", "Margem bruta (MB) acima da faixa", _UP, _PERCENT, tells_cost=True),
        Criterion("contribution_margin", "Margem de contribuição (MC)", _DOWN, _PERCENT, tells_cost=True),
        Criterion(
            "contribution_margin_above", "Margem de contribuição (MC) acima da faixa", _UP, _PERCENT, tells_cost=True
        ),
        Criterion("order_gross_margin", "MB do pedido", _DOWN, _PERCENT, tells_cost=True),
        Criterion("order_gross_margin_above", "MB do pedido acima da faixa", _UP, _PERCENT, tells_cost=True),
        Criterion("order_contribution_margin", "MC do pedido", _DOWN, _PERCENT, tells_cost=True),
        Criterion("order_contribution_margin_above", "MC do pedido acima da faixa", _UP, _PERCENT, tells_cost=True),
        Criterion("term", "Prazo médio", _UP, _DAYS),
        Criterion("credit_overrun", "Excesso de crédito", _UP, _MONEY),
        Criterion("order_value", "Valor do pedido", _UP, _MONEY),
        Criterion("minimum_shortfall", "Falta para o valor mínimo", _UP, _MONEY),
        Criterion("freight_waiver", "Frete dispensado", _UP, _MONEY),
        Criterion("promise_breach", "Antecipação da data de promessa", _UP, _DAYS),
        Criterion("quota_overrun", "Excesso de cota", _UP, _PERCENT),
    )
}
