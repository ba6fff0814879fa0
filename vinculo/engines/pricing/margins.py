"""Margins of a line and of an order.

Net revenue RL = operation − ICMS − DIFAL − FCP − PIS − COFINS − ISS − DAS − ICMS desonerado taken off the total; IPI,
ST and CBS/IBS are outside it.
`MB % = (RL − CMV) / RL`; `MC % = (RL − CMV − commission − freight paid − financial cost − fees − bonuses) / RL`.
A line without cost or without net revenue has a problem, not a margin. Ranges are inclusive, and both too low and too
high are told. The margin of an order is the sum of its lines over the sum of their net revenues. Definitions: company
policy, shown with the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Derivation, StepKind, Unit
from vinculo.engines.pricing.problems import Problem, ProblemCode
from vinculo.kernel.exact import HUNDRED, ONE, ZERO, Rounding, cents, rounded


@dataclass(frozen=True, slots=True)
class MarginRange:
    """The range a margin must be in, in points, both ends included; None leaves an end open."""

    least: Decimal | None = None
    most: Decimal | None = None

    def holds(self, points: Decimal) -> bool:
        return (self.least is None or points >= self.least) and (self.most is None or points <= self.most)


ANY: Final = MarginRange()


@dataclass(frozen=True, slots=True)
class Revenue:
    """What a line brings and what it costs, in reais with two decimals.

    `operation` is goods + freight + insurance + other − unconditional discount; `charged` is the freight, insurance and
    other in it, which stay as they are when the price moves, as do the `fixed_fees`, which are part of `fees`. `relief`
    is the ICMS desonerado that comes off the total. `cost` is the CMV of the whole line, by the cost the company chose
    (`cost_name`: reposição, médio, último) on `cost_on`, without recoverable taxes. `told` are the steps that led to
    these costs.
    """

    operation: Decimal
    cost: Decimal | None
    icms: Decimal = ZERO
    difal: Decimal = ZERO
    fcp: Decimal = ZERO
    pis: Decimal = ZERO
    cofins: Decimal = ZERO
    iss: Decimal = ZERO
    das: Decimal = ZERO
    relief: Decimal = ZERO
    charged: Decimal = ZERO
    commission: Decimal = ZERO
    freight_paid: Decimal = ZERO
    financial_cost: Decimal = ZERO
    fees: Decimal = ZERO
    fixed_fees: Decimal = ZERO
    bonuses: Decimal = ZERO
    cost_name: str = "custo"
    cost_on: date | None = None
    told: Derivation = ()

    @property
    def taxes(self) -> Decimal:
        return self.icms + self.difal + self.fcp + self.pis + self.cofins + self.iss + self.das + self.relief

    @property
    def selling_costs(self) -> Decimal:
        return self.commission + self.freight_paid + self.financial_cost + self.fees + self.bonuses


@dataclass(frozen=True, slots=True)
class Margins:
    """Amounts in reais, percentages in points with two decimals; None where a problem forbids the figure."""

    net_revenue: Decimal
    cost: Decimal | None
    gross: Decimal | None
    gross_percent: Decimal | None
    contribution: Decimal | None
    contribution_percent: Decimal | None
    problems: tuple[Problem, ...]
    derivation: Derivation


_NET: Final = StepKind(
    "margin.net_revenue", "Receita líquida (RL)",
    "Operação {operation}[ − ICMS {icms}][ − DIFAL {difal}][ − FCP {fcp}][ − PIS {pis}][ − COFINS {cofins}]"
    "[ − ISS {iss}][ − DAS {das}][ − ICMS desonerado {relief}] = {after}. IPI, ST, IBS e CBS ficam fora.",
    dict.fromkeys(("operation", "icms", "difal", "fcp", "pis", "cofins", "iss", "das", "relief"), Unit.MONEY),
    Unit.MONEY, "Definição de margem da empresa",
)  # fmt: skip
_GROSS: Final = StepKind(
    "margin.gross", "Margem bruta (MB)",
    "(RL {net} − CMV {cost}) ÷ RL = {amount} ÷ {net} = {after}. CMV pelo {cost_name}.",
    {"net": Unit.MONEY, "cost": Unit.MONEY, "amount": Unit.MONEY, "cost_name": Unit.TEXT},
    Unit.PERCENT, "Definição de margem da empresa",
)  # fmt: skip
_CONTRIBUTION: Final = StepKind(
    "margin.contribution", "Margem de contribuição (MC)",
    "MB de {gross}[ − comissão {commission}][ − frete pago {freight}][ − custo financeiro {financial}][ − taxas {fees}]"
    "[ − bonificações {bonuses}] = {amount}; ÷ RL {net} = {after}.",
    dict.fromkeys(
        ("gross", "commission", "freight", "financial", "fees", "bonuses", "amount", "net"), Unit.MONEY
    ),
    Unit.PERCENT, "Definição de margem da empresa",
)  # fmt: skip
_ORDER: Final = StepKind(
    "margin.order", "MC do pedido",
    "Soma dos itens: margem de contribuição {contribution} ÷ RL {net} = {after}.",
    dict.fromkeys(("net", "contribution"), Unit.MONEY), Unit.PERCENT, "Definição de margem da empresa",
)  # fmt: skip
_ORDER_GROSS: Final = StepKind(
    "margin.order_gross", "MB do pedido",
    "Soma dos itens: (RL {net} − CMV {cost}) ÷ RL = {gross} ÷ {net} = {after}.",
    dict.fromkeys(("net", "cost", "gross"), Unit.MONEY), Unit.PERCENT, "Definição de margem da empresa",
)  # fmt: skip


def margins(revenue: Revenue, *, gross_range: MarginRange = ANY, contribution_range: MarginRange = ANY) -> Margins:
    """MB and MC of a line, with its problems: no cost, no net revenue, or a margin out of its range."""
    net = revenue.operation - revenue.taxes
    first = _NET.step(
        net, revenue.operation, revenue.icms, revenue.difal, revenue.fcp, revenue.pis, revenue.cofins, revenue.iss,
        revenue.das, revenue.relief,
    )  # fmt: skip
    refusal = _refusal(net, revenue.cost)
    if refusal or revenue.cost is None:
        return Margins(net, revenue.cost, None, None, None, None, refusal, (first,))
    gross = net - revenue.cost
    contribution = gross - revenue.selling_costs
    gross_percent, contribution_percent = percent_of(gross, net), percent_of(contribution, net)
    steps = (
        first,
        *revenue.told,
        _GROSS.step(gross_percent, net, revenue.cost, gross, _cost_words(revenue)),
        _CONTRIBUTION.step(
            contribution_percent, gross, revenue.commission, revenue.freight_paid, revenue.financial_cost,
            revenue.fees, revenue.bonuses, contribution, net,
        ),
    )  # fmt: skip
    problems = out_of_range(gross_percent, contribution_percent, gross_range, contribution_range)
    return Margins(net, revenue.cost, gross, gross_percent, contribution, contribution_percent, problems, steps)


def order_margins(
    lines: Sequence[Margins], *, gross_range: MarginRange = ANY, contribution_range: MarginRange = ANY
) -> Margins:
    """The margins of an order: ΣMB / ΣRL and ΣMC / ΣRL. A line without margin leaves the order without one, for what
    the line lacks."""
    net = sum((line.net_revenue for line in lines), ZERO)
    lacking = tuple(dict.fromkeys(each for line in lines if line.contribution is None for each in line.problems))
    if lacking:
        return Margins(net, None, None, None, None, None, lacking, ())
    cost = sum((line.cost or ZERO for line in lines), ZERO)
    refusal = _refusal(net, cost)
    if refusal:
        return Margins(net, cost, None, None, None, None, refusal, ())
    gross = sum((line.gross or ZERO for line in lines), ZERO)
    contribution = sum((line.contribution or ZERO for line in lines), ZERO)
    gross_percent, contribution_percent = percent_of(gross, net), percent_of(contribution, net)
    steps = (
        _ORDER_GROSS.step(gross_percent, net, cost, gross),
        _ORDER.step(contribution_percent, net, contribution),
    )
    problems = out_of_range(gross_percent, contribution_percent, gross_range, contribution_range)
    return Margins(net, cost, gross, gross_percent, contribution, contribution_percent, problems, steps)


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """`part` in points of `whole`, with two decimals, half up: the figure that is shown is the one that is judged."""
    return rounded(part * HUNDRED / whole, 2)


def price_for_margin(
    revenue: Revenue, quantity: Decimal, wanted: Decimal, *, contribution: bool, places: int
) -> Decimal | None:
    """The least net unit price, with `places` decimals, at which the line keeps a margin of `wanted` points, to within
    the cents that each tax is rounded to.

    Taxes, commission, financial cost and the fees of so much per cent move with the price; cost, freight paid, bonuses,
    fixed fees and what is charged besides the goods do not. None when no price reaches it, or nothing can be said (no
    cost, no operation).
    """
    if revenue.cost is None or revenue.operation <= ZERO:
        return None
    kept = (revenue.operation - revenue.taxes) / revenue.operation
    moving = fixed = ZERO
    if contribution:
        fixed = revenue.freight_paid + revenue.bonuses + revenue.fixed_fees
        moving = (revenue.selling_costs - fixed) / revenue.operation
    room = kept * (ONE - wanted / HUNDRED) - moving
    if room <= ZERO:
        return None
    goods = max((revenue.cost + fixed) / room - revenue.charged, ZERO)
    return rounded(goods / quantity, places, Rounding.UP)


def financial_cost(operation: Decimal, monthly_rate: Decimal, average_days: Decimal) -> Decimal:
    """What money costs until the customer pays: simple interest of `monthly_rate` points over the average term."""
    return cents(operation * monthly_rate / HUNDRED * average_days / 30)


def out_of_range(
    gross: Decimal, contribution: Decimal, gross_range: MarginRange, contribution_range: MarginRange
) -> tuple[Problem, ...]:
    """The margins outside their ranges, each a problem that authority may release."""
    judged = (("MB", gross, gross_range), ("MC", contribution, contribution_range))
    return tuple(
        Problem(ProblemCode.MARGIN_OUT_OF_RANGE, (name, value, allowed.least, allowed.most))
        for name, value, allowed in judged
        if not allowed.holds(value)
    )


def _refusal(net: Decimal, cost: Decimal | None) -> tuple[Problem, ...]:
    if cost is None:
        return (Problem(ProblemCode.MISSING_COST),)
    return (Problem(ProblemCode.NO_NET_REVENUE, (net,)),) if net <= ZERO else ()


def _cost_words(revenue: Revenue) -> str:
    return f"{revenue.cost_name} de {revenue.cost_on:%d/%m/%Y}" if revenue.cost_on else revenue.cost_name
