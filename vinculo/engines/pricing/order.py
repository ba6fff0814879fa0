"""A whole order: every line priced, the header shared among them to the cent, the repasse taken off, the totals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Derivation, Step, StepKind, Unit
from vinculo.engines.pricing.cascade import UnitPrice, taken_off, unit_price
from vinculo.engines.pricing.header import NO_HEADER, Header, Shares, discount_of, left_by, share_steps, shared
from vinculo.engines.pricing.line import DEFAULT_ROUNDING, LinePrice, LineState, PricedLine, RoundingPolicy
from vinculo.engines.pricing.problems import Problem, ProblemCode
from vinculo.engines.pricing.sources import shown
from vinculo.engines.pricing.terms import PaymentTerm
from vinculo.kernel.exact import HUNDRED, ONE, UNIT_PRICE_PLACES, ZERO, cents, exact, rounded


@dataclass(frozen=True, slots=True)
class Minimums:
    """The least the goods of an order and of a line must sum to, in reais; compared without IPI, ST and freight.

    `instalment` is the least that is paid at a time, everything in it.
    """

    order: Decimal = ZERO
    line: Decimal = ZERO
    instalment: Decimal = ZERO
    row: str = ""


@dataclass(frozen=True, slots=True)
class PricedOrder:
    """An order to be priced, on a day. Texts are what the derivation calls things."""

    lines: tuple[PricedLine, ...]
    on: date
    term: PaymentTerm | None = None
    header: Header = NO_HEADER
    minimums: Minimums = Minimums()
    rounding: RoundingPolicy = DEFAULT_ROUNDING


@dataclass(frozen=True, slots=True)
class OrderPrice:
    """The lines in their order and the sums of what they show; `problems` are those of the order itself."""

    lines: tuple[LinePrice, ...]
    goods: Decimal
    discount: Decimal
    freight: Decimal
    insurance: Decimal
    other: Decimal
    pass_through: Decimal
    net: Decimal
    operation: Decimal
    problems: tuple[Problem, ...]
    derivation: Derivation

    @property
    def is_priced(self) -> bool:
        """Every line has a price."""
        return all(line.is_priced for line in self.lines)


_GOODS: Final = StepKind(
    "line.goods", "Valor do item", "{quantity} {unit} × {price} = {after}.",
    {"quantity": Unit.NUMBER, "unit": Unit.TEXT, "price": Unit.UNIT_PRICE}, Unit.MONEY,
)  # fmt: skip
_PASS_THROUGH: Final = StepKind(
    "line.pass_through", "Repasse", "{name}: {before} × (1 − {listed}) ÷ (1 − {paid}) = {after}.",
    {"name": Unit.TEXT, "listed": Unit.PERCENT, "paid": Unit.PERCENT}, Unit.MONEY, "Política comercial da empresa",
)  # fmt: skip
_DEDUCTION: Final = StepKind(
    "line.pass_through", "Repasse", "{name}: {percent} a menos sobre {before} = {after}.",
    {"name": Unit.TEXT, "percent": Unit.PERCENT}, Unit.MONEY, "Política comercial da empresa",
)  # fmt: skip
_NET_WORDS: Final = "{goods}[ − desconto do pedido {discount}][ − repasse {taken}][ + repasse {added}] = {after}."
_NET_PARTS: Final = dict.fromkeys(("goods", "discount", "taken", "added"), Unit.MONEY)
_NET: Final = StepKind("line.net", "Valor líquido", f"Item {_NET_WORDS}", _NET_PARTS)
_TOTAL: Final = StepKind("order.net", "Líquido dos itens", f"Itens {_NET_WORDS}", _NET_PARTS)
_GIVEN_INPUTS: Final = {"whole": Unit.UNIT_PRICE, "left": Unit.UNIT_PRICE}
_GIVEN: Final = StepKind(
    "line.given", "Desconto dado por quem vende",
    "Sem o que foi digitado, a unidade sairia a {whole}; com isso, a {left}: {after} de desconto.",
    _GIVEN_INPUTS, Unit.PERCENT,
)  # fmt: skip
_ADDED: Final = StepKind(
    _GIVEN.code, "Acréscimo dado por quem vende",
    "Sem o que foi digitado, a unidade sairia a {whole}; com isso, a {left}: {after} de acréscimo.",
    _GIVEN_INPUTS, Unit.PERCENT,
)  # fmt: skip
_LISTED: Final = {"quantity": Unit.NUMBER, "listed": Unit.UNIT_PRICE, "whole": Unit.MONEY, "net": Unit.MONEY}
_BELOW: Final = StepKind(
    "line.below_list", "Abaixo da lista",
    "{quantity} × {listed} da lista = {whole}; o líquido, {net}, fica {after} abaixo.", _LISTED, Unit.PERCENT,
)  # fmt: skip
_ABOVE: Final = StepKind(
    _BELOW.code, "Acima da lista",
    "{quantity} × {listed} da lista = {whole}; o líquido, {net}, fica {after} acima.", _LISTED, Unit.PERCENT,
)  # fmt: skip


def price_order(order: PricedOrder) -> OrderPrice:
    """Price every line, share the header, take the repasse off, and sum. Lines keep their order.

    A line without a price weighs nothing and has zero amounts; its problem says why. Raises `NotExact` for a figure
    that is not a `Decimal` and `CannotAllocate` for a header amount with fractions of a cent, or with only
    bonus and cancelled lines to bear it. An order without lines bears nothing.
    """
    lines = _with_header_percent(order)
    priced = [unit_price(line, order.term, order.on, order.rounding) for line in lines]
    goods = [_goods(line, each, order) for line, each in zip(lines, priced, strict=True)]
    discount, problems, steps = discount_of(order.header, lines, goods, order.rounding.money)
    shares = shared(order.header, lines, goods, discount)
    left = ONE if problems else left_by(order.header, lines, goods)
    found = tuple(
        _finished(line, each, value, share, discount, left, order)
        for line, each, value, share in zip(lines, priced, goods, shares, strict=True)
    )
    return _summed(found, order, problems, steps)


def _with_header_percent(order: PricedOrder) -> Sequence[PricedLine]:
    """The lines as the header leaves them: its percentage may take the place of what was typed on them."""
    for line in order.lines:
        exact(line.quantity, f"quantity of line {line.number}")
    discount = order.header.discount
    if not (discount.replaces_lines and discount.percent):
        return order.lines
    return [
        replace(line, discounts=(discount.percent,), surcharges=(), new_price=None)
        if line.state is LineState.OPEN
        else line
        for line in order.lines
    ]


def _goods(line: PricedLine, priced: UnitPrice, order: PricedOrder) -> Decimal:
    if line.state is LineState.CANCELLED:
        return ZERO
    return cents(line.quantity * priced.price, order.rounding.money)


def _finished(
    line: PricedLine,
    priced: UnitPrice,
    goods: Decimal,
    shares: Shares,
    discount: Decimal,
    left: Decimal,
    order: PricedOrder,
) -> LinePrice:
    steps = list(priced.steps)
    if priced.start.candidate is not None:
        steps.append(_GOODS.step(goods, line.quantity, line.unit, priced.price))
    steps += share_steps(order.header, discount, shares)
    discounted = goods - shares.discount
    net = _passed_through(line, discounted, steps, order)
    pass_through = net - discounted
    if net != goods:
        steps.append(_NET.step(net, goods, shares.discount, *_taken_and_added(pass_through)))
    net_unit = rounded(net / line.quantity, UNIT_PRICE_PLACES) if line.quantity else ZERO
    # What was typed, not what rounding made of it: whoever may give 5 % and types 5 % has given 5 %.
    after_seller = priced.after_seller * (left if line.state is LineState.OPEN else ONE)
    given = taken_off(priced.before_seller, after_seller)
    if given:
        kind = _GIVEN if given > ZERO else _ADDED
        steps.append(kind.step(abs(given), shown(priced.before_seller), shown(after_seller)))
    listed = line.quantity * priced.start.price
    below = taken_off(listed, net)
    if below:
        kind = _BELOW if below > ZERO else _ABOVE
        steps.append(kind.step(abs(below), line.quantity, shown(priced.start.price), cents(listed), net))
    return LinePrice(
        number=line.number,
        list_price=priced.start.price,
        unit_price=priced.price,
        goods=goods,
        header_discount=shares.discount,
        freight=shares.freight,
        insurance=shares.insurance,
        other=shares.other,
        pass_through=pass_through,
        net=net,
        net_unit_price=net_unit,
        operation=net + shares.freight + shares.insurance + shares.other,
        given_discount=given,
        below_list=below,
        source=priced.start.candidate,
        problems=(*priced.problems, *_limits(line, priced, net, net_unit, given, order)),
        derivation=tuple(steps),
    )


def _passed_through(line: PricedLine, value: Decimal, steps: list[Step], order: PricedOrder) -> Decimal:
    repasse = line.pass_through
    if repasse is None:
        return value
    net = cents(value * repasse.factor, order.rounding.money)
    if repasse.deduction is not None:
        step = _DEDUCTION.step(
            net, repasse.name, repasse.deduction, before=value, row=repasse.row, source=repasse.source
        )
    else:
        step = _PASS_THROUGH.step(
            net, repasse.name, repasse.listed, repasse.paid, before=value, row=repasse.row, source=repasse.source
        )
    steps.append(step)
    return net


def _limits(
    line: PricedLine, priced: UnitPrice, net: Decimal, net_unit: Decimal, given: Decimal, order: PricedOrder
) -> list[Problem]:
    """What the price of a line passes: the lawful ceiling, the negotiation's floor and discount, the line's minimum."""
    if priced.start.candidate is None or line.state is LineState.CANCELLED:
        return []
    found = []
    if line.ceiling is not None and net_unit > line.ceiling:
        found.append(Problem(ProblemCode.ABOVE_CEILING, (net_unit, line.ceiling)))
    negotiation = line.negotiation
    if negotiation is not None:
        if negotiation.least_price is not None and net_unit < negotiation.least_price:
            found.append(Problem(ProblemCode.BELOW_FLOOR, (net_unit, negotiation.least_price)))
        if negotiation.least_discount is not None and given < negotiation.least_discount:
            found.append(Problem(ProblemCode.DISCOUNT_BELOW_LIMIT, (given, negotiation.least_discount)))
        if negotiation.most_discount is not None and given > negotiation.most_discount:
            found.append(Problem(ProblemCode.DISCOUNT_ABOVE_LIMIT, (given, negotiation.most_discount)))
    if line.state is not LineState.BONUS and net < order.minimums.line:
        found.append(Problem(ProblemCode.BELOW_LINE_MINIMUM, (net, order.minimums.line)))
    return found


def _summed(lines: tuple[LinePrice, ...], order: PricedOrder, problems: list[Problem], steps: list[Step]) -> OrderPrice:
    goods, discount, pass_through, net = (
        sum((getattr(line, name) for line in lines), ZERO)
        for name in ("goods", "header_discount", "pass_through", "net")
    )
    freight, insurance, other, operation = (
        sum((getattr(line, name) for line in lines), ZERO) for name in ("freight", "insurance", "other", "operation")
    )
    steps.append(_TOTAL.step(net, goods, discount, *_taken_and_added(pass_through)))
    if net < order.minimums.order:
        problems.append(Problem(ProblemCode.BELOW_ORDER_MINIMUM, (net, order.minimums.order)))
    if order.term is not None and net < order.term.minimum_order:
        figures = (net, order.term.minimum_order, order.term.name)
        problems.append(Problem(ProblemCode.BELOW_TERM_MINIMUM, figures))
    return OrderPrice(
        lines, goods, discount, freight, insurance, other, pass_through, net, operation, tuple(problems), tuple(steps)
    )


def _taken_and_added(pass_through: Decimal) -> tuple[Decimal, Decimal]:
    """What the repasse takes off and what it adds."""
    return max(-pass_through, ZERO), max(pass_through, ZERO)


def taxable_unit(goods: Decimal, quantity: Decimal, factor: Decimal) -> tuple[Decimal, Decimal]:
    """The taxable quantity (four decimals) and unit price (ten) of the NF-e: 3 boxes of 12 for 100.00 are 36 units of
    2.7777777778."""
    taxable = rounded(quantity * factor, 4)
    return taxable, rounded(goods / taxable, UNIT_PRICE_PLACES)


def price_for_net(net: Decimal, *points: Decimal, places: int = UNIT_PRICE_PLACES) -> Decimal:
    """The price that leaves `net` after taxes "por dentro": N / Π(1 − t). 744.15 with 18 and 9.25 points gives 1000.00.

    Contributions (9.25) are reckoned without the ICMS in their base, so their factors multiply.
    """
    left = HUNDRED
    for point in points:
        left = left * (HUNDRED - point) / HUNDRED
    return rounded(net * HUNDRED / left, places)
