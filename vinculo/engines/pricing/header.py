"""What is charged or taken off a whole order, and the part of it that each line bears, to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.pricing.line import LineState, PricedLine
from vinculo.engines.pricing.problems import Problem, ProblemCode
from vinculo.kernel.allocation import Ties, allocate
from vinculo.kernel.exact import HUNDRED, ONE, ZERO, Rounding, part


class ShareBy(Enum):
    """What a line weighs when header amounts are shared."""

    VALUE = "value"
    WEIGHT = "weight"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class HeaderDiscount:
    """A discount on the whole order: `percent` in points or an `amount` in reais.

    With `replaces_lines` a percentage takes the place of what the seller typed on every line that is not fixed.
    """

    percent: Decimal = ZERO
    amount: Decimal = ZERO
    replaces_lines: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What is charged or taken off the whole order, in reais, and how it is shared."""

    discount: HeaderDiscount = HeaderDiscount()
    freight: Decimal = ZERO
    insurance: Decimal = ZERO
    other: Decimal = ZERO
    share_by: ShareBy = ShareBy.VALUE
    ties: Ties = Ties.FIRST


NO_HEADER: Final = Header()
_SHARES: Final = {
    name: StepKind(
        f"line.{name}", title, "{whole} do pedido, rateado por {weight}: cabem {after} a este item.",
        {"whole": Unit.MONEY, "weight": Unit.TEXT}, Unit.MONEY, "Rateio com resto exato",
    )
    for name, title in (
        ("header_discount", "Desconto do pedido"), ("freight", "Frete cobrado"), ("insurance", "Seguro"),
        ("other", "Outras despesas"),
    )
}  # fmt: skip
_HEADER_PERCENT: Final = StepKind(
    "order.discount", "Desconto do pedido", "{percent} sobre {before} = {after}.",
    {"percent": Unit.PERCENT}, Unit.MONEY,
)  # fmt: skip
_HEADER_AMOUNT: Final = StepKind(
    _HEADER_PERCENT.code, _HEADER_PERCENT.title, "[{before} + ]{amount} em reais = {after}.", {"amount": Unit.MONEY}
)
_SHARE_WORDS: Final = {
    ShareBy.VALUE: "valor", ShareBy.WEIGHT: "peso", ShareBy.QUANTITY: "quantidade",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shares:
    """What of the header's amounts one line bears, in reais."""

    discount: Decimal
    freight: Decimal
    insurance: Decimal
    other: Decimal


def discount_of(
    header: Header, lines: Sequence[PricedLine], goods: Sequence[Decimal], rounding: Rounding
) -> tuple[Decimal, list[Problem], list[Step]]:
    """The header's discount in reais; one above the goods that bear it is a problem, and none."""
    wanted, receiving = header.discount, _receiving(lines, goods)
    steps = []
    discount = wanted.amount
    if wanted.percent and not wanted.replaces_lines:
        by_percent = part(receiving, wanted.percent, rounding)
        steps.append(_HEADER_PERCENT.step(by_percent, wanted.percent, before=receiving))
        discount += by_percent
    if wanted.amount:
        steps.append(_HEADER_AMOUNT.step(discount, wanted.amount, before=discount - wanted.amount))
    if discount > receiving:
        return ZERO, [Problem(ProblemCode.DISCOUNT_ABOVE_GOODS, (discount, receiving))], steps
    return discount, [], steps


def _receiving(lines: Sequence[PricedLine], goods: Sequence[Decimal]) -> Decimal:
    """The goods that bear the header's discount."""
    return sum((value for line, value in zip(lines, goods, strict=True) if line.state is LineState.OPEN), ZERO)


def left_by(header: Header, lines: Sequence[PricedLine], goods: Sequence[Decimal]) -> Decimal:
    """The part of each open line that the header's discount leaves, before any cent of it is rounded: 5 % leave 0.95 of
    every line, whichever takes the cent over."""
    wanted, receiving = header.discount, _receiving(lines, goods)
    points = ZERO if wanted.replaces_lines else wanted.percent
    return ONE - points / HUNDRED - (wanted.amount / receiving if receiving else ZERO)


def shared(header: Header, lines: Sequence[PricedLine], goods: Sequence[Decimal], discount: Decimal) -> list[Shares]:
    """What of the header each line bears, to the cent."""
    charged = [_weight(line, value, header.share_by) for line, value in zip(lines, goods, strict=True)]
    open_goods = [value if line.state is LineState.OPEN else ZERO for line, value in zip(lines, goods, strict=True)]
    bearing = [place for place, line in enumerate(lines) if line.state not in (LineState.BONUS, LineState.CANCELLED)]
    taken = allocate(discount, open_goods, ceilings=open_goods, ties=header.ties)
    shipped = [place for place in bearing if lines[place].is_shipped] or bearing
    freight, insurance, other = (
        _allocated(amount, charged, places, header.ties)
        for amount, places in ((header.freight, shipped), (header.insurance, shipped), (header.other, bearing))
    )
    return [Shares(*each) for each in zip(taken, freight, insurance, other, strict=True)]


def share_steps(header: Header, discount: Decimal, shares: Shares) -> list[Step]:
    """How the header's amounts came to this line, each that did."""
    weight = _SHARE_WORDS[header.share_by]
    amounts = (
        ("header_discount", discount, shares.discount, "valor"),
        ("freight", header.freight, shares.freight, weight),
        ("insurance", header.insurance, shares.insurance, weight),
        ("other", header.other, shares.other, weight),
    )
    return [_SHARES[name].step(share, whole, by) for name, whole, share, by in amounts if share]


def _allocated(amount: Decimal, weights: Sequence[Decimal], bearing: Sequence[int], ties: Ties) -> Sequence[Decimal]:
    """The shares of the lines at the places `bearing`, equal when none of them weighs; the others have none."""
    if not weights:
        return ()
    shares = dict(zip(bearing, allocate(amount, [weights[place] for place in bearing], ties=ties), strict=True))
    return [shares.get(place, ZERO) for place in range(len(weights))]


def _weight(line: PricedLine, goods: Decimal, by: ShareBy) -> Decimal:
    if line.state in (LineState.BONUS, LineState.CANCELLED):
        return ZERO
    match by:
        case ShareBy.VALUE:
            return goods
        case ShareBy.WEIGHT:
            return line.weight
        case ShareBy.QUANTITY:
            return line.quantity
