"""What a sale earns, line by line: commission, revenue, margins; and whether it earns at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from vinculo.catalogue.models import Product, Unit
from vinculo.engines import pricing
from vinculo.engines.derivation import StepKind
from vinculo.engines.derivation import Unit as Measured
from vinculo.engines.pricing import LinePrice
from vinculo.engines.tax import LineTaxes, SaleTaxes
from vinculo.kernel.allocation import allocate
from vinculo.kernel.exact import ZERO, cents, rounded
from vinculo.quoting.deciding import Deciding, Facts, issue_of, margin_ranges
from vinculo.quoting.reading import Surroundings
from vinculo.quoting.requests import RequestedLine, SaleRequest
from vinculo.tax_book.queries import NoBook, nature_of

NO_RECEIVABLE: Final = (
    "A natureza de operação não gera conta a receber: não há parcelas, comissão, margem nem pedido mínimo."
)

_COST: Final = StepKind(
    "margin.cost", "Custo da mercadoria (CMV)", "{quantity} {unit} × {cost} = {after}.",
    {"quantity": Measured.NUMBER, "unit": Measured.TEXT, "cost": Measured.UNIT_PRICE}, Measured.MONEY,
    "Parâmetro Custo usado nas margens",
)  # fmt: skip
_FREIGHT: Final = StepKind(
    "margin.freight", "Frete pago",
    "Do frete que quem vende paga pelo pedido, rateado por valor, cabem {after} a este item.",
    {}, Measured.MONEY, "Rateio com resto exato",
)  # fmt: skip
_FINANCIAL: Final = StepKind(
    "margin.financial", "Custo financeiro", "{total} × {rate} ao mês × {days} dias de prazo médio ÷ 30 = {after}.",
    {"total": Measured.MONEY, "rate": Measured.PERCENT, "days": Measured.NUMBER}, Measured.MONEY,
    "Parâmetro Custo financeiro ao mês",
)  # fmt: skip
_FEES: Final = StepKind(
    "margin.fees", "Taxas da forma de pagamento", "{percent} sobre {total} ({method}) = {after}.",
    {"percent": Measured.PERCENT, "total": Measured.MONEY, "method": Measured.TEXT}, Measured.MONEY,
    "Tabela de formas de pagamento",
)  # fmt: skip
_TARIFF: Final = StepKind(
    "margin.tariff", "Tarifa por parcela",
    "Da tarifa de {amount} por parcela ({method}), {count} no pedido, rateada por valor, cabem {after} a este item.",
    {"amount": Measured.MONEY, "method": Measured.TEXT, "count": Measured.NUMBER}, Measured.MONEY,
    "Tabela de formas de pagamento",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Borne:
    """What a line bears of what the order costs, in reais: the freight the seller pays, the tariff of instalments."""

    freight: Decimal
    tariff: Decimal


@dataclass(frozen=True, slots=True)
class Known:
    """A line whose product is there, with its facts and unit."""

    line: RequestedLine
    product: Product
    facts: Facts
    unit: Unit
    multiple: Decimal | None
    stock_units: Decimal | None

    @property
    def weight(self) -> Decimal:
        return (self.product.gross_weight or ZERO) * (self.stock_units or ZERO)


def earns(request: SaleRequest, around: Surroundings) -> bool:
    """Whether the nature of operation brings a receivable; one that is not in the book is told with the taxes."""
    try:
        return nature_of(request.company_id, request.nature, request.on, stamp=around.stamp).has_receivable
    except NoBook:
        return True


def is_shipped(each: Known, around: Surroundings) -> bool:
    """Whether a line is goods: a service is not carried."""
    goods = around.goods.get(each.product.pk)
    return goods is None or not goods.is_service


def earnings(
    each: Known,
    line: LinePrice,
    taxed: LineTaxes | None,
    deciding: Deciding,
    borne: Borne,
    instalments: Sequence[pricing.Instalment] | None,
) -> tuple[pricing.Commission | None, pricing.Revenue | None, pricing.Margins | None]:
    """Commission, revenue and margins: the commission may look at the gross margin, the contribution at it."""
    if taxed is None or not line.is_priced or instalments is None:
        return None, None, None
    request = deciding.request
    revenue = _revenue(each, taxed, deciding, borne, len(instalments))
    gross = pricing.margins(revenue).gross_percent
    facts = each.facts | {"discount": max(line.given_discount, ZERO), "gross_margin": gross}
    rule = deciding.commission_rule(each.line, facts)
    paid = None
    if rule is not None:
        paid = pricing.commission(
            rule,
            net_goods=line.net,
            total=taxed.total,
            discount=line.given_discount,
            sellers=deciding.sellers(each.line),
            invoiced_on=request.on,
            instalments=instalments,
        )
        revenue = replace(revenue, commission=paid.amount)
    ranges = margin_ranges(deciding.lines[line.number].negotiation)
    margins = pricing.margins(revenue, **ranges)
    deciding.lines[line.number].issues += [issue_of(problem, line.number) for problem in margins.problems]
    return paid, revenue, margins


def tariffs(
    around: Surroundings, taxes: SaleTaxes | None, instalments: Sequence[pricing.Instalment] | None
) -> Sequence[Decimal]:
    """What the method of payment charges for each instalment, in reais, shared among the lines by what they total."""
    if taxes is None:
        return ()
    due = around.method.fee_amount * len(instalments) if around.method and instalments else ZERO
    return allocate(due, [line.total for line in taxes.lines])


def _revenue(each: Known, taxed: LineTaxes, deciding: Deciding, borne: Borne, instalments: int) -> pricing.Revenue:
    around = deciding.around
    cost = around.costs.get(each.product.pk)
    term, method = around.term, around.method
    average = term.average_days(deciding.request.on) if term else ZERO
    total, told = None, []
    if cost is not None and each.stock_units is not None:
        total = cents(cost.amount * each.stock_units)
        told.append(_COST.step(total, each.stock_units, each.product.unit.code, cost.amount))
    financial = pricing.financial_cost(taxed.total, around.financial_rate, average)
    fees = cents(taxed.total * method.fee_percent / 100) if method else ZERO
    if borne.freight:
        told.append(_FREIGHT.step(borne.freight))
    if financial:
        told.append(_FINANCIAL.step(financial, taxed.total, around.financial_rate, rounded(average, 4)))
    if fees and method:
        told.append(_FEES.step(fees, method.fee_percent, taxed.total, method.name))
    if borne.tariff and method:
        told.append(_TARIFF.step(borne.tariff, method.fee_amount, method.name, Decimal(instalments)))
    return pricing.Revenue(
        operation=taxed.operation,
        cost=total,
        icms=taxed.icms.amount,
        difal=taxed.difal.by_seller,
        fcp=taxed.fcp.amount + taxed.difal.fcp_by_seller,
        pis=taxed.pis.amount,
        cofins=taxed.cofins.amount,
        iss=taxed.iss.amount,
        das=taxed.das,
        relief=taxed.icms.relief_deducted,
        charged=taxed.freight + taxed.insurance + taxed.other,
        freight_paid=borne.freight,
        financial_cost=financial,
        fees=fees + borne.tariff,
        fixed_fees=borne.tariff,
        cost_name=cost.name if cost else "custo",
        cost_on=cost.row.cost_date if cost else None,
        told=tuple(told),
    )
