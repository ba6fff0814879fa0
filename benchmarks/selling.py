"""An order through all the pure engines, warm, in this process: processor time, so one core; `scale` is its lines."""

import time
from datetime import date, datetime
from datetime import time as hour
from decimal import Decimal

from benchmarks.figures import Figure
from vinculo.engines import approval, pricing, tax
from vinculo.engines.promise import Place, PromiseRequest, Receipt, promise

_SHORT, _LONG, _PAST = 20, 500, 100_000
_DAY = date(2026, 11, 26)
_SP = Place("SP", name="Campinas/SP")
_RULES = tax.LineRules(
    icms=tax.IcmsRule(situation="10", rate=Decimal(18)),
    icms_st=tax.StRule(internal_rate=Decimal(18), mva=Decimal(40)),
    ipi=tax.IpiRule(situation="50", rate=Decimal(5)),
    pis_cofins=tax.PisCofinsRule(situation="01", pis_rate=Decimal("1.65"), cofins_rate=Decimal("7.6")),
    ibs_cbs=tax.IbsCbsRule(
        situation="000", classification="000001", cbs_rate=Decimal("0.9"), ibs_state_rate=Decimal("0.1")
    ),
)
_LEVELS = (approval.Level(1, "Supervisor"), approval.Level(2, "Gerente"))


def measure() -> list[Figure]:
    """20 and 500 lines priced, taxed, promised, judged, with their derivations; and 100.000 past lines again."""
    short = _milliseconds(_SHORT, times=25)
    long = _milliseconds(_LONG, times=3)
    growth = (long / _LONG) / (short / _SHORT)
    return [
        Figure("motores.pedido", short, "ms", _SHORT, bound=8),
        Figure("motores.pedido", long, "ms", _LONG, bound=200),
        Figure("motores.pedido.por_linha_razão", growth, "×", _LONG, bound=1.5),
        Figure("motores.reexecução", _replayed(), "s", _PAST, bound=60),
    ]


def _order(lines: int) -> pricing.PricedOrder:
    term = pricing.PaymentTerm("30/60/90", (30, 60, 90), interest=pricing.Interest.COMPOUND, rate=Decimal("1.8"))
    header = pricing.Header(pricing.HeaderDiscount(percent=Decimal(2)), freight=Decimal("100.00"))
    return pricing.PricedOrder(tuple(_line(number) for number in range(1, lines + 1)), _DAY, term, header)


def _line(number: int) -> pricing.PricedLine:
    price = Decimal("10.37") * (number % 90 + 1)
    return pricing.PricedLine(
        number=number,
        quantity=Decimal(number % 7 + 1),
        unit="UN",
        candidates=(
            pricing.PriceCandidate(pricing.Precedence.BASE_LIST, price, "UN", "Base", places=4),
            pricing.PriceCandidate(pricing.Precedence.REGION_LIST, price, "CX", "Sul", places=4),
            pricing.PriceCandidate(pricing.Precedence.CUSTOMER_LIST, price, "UN", "Atacado", places=4),
        ),
        factors=(pricing.UnitFactor("UN", Decimal(1)), pricing.UnitFactor("CX", Decimal(12))),
        negotiation=pricing.Negotiation("Volume", percent=Decimal(-4), most_discount=Decimal(5)),
        promotions=(pricing.PromotionBand("Leve mais", Decimal(3), from_quantity=Decimal(2)),),
        adjustments=(pricing.Adjustment("Classe A", Decimal(-2)),),
        discounts=(Decimal(5), Decimal("2.5")),
    )


def _sold(order: pricing.PricedOrder) -> Decimal:
    """Everything a sale goes through; its total."""
    price = pricing.price_order(order)
    taxed = tax.tax(
        tax.Sale(
            on=order.on,
            regime=tax.Regime.NORMAL,
            seller_uf="SP",
            buyer_uf="SP",
            buyer=tax.Buyer.CONTRIBUTOR,
            lines=tuple(
                tax.Line(
                    quantity=line.quantity,
                    unit_price=found.unit_price,
                    discount=found.header_discount,
                    freight=found.freight,
                    rules=_RULES,
                )
                for line, found in zip(order.lines, price.lines, strict=True)
            ),
        )
    )
    margins = [
        pricing.margins(
            pricing.Revenue(
                line.operation, line.goods / 2, icms=line.icms.amount, pis=line.pis.amount, cofins=line.cofins.amount
            )
        )
        for line in taxed.lines
    ]
    pricing.order_margins(margins)
    plan = pricing.instalments(taxed.totals.total, order.term or _cash(), order.on, uf="SP")
    rule = pricing.CommissionRule(Decimal(3))
    for line, found in zip(price.lines, taxed.lines, strict=True):
        pricing.commission(
            rule, net_goods=line.net, total=found.total, discount=line.given_discount,
            sellers=(pricing.Seller("Ana"),), invoiced_on=order.on, instalments=plan.instalments,
        )  # fmt: skip
        promise(_promise(order, line))
    limits = {0: approval.Limit(Decimal(5)), 1: approval.Limit(Decimal(10)), 2: approval.Limit(None)}
    measures = [
        approval.Measure("discount", line.given_discount, limits, f"Item {line.number}") for line in price.lines
    ]
    approval.judge(measures, _LEVELS, approval.Style.CHAINED)
    return taxed.totals.total


def _promise(order: pricing.PricedOrder, line: pricing.LinePrice) -> PromiseRequest:
    return PromiseRequest(
        quantity=Decimal(10),
        ordered_at=datetime(order.on.year, order.on.month, order.on.day, 15),  # noqa: DTZ001  (local)
        on_hand=Decimal(line.number % 15),
        receipts=(Receipt(date(2026, 12, 8), Decimal(6)),),
        lead_days=10,
        picking_days=1,
        transit_days=2,
        cut_off=hour(14),
        origin=_SP,
        destination=_SP,
    )


def _cash() -> pricing.PaymentTerm:
    return pricing.PaymentTerm("À vista", (0,))


def _milliseconds(lines: int, *, times: int) -> float:
    order = _order(lines)
    _sold(order)
    taken = []
    for _ in range(times):
        started = time.process_time()
        _sold(order)
        taken.append((time.process_time() - started) * 1000)
    return sorted(taken)[times // 2]


def _replayed() -> float:
    """100.000 past lines, in orders of 20, and their totals compared with what was kept."""
    order = _order(_SHORT)
    kept = _sold(order)
    started = time.process_time()
    for _ in range(_PAST // _SHORT):
        if _sold(order) != kept:
            raise AssertionError("a replay differs from what was kept")
    return time.process_time() - started
