"""The engines in their order: price, taxes, commission, margins, instalments, promise; and every issue on the way."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from vinculo.catalogue.models import Product
from vinculo.engines import pricing
from vinculo.engines.derivation import Derivation
from vinculo.engines.pricing import LinePrice, OrderPrice, PricedLine, PricedOrder
from vinculo.engines.tax import CannotTax, SaleTaxes
from vinculo.kernel.allocation import Ties, allocate
from vinculo.kernel.exact import ZERO, Rounding, rounded
from vinculo.kernel.figures import percentage, plain_number
from vinculo.quoting.authority import judged, shortfall_of
from vinculo.quoting.deciding import Deciding, issue_of
from vinculo.quoting.delivering import freight_of, promise_issues, promise_of
from vinculo.quoting.earning import NO_RECEIVABLE, Borne, Known, earnings, earns, is_shipped, tariffs
from vinculo.quoting.quotes import Issue, LineQuote, Quote
from vinculo.quoting.reading import Surroundings
from vinculo.quoting.requests import RequestedLine, SaleRequest
from vinculo.tax_book.queries import Item, NoBook, sale


@dataclass(frozen=True, slots=True)
class _Ordered:
    """The order as the engine prices it; the value (reais) and the weight (kg) the bands of matrices look at; the
    freight the seller pays, the one it forgives and how they were found; the days of transit; what falling below a
    minimum means."""

    order: PricedOrder
    value: Decimal
    weight: Decimal
    freight_paid: Decimal
    freight_waived: Decimal
    freight_steps: Derivation
    transit: int
    severity: str


def compose(request: SaleRequest, around: Surroundings) -> Quote:
    """The sale quoted. Whatever is missing is told as an issue; nothing is ever taken as zero for want of a rule.

    A nature of operation that brings no receivable (a loan, a sample, a transfer) has no instalments, no commission, no
    margins and no minimum.
    """
    is_earning = earns(request, around)
    deciding = Deciding(request, around)
    issues: list[Issue] = []
    known = [each for line in request.lines if (each := _known(line, deciding, issues))]
    ordered = _ordered(known, deciding, issues, earns=is_earning)
    price = pricing.price_order(ordered.order)
    taxes, cfops, versions, considered = _taxed(request, around, known, price, issues)
    plan = _plan(request, around, price, taxes, ordered.order.minimums, earns=is_earning)
    lines = _lines(known, deciding, price, taxes, cfops, ordered, plan.instalments if is_earning else None)
    margins = _order_margins(lines, deciding, price, issues) if lines and taxes and is_earning else None
    if not is_earning:
        issues.append(Issue("nature.no_receivable", NO_RECEIVABLE, "warning"))
    if around.term is not None and plan.below_minimum:
        figures = (min(each.amount for each in plan.instalments), plan.least)
        problem = pricing.Problem(pricing.ProblemCode.BELOW_INSTALMENT_MINIMUM, figures)
        issues.append(issue_of(problem, None, _severity(problem, ordered)))
    told = [issue_of(problem, None, _severity(problem, ordered)) for problem in price.problems]
    issues += told
    issues += [issue for each in deciding.lines.values() for issue in each.issues] + deciding.order.issues
    pairs = zip(price.problems, told, strict=True)
    shortfall = shortfall_of(problem for problem, issue in pairs if issue.severity == "authority")
    given_up = {"minimum_shortfall": shortfall, "freight_waiver": ordered.freight_waived}
    authority = judged(request, around, price, lines, margins, deciding, given_up)
    arrivals = [line.promise.promised for line in lines if line.promise]
    return Quote(
        on=request.on,
        lines=lines,
        price=price,
        taxes=taxes,
        considered=considered,
        margins=margins,
        plan=plan,
        commission=sum((line.commission.amount for line in lines if line.commission), ZERO),
        promised=max((day for day in arrivals if day), default=None) if all(arrivals) else None,
        total=taxes.totals.total if taxes else price.operation,
        freight_paid=ordered.freight_paid,
        issues=tuple(sorted(issues, key=_order_of)),
        versions={**versions, **{code: table.version for code, table in around.tables.items() if table.version}},
        banded_value=ordered.value,
        weight=ordered.weight,
        freight_steps=ordered.freight_steps,
        authority=authority,
    )


def _order_margins(
    lines: Sequence[LineQuote], deciding: Deciding, price: OrderPrice, issues: list[Issue]
) -> pricing.Margins:
    """The margins of the order, by the range its matrix admits. What a line lacks is told of the line."""
    ranges, severity = deciding.order_margin(deciding.sale_facts | {"order_value": price.net})
    margins = pricing.order_margins([line.margins for line in lines if line.margins], **ranges)
    for problem in margins.problems:
        if problem.code is pricing.ProblemCode.MARGIN_OUT_OF_RANGE:
            issue = issue_of(problem, None, severity)
            told, discreet = (f"Pedido inteiro: {words}" for words in (issue.sentence, issue.discreet))
            issues.append(replace(issue, code=f"order_{issue.code}", sentence=told, discreet=discreet))
    return margins


def _known(line: RequestedLine, deciding: Deciding, issues: list[Issue]) -> Known | None:
    around = deciding.around
    product = around.product(line.product_id)
    if product is None:
        issues.append(Issue("product.unknown", "O produto não existe mais.", "block", line.number))
        return None
    if product.status != Product.Status.ACTIVE:
        words = f"{product.description} está {product.get_status_display().lower()}."
        issues.append(Issue("product.blocked", words, "block", line.number))
    elif product.pk in around.blocked:
        reason = around.blocked[product.pk]
        words = f"{product.description} não é vendido neste estabelecimento{f': {reason}' if reason else ''}."
        issues.append(Issue("product.blocked", words, "block", line.number))
    facts = deciding.line_facts(line, product)
    unit, multiple = deciding.unit(line, product, facts)
    stock_units: Decimal | None = line.quantity
    if unit.pk != product.unit_id:
        ratio = around.shelf.conversions.factor(product.pk, unit.pk, product.unit_id)
        stock_units = line.quantity * ratio.numerator / ratio.denominator if ratio is not None else None
    if unit != (product.sale_unit or product.unit):
        facts = deciding.line_facts(line, product, unit.code)
    return Known(line, product, facts, unit, multiple, stock_units)


def _below_minimum_sale(each: Known) -> Issue | None:
    """A line of less than the product is sold by, in its own unit of sale."""
    least, quantity = each.product.minimum_sale, each.facts["quantity"]
    if not isinstance(quantity, Decimal) or quantity >= least:
        return None
    unit = (each.product.sale_unit or each.product.unit).code
    words = f"A quantidade mínima de venda é {plain_number(least)} {unit}."
    return Issue("quantity.minimum", words, "block", each.line.number)


def _above_the_products_discount(each: Known, line: LinePrice) -> list[Issue]:
    """What the seller gave beyond the most that the product's own record admits, whatever the negotiation says."""
    most = each.product.maximum_discount
    if most is None or line.given_discount <= most:
        return []
    words = f"O desconto de {percentage(line.given_discount)} passa do máximo do produto, de {percentage(most)}."
    return [Issue("product.discount", words, "authority", line.number)]


