"""The price solved backwards (Novo preço): what to type on a line so that it comes out at the price one wants.

What comes after the typed price (header discount, repasse) is undone in reverse. The answer is replayed: the price it
gives is the one told, and the line is what the ordinary pipeline makes of it.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from vinculo.engines.pricing.cascade import taken_off, unit_price
from vinculo.engines.pricing.line import LinePrice, LineState
from vinculo.engines.pricing.order import OrderPrice, PricedOrder, price_order
from vinculo.kernel.exact import HUNDRED, ONE, ZERO, rounded
from vinculo.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class Target:
    """`new_price` is what to type, `discount` the same as a discount in points (negative: a surcharge), `order` the
    sale with it."""

    new_price: Decimal
    discount: Decimal
    order: OrderPrice

    def line(self, number: int) -> LinePrice:
        return next(line for line in self.order.lines if line.number == number)


class NoTarget(Refused):
    """No price leads there."""


def solve(order: PricedOrder, number: int, net_unit_price: Decimal) -> Target:
    """What to type on line `number` so that its net unit price, after header discount and repasse, is the wanted one.

    A header discount in reais is shared by value, so the line's part moves with its price: solved by repeated
    approximation, to the decimals of the list. Raises `NoTarget` without a starting price, for a price that is not
    positive, a line that does not exist or is cancelled, and where nothing typed would move it: a header percentage
    that replaces what is typed, or a discount or repasse of 100 %.
    """
    position = next((place for place, line in enumerate(order.lines) if line.number == number), None)
    if position is None:
        raise NoTarget("O item não existe.")
    if net_unit_price <= ZERO:
        raise NoTarget("O novo preço precisa ser maior que zero.")
    line, discount = order.lines[position], order.header.discount
    percent = discount.percent if line.state is LineState.OPEN else ZERO
    factor = line.pass_through.factor if line.pass_through else ONE
    if line.state is LineState.CANCELLED:
        raise NoTarget("O item está cancelado.")
    if percent and discount.replaces_lines:
        raise NoTarget("O desconto do pedido substitui o do item: tire-o para dar ao item um preço próprio.")
    if factor <= ZERO or percent >= HUNDRED:
        raise NoTarget("Um desconto de 100% não deixa preço que se possa buscar.")
    start = unit_price(line, order.term, order.on, order.rounding)
    if start.start.candidate is None or not line.quantity:
        raise NoTarget("Sem preço de origem não há novo preço a calcular.")
    typed = rounded(net_unit_price / factor * HUNDRED / (HUNDRED - percent), start.places)
    found = _replayed(order, position, typed)
    for _ in range(8):
        miss = net_unit_price - found.lines[position].net_unit_price
        step = rounded(miss, start.places)
        if not step or typed + step <= ZERO:
            break
        typed += step
        found = _replayed(order, position, typed)
    return Target(typed, taken_off(start.before_seller, typed, 4), found)


def _replayed(order: PricedOrder, position: int, typed: Decimal) -> OrderPrice:
    lines = list(order.lines)
    lines[position] = replace(lines[position], new_price=typed, discounts=(), surcharges=())
    return price_order(replace(order, lines=tuple(lines)))
