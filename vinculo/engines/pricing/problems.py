"""What keeps a price from being a price, or needs somebody's authority: a code, a severity and a sentence."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from vinculo.engines.derivation import Unit, written

Figure = Decimal | str | None


class Severity(Enum):
    BLOCK = "block"
    """The data must be corrected; no authority releases it."""
    AUTHORITY = "authority"
    """Somebody with the authority may release it."""
    WARNING = "warning"


class ProblemCode(Enum):
    NO_PRICE = "no_price"
    AMBIGUOUS_PRICE = "ambiguous_price"
    MISSING_CONVERSION = "missing_conversion"
    UNIT_NOT_ALLOWED = "unit_not_allowed"
    WRONG_MULTIPLE = "wrong_multiple"
    ABOVE_CEILING = "above_ceiling"
    BELOW_FLOOR = "below_floor"
    DISCOUNT_ABOVE_LIMIT = "discount_above_limit"
    DISCOUNT_BELOW_LIMIT = "discount_below_limit"
    NEGATIVE_PRICE = "negative_price"
    PROMOTION_LIMIT = "promotion_limit"
    BELOW_TERM_MINIMUM = "below_term_minimum"
    BELOW_ORDER_MINIMUM = "below_order_minimum"
    BELOW_LINE_MINIMUM = "below_line_minimum"
    BELOW_INSTALMENT_MINIMUM = "below_instalment_minimum"
    TERM_NOT_ALLOWED = "term_not_allowed"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    DISCOUNT_ABOVE_GOODS = "discount_above_goods"
    MISSING_COST = "missing_cost"
    NO_NET_REVENUE = "no_net_revenue"
    MARGIN_OUT_OF_RANGE = "margin_out_of_range"


_WORDS = {
    ProblemCode.NO_PRICE: "Nenhum preço vale para este produto, cliente, unidade e data.",
    ProblemCode.AMBIGUOUS_PRICE: "Dois preços empatam e não há como escolher: {0} e {1}.",
    ProblemCode.MISSING_CONVERSION: "Falta o fator de conversão de {0} para {1}.",
    ProblemCode.UNIT_NOT_ALLOWED: "A unidade {0} não é vendida a este cliente; use {1}.",
    ProblemCode.WRONG_MULTIPLE: "A quantidade {0} não é múltipla de {1}; use {2} ou {3}.",
    ProblemCode.ABOVE_CEILING: "O preço {0} passa do teto de {1}.",
    ProblemCode.BELOW_FLOOR: "O preço {0} está abaixo do mínimo de {1}.",
    ProblemCode.DISCOUNT_ABOVE_LIMIT: "O desconto de {0} passa do limite de {1} da negociação.",
    ProblemCode.NEGATIVE_PRICE: "Os descontos não deixam preço.",
    ProblemCode.PROMOTION_LIMIT: "A promoção {0} só atende até {1} {2} do produto por pedido.",
    ProblemCode.BELOW_TERM_MINIMUM: "O pedido de {0} não chega ao mínimo de {1} da condição {2}.",
    ProblemCode.BELOW_ORDER_MINIMUM: "As mercadorias somam {0} e o pedido mínimo é {1}.",
    ProblemCode.BELOW_LINE_MINIMUM: "O item soma {0} e o mínimo por item é {1}.",
    ProblemCode.BELOW_INSTALMENT_MINIMUM: "A parcela de {0} não chega à parcela mínima de {1}.",
    ProblemCode.TERM_NOT_ALLOWED: "A condição {0} não é permitida a este cliente.",
    ProblemCode.METHOD_NOT_ALLOWED: "A condição {0} não aceita a forma de pagamento {1}.",
    ProblemCode.DISCOUNT_ABOVE_GOODS: "O desconto do pedido, {0}, é maior que as mercadorias que o recebem, {1}.",
    ProblemCode.DISCOUNT_BELOW_LIMIT: "O desconto de {0} fica aquém do mínimo da negociação, de {1}.",
    ProblemCode.MISSING_COST: "Falta o custo do produto: sem ele não há margem.",
    ProblemCode.NO_NET_REVENUE: "A receita líquida é {0}: não há margem a calcular.",
    ProblemCode.MARGIN_OUT_OF_RANGE: "{0} de {1}, {2} de {3}: fora da faixa.",
}
_LESS_THAN_ONE_MULTIPLE = "A quantidade {0} não é múltipla de {1}; use {3}."
_MONEY = frozenset(
    {
        ProblemCode.BELOW_TERM_MINIMUM,
        ProblemCode.BELOW_ORDER_MINIMUM,
        ProblemCode.BELOW_LINE_MINIMUM,
        ProblemCode.BELOW_INSTALMENT_MINIMUM,
        ProblemCode.DISCOUNT_ABOVE_GOODS,
        ProblemCode.NO_NET_REVENUE,
    }
)
_PRICES = frozenset({ProblemCode.ABOVE_CEILING, ProblemCode.BELOW_FLOOR})
_PERCENTS = frozenset(
    {ProblemCode.MARGIN_OUT_OF_RANGE, ProblemCode.DISCOUNT_ABOVE_LIMIT, ProblemCode.DISCOUNT_BELOW_LIMIT}
)
_AUTHORITY = _PERCENTS | frozenset(
    {
        ProblemCode.BELOW_FLOOR,
        ProblemCode.BELOW_TERM_MINIMUM,
        ProblemCode.BELOW_ORDER_MINIMUM,
        ProblemCode.BELOW_LINE_MINIMUM,
        ProblemCode.BELOW_INSTALMENT_MINIMUM,
        ProblemCode.TERM_NOT_ALLOWED,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """`figures` are what the sentence names, in order; numbers in the unit of the code."""

    code: ProblemCode
    figures: tuple[Figure, ...] = ()

    @property
    def severity(self) -> Severity:
        return Severity.AUTHORITY if self.code in _AUTHORITY else Severity.BLOCK

    @property
    def sentence(self) -> str:
        """The problem in Portuguese, with its figures."""
        if self.code is ProblemCode.MARGIN_OUT_OF_RANGE:
            return _margin_words(*self.figures)
        if self.code in _MONEY:
            unit = Unit.MONEY
        elif self.code in _PRICES:
            unit = Unit.UNIT_PRICE
        else:
            unit = Unit.PERCENT if self.code in _PERCENTS else Unit.NUMBER
        words = _WORDS[self.code]
        if self.code is ProblemCode.WRONG_MULTIPLE and not self.figures[2]:
            words = _LESS_THAN_ONE_MULTIPLE
        return words.format(*(written(figure, unit) for figure in self.figures))

    @property
    def discreet(self) -> str:
        """The sentence without the figure of a margin, from which one reckons what the goods cost."""
        if self.code is not ProblemCode.MARGIN_OUT_OF_RANGE:
            return self.sentence
        name, value, least, most = self.figures
        side, limit = _side(value, least, most)
        return f"{name} {side} de {written(limit, Unit.PERCENT)}: fora da faixa."


def _side(value: Figure, least: Figure, most: Figure) -> tuple[str, Figure]:
    """On which side of a range a margin is, and the end it passes."""
    low = isinstance(value, Decimal) and isinstance(least, Decimal) and value < least
    return ("abaixo do mínimo", least) if low else ("acima do máximo", most)


def _margin_words(name: Figure, value: Figure, least: Figure, most: Figure) -> str:
    """`MB de 7,15%, abaixo do mínimo de 15%: fora da faixa.`"""
    side, limit = _side(value, least, most)
    words = (str(name), written(value, Unit.PERCENT), side, written(limit, Unit.PERCENT))
    return _WORDS[ProblemCode.MARGIN_OUT_OF_RANGE].format(*words)
