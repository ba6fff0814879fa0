"""ISS of labour and other services: inside the price.

Source: LC 116/2003, arts. 6º (withholding), 7º (base), 8º (at most 5 %) and 8º-A (at least 2 %, with three exceptions).
"""

from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax.checks import require_rates
from vinculo.engines.tax.errors import NegativeBase, RuleConflict
from vinculo.engines.tax.inputs import Sale
from vinculo.engines.tax.results import Iss
from vinculo.engines.tax.rules import IssRule
from vinculo.kernel.exact import ZERO, cents, part
from vinculo.kernel.figures import percentage

FLOOR: Final = Decimal(2)
CEILING: Final = Decimal(5)
BELOW_THE_FLOOR: Final = frozenset({"7.02", "7.05", "16.01"})

AMOUNT = StepKind(
    "iss",
    "ISS",
    "{rate} sobre {operation}[ − deduções {deduction}] = {after}, já contido no preço.",
    {"rate": Unit.PERCENT, "operation": Unit.MONEY, "deduction": Unit.MONEY},
    source="LC 116/2003, arts. 7º e 8º",
)
WITHHELD = "Quem contrata retém e recolhe ao município (LC 116/2003, art. 6º)."


def rate_problem(rate: Decimal, item: str) -> RuleConflict | None:
    """Why a municipality cannot charge this rate of a service (an item of the list of LC 116), before any transition
    reduces it; None when it can."""
    floor = ZERO if item in BELOW_THE_FLOOR else FLOOR
    if floor <= rate <= CEILING:
        return None
    return RuleConflict(
        f"A alíquota do ISS vai de {percentage(floor)} a {percentage(CEILING)} (LC 116/2003, arts. 8º e 8º-A);"
        f" a da matriz é {percentage(rate)}."
    )


def charge(sale: Sale, rule: IssRule, operation: Decimal, steps: list[Step]) -> Iss:
    """ISS of the line. `rule.deduction` is in reais and cannot pass the value of the service."""
    require_rates("ISS", rule.rate)
    if rule.deduction < ZERO or rule.deduction != cents(rule.deduction):
        raise RuleConflict("A dedução do ISS é um valor em reais, com até duas casas decimais.")
    base = operation - rule.deduction
    if base < ZERO:
        raise NegativeBase("As deduções do ISS passam do valor do serviço.")
    amount = part(base, rule.rate, sale.policy.rounding)
    note = WITHHELD if rule.withheld else ""
    steps.append(AMOUNT.step(amount, rule.rate, operation, rule.deduction, row=rule.row, source=rule.source, note=note))
    return Iss(base=base, rate=rule.rate, amount=amount, withheld=amount if rule.withheld else ZERO)
