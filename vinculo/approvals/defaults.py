"""The levels and limits a company starts with; it changes them as it likes."""

from decimal import Decimal
from typing import Final

# number, name, code of the default role that answers for it
LEVELS: Final = ((1, "Supervisor", "supervisor"), (2, "Gerente", "manager"), (3, "Diretoria", "administrator"))

UNLIMITED: Final = None
# criterion: limit of level 0 (who makes the document), 1, 2 and 3
LIMITS: Final[dict[str, tuple[Decimal | None, ...]]] = {
    "discount": (Decimal(5), Decimal(10), Decimal(20), UNLIMITED),
    "below_list": (Decimal(5), Decimal(10), Decimal(20), UNLIMITED),
    "gross_margin": (Decimal(18), Decimal(15), Decimal(10), UNLIMITED),
    "gross_margin_above": (Decimal(60), Decimal(70), UNLIMITED, UNLIMITED),
    "contribution_margin": (Decimal(8), Decimal(6), Decimal(3), UNLIMITED),
    "contribution_margin_above": (Decimal(50), Decimal(60), UNLIMITED, UNLIMITED),
    "order_gross_margin": (Decimal(18), Decimal(15), Decimal(10), UNLIMITED),
    "order_gross_margin_above": (Decimal(60), Decimal(70), UNLIMITED, UNLIMITED),
    "order_contribution_margin": (Decimal(8), Decimal(6), Decimal(3), UNLIMITED),
    "order_contribution_margin_above": (Decimal(50), Decimal(60), UNLIMITED, UNLIMITED),
    "term": (Decimal(35), Decimal(45), Decimal(60), UNLIMITED),
    "credit_overrun": (Decimal(0), Decimal(1_000), Decimal(10_000), UNLIMITED),
    "order_value": (Decimal(50_000), Decimal(150_000), Decimal(500_000), UNLIMITED),
    "minimum_shortfall": (Decimal(0), Decimal(100), Decimal(500), UNLIMITED),
    "freight_waiver": (Decimal(0), Decimal(200), Decimal(1_000), UNLIMITED),
    "promise_breach": (Decimal(0), Decimal(2), Decimal(5), UNLIMITED),
    "quota_overrun": (Decimal(0), Decimal(5), Decimal(20), UNLIMITED),
}
REASON: Final = "Limites iniciais: ajuste à política da empresa"
