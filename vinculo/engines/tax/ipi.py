"""IPI: outside the price, over the operation, or by unit.

Sources: Decreto 7.212/2010 (RIPI), arts. 190 and 191; STF Tema 84 (the unconditional discount leaves the base).
"""

from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax.checks import require_amounts
from vinculo.engines.tax.errors import InvalidSituation, RuleConflict
from vinculo.engines.tax.inputs import Line, Sale
from vinculo.engines.tax.operation import taxable_quantity
from vinculo.engines.tax.results import NOTHING, Charge
from vinculo.engines.tax.rules import IpiRule
from vinculo.kernel.exact import cents, part

TAXED: Final = frozenset({"50", "99"})
# The names of the situations that pay nothing, from the table of CST of the IPI (IN RFB 1.009/2010).
UNTAXED: Final = {
    "51": "saída tributável com alíquota zero",
    "52": "saída isenta",
    "53": "saída não tributada",
    "54": "saída imune",
    "55": "saída com suspensão",
}

AMOUNT = StepKind(
    "ipi",
    "IPI",
    "{rate} sobre o valor da operação {base} = {after}, cobrado além do preço.",
    {"rate": Unit.PERCENT, "base": Unit.MONEY},
    source="RIPI (Decreto 7.212/2010), art. 190; STF Tema 84",
)
BY_UNIT = StepKind(
    "ipi",
    "IPI",
    "{quantity} unidades × {amount} = {after}, cobrado além do preço.",
    {"quantity": Unit.NUMBER, "amount": Unit.UNIT_PRICE},
    source="RIPI (Decreto 7.212/2010), art. 191",
)
NONE = StepKind(
    "ipi", "IPI", "CST {situation}, {words}: não há IPI a cobrar.", {"situation": Unit.TEXT, "words": Unit.TEXT}
)


def charge(sale: Sale, line: Line, rule: IpiRule, operation: Decimal, steps: list[Step]) -> Charge:
    """IPI of the line. Raises `InvalidSituation` and `RuleConflict`."""
    if rule.situation not in TAXED and rule.situation not in UNTAXED:
        raise InvalidSituation(f"CST {rule.situation} não é uma situação de saída do IPI.")
    require_amounts("IPI", rule.rate, rule.amount_per_unit)
    if rule.situation in UNTAXED:
        if rule.rate or rule.amount_per_unit:
            raise RuleConflict(f"O CST {rule.situation} do IPI não admite alíquota.")
        steps.append(
            NONE.step(
                NOTHING.amount, rule.situation, UNTAXED[rule.situation], row=rule.row, source=rule.source or "RIPI"
            )
        )
        return NOTHING
    if rule.amount_per_unit:
        if rule.rate:
            raise RuleConflict("A regra de IPI traz alíquota e valor por unidade: só um deles vale.")
        quantity = taxable_quantity(line)
        amount = cents(quantity * rule.amount_per_unit, sale.policy.rounding)
        steps.append(BY_UNIT.step(amount, quantity, rule.amount_per_unit, row=rule.row, source=rule.source))
        return Charge(quantity, rule.amount_per_unit, amount)
    amount = part(operation, rule.rate, sale.policy.rounding)
    steps.append(AMOUNT.step(amount, rule.rate, operation, row=rule.row, source=rule.source))
    return Charge(operation, rule.rate, amount)
