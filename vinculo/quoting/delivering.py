"""What freight costs a sale and when each of its lines arrives."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from vinculo.engines.decision import Decision
from vinculo.engines.derivation import Derivation, Step, StepKind, Unit
from vinculo.engines.promise import Promise, PromiseProblem, PromiseRequest, Receipt, promise
from vinculo.kernel.exact import HUNDRED, ZERO, cents
from vinculo.price_book.models import FreightType
from vinculo.quoting.quotes import Issue
from vinculo.quoting.reading import Surroundings
from vinculo.quoting.requests import RequestedLine, SaleRequest

_POLICY: Final = "Política de frete da empresa"
_FREIGHT: Final = StepKind(
    "freight.amount", "Frete pela matriz",
    "[Fixo {fixed} + ]{weight} kg × {per_kg}[ + {ad_valorem} de {value}] = {after}.",
    {
        "fixed": Unit.MONEY, "weight": Unit.NUMBER, "per_kg": Unit.UNIT_PRICE, "ad_valorem": Unit.PERCENT,
        "value": Unit.MONEY,
    },
    Unit.MONEY, _POLICY,
)  # fmt: skip
_LEAST: Final = StepKind(
    "freight.least", "Frete mínimo", "O calculado, {before}, fica abaixo do mínimo: frete de {after}.",
    {}, Unit.MONEY, _POLICY,
)  # fmt: skip
_FREE: Final = StepKind(
    "freight.free", "Frete grátis", "O pedido de {value} alcança {limit}: o frete não é cobrado do cliente.",
    {"value": Unit.MONEY, "limit": Unit.MONEY}, Unit.MONEY, _POLICY,
)  # fmt: skip
_TYPED: Final = StepKind("freight.charged", "Frete cobrado", "Digitado na venda: {after}.", {}, Unit.MONEY)
_CHARGED: Final = StepKind(
    "freight.charged", "Frete cobrado", "{arrangement}: {after} cobrados do cliente na venda.",
    {"arrangement": Unit.TEXT}, Unit.MONEY,
)  # fmt: skip
_PAID: Final = StepKind(
    "freight.paid", "Frete pago", "Quem vende paga {after} a quem transporta: pesa na margem de contribuição.",
    {}, Unit.MONEY, _POLICY,
)  # fmt: skip
_NOT_OURS: Final = StepKind(
    "freight.paid", "Frete pago", "{arrangement}: quem vende não paga o transporte, e nada pesa na margem.",
    {"arrangement": Unit.TEXT}, Unit.MONEY, "Manual de Orientação da NF-e, campo modFrete",
)  # fmt: skip
# Who pays the carrier, by the code of the NF-e.
_OURS: Final = frozenset({FreightType.NfeCode.CIF, FreightType.NfeCode.OWN_SENDER})


@dataclass(frozen=True, slots=True)
class Freight:
    """What the customer is charged, what the seller pays whoever carries the goods, what whoever sells forgives of the
    freight that would be charged (reais), and how."""

    charged: Decimal
    paid: Decimal
    waived: Decimal
    steps: Derivation


def freight_of(
    decision: Decision | None, value: Decimal, weight: Decimal, arrangement: FreightType | None, typed: Decimal | None
) -> Freight:
    """The freight of a sale of `value` reais weighing `weight` kg, by the row of the matrix and what was `typed`.

    Charging it or not is one thing, paying the carrier another: the seller who ships (CIF, or with vehicles of its own)
    pays what the matrix reckons, also when the customer is charged for it or the order reaches the free freight. By any
    other arrangement (FOB, the customer collects) the seller pays no more than what it charges.
    """
    is_ours = arrangement is None or arrangement.nfe_code in _OURS
    is_charged = arrangement is not None and arrangement.is_charged
    steps: list[Step] = []
    cost, is_free = ZERO, False
    if decision is not None and decision.row is not None and (is_ours or is_charged):
        cost, is_free = _reckoned(decision, value, weight, steps)
    due = cost if is_charged and not is_free else ZERO
    charged = due if typed is None else typed
    paid = cost if is_ours and steps else charged
    if typed is not None:
        steps.append(_TYPED.step(typed))
    elif charged and arrangement is not None:
        steps.append(_CHARGED.step(charged, arrangement.name))
    if paid:
        steps.append(_PAID.step(paid))
    elif arrangement is not None and not is_ours:
        steps.append(_NOT_OURS.step(ZERO, arrangement.name))
    return Freight(charged, paid, max(due - charged, ZERO), tuple(steps))


def _reckoned(decision: Decision, value: Decimal, weight: Decimal, steps: list[Step]) -> tuple[Decimal, bool]:
    """The freight in reais by a row of the matrix, rounded once, and whether the order is free of it."""
    row = f"Matriz de frete, linha {decision.row.id}" if decision.row else ""
    fixed, per_kg = decision["fixed"] or ZERO, decision["per_kg"] or ZERO
    points, least = decision["ad_valorem"] or ZERO, decision["least"] or ZERO
    reckoned = cents(fixed + weight * per_kg + value * points / HUNDRED)
    steps.append(_FREIGHT.step(reckoned, fixed, weight, per_kg, points, value if points else ZERO, row=row))
    if reckoned < least:
        steps.append(_LEAST.step(least, before=reckoned, row=row))
    free_from = decision["free_from"]
    is_free = free_from is not None and value >= free_from
    if is_free:
        steps.append(_FREE.step(ZERO, value, free_from, row=row))
    return max(reckoned, least), is_free


def promise_of(
    line: RequestedLine, request: SaleRequest, around: Surroundings, stock_units: Decimal | None, transit_days: int
) -> Promise:
    """When a line arrives; `stock_units` is its quantity in the product's stock unit (None: it does not convert)."""
    known = around.stock.get(line.product_id)
    rule = around.promises.get(line.product_id)
    by_route = transit_days if around.route_days is None else around.route_days
    return promise(
        PromiseRequest(
            quantity=stock_units if stock_units is not None else line.quantity,
            ordered_at=request.ordered_at,
            on_hand=known.on_hand if known else ZERO,
            reserved=known.reserved if known else ZERO,
            blocked=known.blocked if known else ZERO,
            receipts=tuple(Receipt(each.expected_on, each.free) for each in known.scheduled) if known else (),
            lead_days=rule.lead_days if rule else None,
            picking_days=rule.picking_days if rule else 0,
            transit_days=around.transits.get(line.product_id, by_route),
            cut_off=rule.cut_off if rule else None,
            origin=around.origin,
            destination=around.destination,
            route=around.route,
            not_before=rule.first_available_on if rule else None,
            wanted=request.wanted_on,
            today=around.today,
        )
    )


def promise_issues(found: Promise, number: int) -> list[Issue]:
    return [
        Issue(
            f"promise.{problem.value}",
            problem.sentence,
            "authority" if problem is PromiseProblem.LATER_THAN_WANTED else "warning",
            number,
        )
        for problem in found.problems
    ]
