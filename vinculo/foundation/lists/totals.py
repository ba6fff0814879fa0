"""How many rows there are, without counting them all."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from vinculo.foundation.lists.keyset import Page
from vinculo.kernel.figures import decimal_number

# Up to here the number is exact; the planner's word is taken when it expects twice as many.
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Total:
    """`number` rows: exactly, about (an estimate), or at least (counting stopped there)."""

    number: int
    kind: str = "exactly"

    def words(self, noun: tuple[str, str]) -> str:
        """`1 cliente`, `cerca de 12.400 clientes`, `mais de 1.000 clientes`."""
        return f"{self.figure} {noun[0] if self.number == 1 and self.kind == 'exactly' else noun[1]}"

    @property
    def figure(self) -> str:
        lead = {"exactly": "", "about": "cerca de ", "at least": "mais de "}[self.kind]
        return f"{lead}{decimal_number(self.number)}"


def total_of(rows: QuerySet[Any], page: Page | None = None) -> Total:
    """Exact when a page holds all rows or there are at most 1,000; else an estimate. At most two cheap queries."""
    if page is not None and page.is_whole:
        return Total(len(page.rows))
    expected = _estimate(rows)
    if expected >= 2 * MOST_COUNTED:
        return Total(_three_figures(expected), "about")
    counted = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return Total(counted) if counted <= MOST_COUNTED else Total(MOST_COUNTED, "at least")


def _estimate(rows: QuerySet[Any]) -> int:
    """What the query planner expects."""
    plan = json.loads(rows.order_by().values("pk").explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


def _three_figures(number: int) -> int:
    """12,437 → 12,400: an estimate should not look like a count."""
    step: int = 10 ** max(0, len(str(number)) - 3)
    return round(number / step) * step
