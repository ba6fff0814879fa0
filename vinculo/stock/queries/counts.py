"""What a count that waits for approval would change, and what it is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vinculo.catalogue.models import ProductEstablishment
from vinculo.stock.models import Balance, CountRequest, CountRequestLine
from vinculo.stock.queries.units import NotExact, factors_of
from vinculo.stock.rules import ZERO


def unit_costs(product_ids: Sequence[int], establishment_id: int) -> dict[int, Decimal]:
    """The average cost of each product at the establishment (BRL by stock unit), else the replacement or last one."""
    rows = ProductEstablishment.objects.filter(product_id__in=product_ids, establishment_id=establishment_id)
    found = {row.product_id: row.average_cost or row.replacement_cost or row.last_cost for row in rows}
    return {product: cost for product, cost in found.items() if cost is not None}


@dataclass(frozen=True, slots=True)
class CountDifference:
    """A line; `on_hand` is the balance now, `after` what it would be; `value` of the difference in BRL, None without a
    cost."""

    line: CountRequestLine
    on_hand: Decimal
    value: Decimal | None

    @property
    def after(self) -> Decimal:
        after: Decimal = self.on_hand + self.line.difference
        return after


def differences_of(request: CountRequest) -> list[CountDifference]:
    """In a constant number of queries."""
    lines = list(request.lines.select_related("product__unit", "unit", "lot").order_by("id"))
    products = [line.product_id for line in lines]
    costs = unit_costs(products, request.establishment_id)
    foreign = [line.product_id for line in lines if line.unit_id != line.product.unit_id]
    factors = factors_of(request.company_id, foreign, on=request.at.date())
    balances = Balance.objects.filter(product_id__in=products, warehouse_id=request.warehouse_id)
    kept = {(row.product_id, row.unit_id, row.lot_id): row.on_hand for row in balances}
    found = []
    for line in lines:
        try:
            quantity = factors.convert(line.product_id, line.difference, line.unit_id, line.product.unit_id)
        except NotExact:
            quantity = None
        cost = costs.get(line.product_id)
        value = quantity * cost if quantity is not None and cost is not None else None
        found.append(CountDifference(line, kept.get((line.product_id, line.unit_id, line.lot_id), ZERO), value))
    return found