def _asked(known: Sequence[Known]) -> dict[int, Decimal]:
    """What the order asks of each product, in its unit of stock."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for each in known:
        found[each.product.pk] += each.stock_units or ZERO
    return found


def _in_unit_of(each: Known, asked: Decimal) -> Decimal | None:
    """`asked`, in units of stock, in the unit a line is sold in; never more for being cut: what is at a limit is."""
    if not each.stock_units:
        return None
    return rounded(asked * each.line.quantity / each.stock_units, 10, Rounding.DOWN)


def _priced_line(each: Known, asked: Decimal, deciding: Deciding) -> PricedLine:
    """The line before what the matrices say of the value of the whole order; `asked` is what the order asks of the
    product, in its unit of stock."""
    around, line = deciding.around, each.line
    # First: it may name the table of prices.
    negotiation = deciding.negotiation(line, each.facts, each.product, each.unit.code)
    candidates = deciding.candidates(line, each.product)
    return PricedLine(
        number=line.number,
        quantity=line.quantity,
        unit=each.unit.code,
        candidates=candidates,
        factors=around.shelf.factors(each.product, each.unit, candidates),
        negotiation=negotiation,
        promotions=around.shelf.promotions.get(each.product.pk, ()),
        discounts=line.discounts,
        surcharges=line.surcharges,
        new_price=line.new_price,
        pass_through=deciding.pass_through(line, each.facts),
        multiple=each.multiple,
        weight=each.weight,
        name=each.product.description,
        is_shipped=is_shipped(each, around),
        ordered=_in_unit_of(each, asked),
    )


def _ordered(known: Sequence[Known], deciding: Deciding, issues: list[Issue], *, earns: bool) -> _Ordered:
    """The order with what the matrices of the whole sale say.

    Value bands look at what the goods cost before the matrix of discounts and surcharges and before the freight.
    """
    request, around = deciding.request, deciding.around
    header = pricing.Header(
        discount=pricing.HeaderDiscount(request.header_percent, request.header_amount, request.replaces_lines),
        insurance=request.insurance,
        other=request.other,
        ties=Ties(around.ties),
    )
    asked = _asked(known)
    first = PricedOrder(
        tuple(_priced_line(each, asked[each.product.pk], deciding) for each in known),
        request.on,
        around.term,
        header,
        rounding=pricing.RoundingPolicy(money=around.rounding),
    )
    value = pricing.price_order(first).net
    facts = deciding.sale_facts | {"order_value": value}
    minimums, severity = deciding.minimums(facts) if earns else (pricing.Minimums(), "")
    if earns:
        issues += [issue for each in known if (issue := _below_minimum_sale(each))]
        issues += deciding.term_issues(facts, [each.facts["product_line"] for each in known])
    weight = sum((each.weight for each in known), ZERO)
    decision = deciding.freight(value, weight) if any(is_shipped(each, around) for each in known) else None
    freight = freight_of(decision, value, weight, around.freight_type, request.freight)
    transit = (decision["transit_days"] or 0) if decision is not None else 0
    lines = tuple(
        replace(line, adjustments=deciding.adjustments(each.line, each.facts | {"order_value": value}))
        for line, each in zip(first.lines, known, strict=True)
    )
    order = replace(first, lines=lines, minimums=minimums, header=replace(header, freight=freight.charged))
    return _Ordered(order, value, weight, freight.paid, freight.waived, freight.steps, int(transit), severity)


def _taxed(
    request: SaleRequest, around: Surroundings, known: Sequence[Known], price: OrderPrice, issues: list[Issue]
) -> tuple[SaleTaxes | None, Sequence[str], dict[str, int], str]:
    """The taxes of the priced lines; without them, the issues say what is missing."""
    if not known or not price.is_priced:
        return None, (), {}, ""
    if around.customer is None:
        if around.customer_problem:
            issues.append(Issue("tax.customer", around.customer_problem, "block"))
        return None, (), {}, ""
    try:
        booked = sale(
            request.company_id,
            establishment_id=request.establishment_id,
            customer=around.customer,
            nature=request.nature,
            on=request.on,
            items=[_item(each, line) for each, line in zip(known, price.lines, strict=True)],
            destination=request.destination or None,
            goods=around.goods,
            tables=around.tables,
            stamp=around.stamp,
        )
        issues += [Issue("tax.estimate", notice, "warning") for notice in booked.notices]
        versions = {code: version for code, version in booked.versions.items() if version}
        return booked.taxes(), booked.cfops, versions, booked.deal.words if booked.deal else ""
    except NoBook as refusal:
        issues.append(Issue("tax.book", refusal.sentence, "block"))
    except CannotTax as refusal:
        numbers = {place: each.line.number for place, each in enumerate(known, start=1)}
        issues += [
            Issue(f"tax.{problem.code}", problem.sentence, "block", numbers.get(problem.line or 0))
            for problem in refusal.problems
        ]
    return None, (), {}, ""


def _item(each: Known, line: LinePrice) -> Item:
    """A priced line as the tax book takes it: what the repasse takes off is an unconditional discount."""
    unit_price = line.unit_price
    taken = line.header_discount - line.pass_through
    if taken < ZERO:
        unit_price, taken = (line.goods - taken) / each.line.quantity, ZERO
    return Item(
        product_id=each.product.pk,
        quantity=each.line.quantity,
        unit_price=unit_price,
        discount=taken,
        freight=line.freight,
        insurance=line.insurance,
        other=line.other,
        taxable_quantity=each.stock_units,
        gross_weight=each.weight,
    )


def _lines(
    known: Sequence[Known],
    deciding: Deciding,
    price: OrderPrice,
    taxes: SaleTaxes | None,
    cfops: Sequence[str],
    ordered: _Ordered,
    instalments: Sequence[pricing.Instalment] | None,
) -> tuple[LineQuote, ...]:
    """The lines; without `instalments` (None) nothing is earned of them."""
    around, pairs = deciding.around, list(zip(known, price.lines, strict=True))
    weights = [line.goods if is_shipped(each, around) else ZERO for each, line in pairs]
    freight = allocate(ordered.freight_paid, weights) if ordered.freight_paid else [ZERO] * len(weights)
    tariff = tariffs(around, taxes, instalments)
    found = []
    for place, (each, line) in enumerate(pairs):
        taxed = taxes.lines[place] if taxes else None
        decided = deciding.lines[each.line.number]
        decided.issues += [issue_of(problem, line.number, _severity(problem, ordered)) for problem in line.problems]
        if instalments is not None:
            decided.issues += _above_the_products_discount(each, line)
        borne = Borne(freight[place], tariff[place] if tariff else ZERO)
        commission, revenue, margins = earnings(each, line, taxed, deciding, borne, instalments)
        promise = None
        if is_shipped(each, around):
            promise = promise_of(each.line, deciding.request, around, each.stock_units, ordered.transit)
            decided.issues += promise_issues(promise, line.number)
        found.append(
            LineQuote(
                number=line.number,
                product_id=each.product.pk,
                code=each.product.code,
                description=each.product.description,
                quantity=each.line.quantity,
                unit=each.unit.code,
                price=line,
                taxes=taxed,
                revenue=revenue,
                margins=margins,
                commission=commission,
                promise=promise,
                cfop=cfops[place] if place < len(cfops) else "",
                rows=dict(decided.rows),
            )
        )
    return tuple(found)


def _plan(
    request: SaleRequest,
    around: Surroundings,
    price: OrderPrice,
    taxes: SaleTaxes | None,
    minimums: pricing.Minimums,
    *,
    earns: bool,
) -> pricing.InstalmentPlan:
    total = (taxes.totals.total if taxes else price.operation) if earns else ZERO
    added = taxes.totals.ipi + taxes.totals.icms_st + taxes.totals.fcp_st if taxes else ZERO
    term = around.term or pricing.PaymentTerm("À vista", (0,))
    return pricing.instalments(
        total,
        term,
        request.on,
        taxes=min(added, total),
        minimum=minimums.instalment,
        minimum_row=minimums.row,
        uf=around.origin.uf,
        local_holidays=around.origin.holidays,
    )


_MINIMUMS = frozenset(
    {
        pricing.ProblemCode.BELOW_LINE_MINIMUM,
        pricing.ProblemCode.BELOW_ORDER_MINIMUM,
        pricing.ProblemCode.BELOW_INSTALMENT_MINIMUM,
    }
)


def _severity(problem: pricing.Problem, ordered: _Ordered) -> str:
    return ordered.severity if problem.code in _MINIMUMS else ""


def _order_of(issue: Issue) -> tuple[int, int, str]:
    return ({"block": 0, "authority": 1, "warning": 2}[issue.severity], issue.line or 0, issue.code)
