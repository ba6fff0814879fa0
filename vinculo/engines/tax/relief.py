"""ICMS desonerado: the tax that an exemption or a reduction spares the buyer.

Sources: Convênio ICMS 65/1988 (Zona Franca de Manaus); the way of reckoning differs between states and comes in the
rule.
"""

from decimal import Decimal

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax.checks import require_burden
from vinculo.engines.tax.errors import MissingRule
from vinculo.engines.tax.inputs import Sale
from vinculo.engines.tax.rules import IcmsRule, Relief
from vinculo.kernel.exact import HUNDRED, ZERO, cents

RELIEVED = StepKind(
    "icms.relieved",
    "ICMS desonerado",
    "Sobre {value}, à alíquota de {rate}, o benefício de {reduction} poupa {after}.",
    {"value": Unit.MONEY, "rate": Unit.PERCENT, "reduction": Unit.PERCENT},
    source="Convênio ICMS 65/1988 e legislação da UF",
)
DEDUCTED = "O valor é abatido do total."
SHOWN = "O valor é só informado: não altera o total."


def of(sale: Sale, rule: IcmsRule, value: Decimal, reduction: Decimal, steps: list[Step]) -> tuple[Decimal, Decimal]:
    """The relieved ICMS of `value` and the part of it that comes off the total.

    `reduction` is 100 for an exemption. With gross-up, `value × (1 − i × (1 − r)) ÷ (1 − i) − value`, which for an
    exemption is `value ÷ (1 − i) × i` (31,000 at 20 gives 7,750.00); otherwise `value × i × r`.
    """
    if rule.relief is Relief.NONE:
        return ZERO, ZERO
    if not rule.rate:
        raise MissingRule("O ICMS desonerado pede a alíquota que deixou de ser cobrada.")
    rate, share = rule.rate / HUNDRED, reduction / HUNDRED
    if rule.relief is Relief.GROSS_UP:
        require_burden("ICMS", rule.rate)
        relieved = value * (1 - rate * (1 - share)) / (1 - rate) - value
    else:
        relieved = value * rate * share
    relieved = cents(relieved, sale.policy.rounding)
    note = DEDUCTED if rule.relief_deducted else SHOWN
    steps.append(RELIEVED.step(relieved, value, rule.rate, reduction, row=rule.row, source=rule.source, note=note))
    return relieved, relieved if rule.relief_deducted else ZERO
