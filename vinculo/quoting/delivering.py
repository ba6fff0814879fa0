"""What freight costs a sale and when each of its lines arrives."""

from decimal import Decimal
from typing import Final

from vinculo.engines.decision import Decision
from vinculo.engines.derivation import Derivation, StepKind, Unit
from vinculo.engines.promise import Promise, PromiseProblem, PromiseRequest, Receipt, promise
from vinculo.kernel.exact import ZERO, cents, part
from vinculo.quoting.quotes import Issue
from vinculo.quoting.reading import Surroundings
from vinculo.quoting.requests import RequestedLine, SaleRequest

_FREIGHT: Final = StepKind(
    "freight.amount",
    "Frete pela matriz",
    "[Fixo {fixed} + ]{weight} kg × {per_kg}[ + {ad_valorem} de {value}] = {after}.",
    {
        "fixed": Unit.MONEY,
        "weight": Unit.NUMBER,
        "per_kg": Unit.UNIT_PRICE,
        "ad_valorem": Unit.PERCENT,
        "value": Unit.MONEY,
    },
    Unit.MONEY,
    "Matriz de frete",
)
_LEAST: Final = StepKind(
    "freight.least", "Frete mínimo", "O calculado, {before}, fica abaixo do mínimo: frete de {after}.",
    {}, Unit.MONEY, "Matriz de frete",
)  # fmt: skip
_FREE: Final = StepKind(
    "freight.free",
    "Frete grátis",
    "O pedido de {value} alcança {limit}: frete {after}.",
    {"value": Unit.MONEY, "limit": Unit.MONEY},
    Unit.MONEY,
    "Matriz de frete",
)


def freight_of(decision: Decision | None, value: Decimal, weight: Decimal) -> tuple[Decimal, Derivation]:
    """The freight in reais that a row of the matrix gives for a sale of `value` weighing `weight` kg, and how."""
    if decision is None or decision.row is None:
        return ZERO, ()
    row = f"Matriz de frete, linha {decision.row.id}"
    free_from = decision["free_from"]
    if free_from is not None and value >= free_from:
        return ZERO, (_FREE.step(ZERO, value, free_from, row=row),)
    fixed, per_kg = decision["fixed"] or ZERO, decision["per_kg"] or ZERO
    points, least = decision["ad_valorem"] or ZERO, decision["least"] or ZERO
    reckoned = cents(fixed + weight * per_kg + part(value, points))
    told = (fixed, weight, per_kg, points, value if points else ZERO)
    steps = [_FREIGHT.step(reckoned, *told, row=row)]
    if reckoned < least:
        steps.append(_LEAST.step(least, before=reckoned, row=row))
    return max(reckoned, least), tuple(steps)


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
