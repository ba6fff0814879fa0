"""Single-phase ICMS of fuels: a fixed amount for each taxable unit (LC 192/2022; Convênios ICMS 199/2022 and
15/2023)."""

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax.checks import require_amounts
from vinculo.engines.tax.errors import MissingRule
from vinculo.engines.tax.inputs import Line, Sale
from vinculo.engines.tax.operation import taxable_quantity
from vinculo.engines.tax.results import Icms
from vinculo.engines.tax.rules import IcmsRule
from vinculo.kernel.exact import ZERO, cents, part

SOURCE = "LC 192/2022; Convênios ICMS 199/2022 e 15/2023"
OWN = StepKind(
    "icms",
    "ICMS monofásico",
    "{quantity} unidades × {amount} = {operation}[; diferido {deferred}]; a recolher {after}.",
    {"quantity": Unit.NUMBER, "amount": Unit.UNIT_PRICE, "operation": Unit.MONEY, "deferred": Unit.MONEY},
    source=SOURCE,
)
RETAINED = StepKind(
    "icms.retained",
    "ICMS monofásico retido",
    "{quantity} unidades × {amount} = {after}, somado ao total.",
    {"quantity": Unit.NUMBER, "amount": Unit.UNIT_PRICE},
    source=SOURCE,
)
BEFORE = StepKind(
    "icms", "ICMS monofásico", "CST 61: o imposto já foi cobrado antes, uma única vez.", {}, source=SOURCE
)


def charge(sale: Sale, line: Line, rule: IcmsRule, steps: list[Step]) -> Icms:
    """ICMS of situations 02 (own), 15 (own and withheld), 53 (deferred) and 61 (collected before)."""
    if rule.situation == "61":
        steps.append(BEFORE.step(ZERO, row=rule.row, source=rule.source))
        return Icms(situation=rule.situation)
    if not rule.amount_per_unit:
        raise MissingRule(f"O CST {rule.situation} pede a alíquota por unidade (ad rem).")
    require_amounts("ICMS monofásico", rule.amount_per_unit, rule.retained_per_unit)
    rounding = sale.policy.rounding
    quantity = taxable_quantity(line)
    operation = cents(quantity * rule.amount_per_unit, rounding)
    deferred = part(operation, rule.deferral, rounding)
    retained = ZERO
    due = operation - deferred
    steps.append(OWN.step(due, quantity, rule.amount_per_unit, operation, deferred, row=rule.row, source=rule.source))
    if rule.situation == "15":
        if not rule.retained_per_unit:
            raise MissingRule("O CST 15 pede a alíquota por unidade do imposto retido.")
        retained = cents(quantity * rule.retained_per_unit, rounding)
        steps.append(RETAINED.step(retained, quantity, rule.retained_per_unit, row=rule.row, source=rule.source))
    return Icms(
        situation=rule.situation,
        base=quantity,
        rate=rule.amount_per_unit,
        amount=due,
        operation_amount=operation,
        deferred=deferred,
        retained=retained,
    )
