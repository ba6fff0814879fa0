"""PIS and COFINS: inside the price, over the operation without the ICMS in it.

Sources: Lei 9.718/1998 (cumulative), Leis 10.637/2002 and 10.833/2003 (non-cumulative), STF Tema 69 (ICMS leaves the
base), STJ and PGFN Parecer SEI 71/2025 (DIFAL leaves it). IPI and ST never enter. Both end on 31 December 2026.
"""

from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax.checks import require_amounts, require_rates
from vinculo.engines.tax.errors import InvalidSituation, MissingRule, NegativeBase, RuleConflict
from vinculo.engines.tax.inputs import Line, Sale
from vinculo.engines.tax.operation import taxable_quantity
from vinculo.engines.tax.results import NOTHING, Charge
from vinculo.engines.tax.rules import PisCofinsRule
from vinculo.kernel.exact import HUNDRED, ZERO, cents, part

BY_RATE: Final = frozenset({"01", "02"})
BY_UNIT: Final = "03"
UNTAXED: Final = frozenset({"04", "05", "06", "07", "08", "09"})
OTHERS: Final = frozenset({"49", "99"})

BASE = StepKind(
    "contributions.base",
    "Base de cálculo do PIS e da COFINS",
    "Operação {operation}[ − ICMS {icms}][ − DIFAL {difal}][ − FCP {fcp}][ − ISS {iss}][ com redução de {reduction}]"
    " = {after}.",
    {**dict.fromkeys(("operation", "icms", "difal", "fcp", "iss"), Unit.MONEY), "reduction": Unit.PERCENT},
    source="STF Tema 69 (RE 574.706)",
)
BASE_WHOLE = StepKind(
    BASE.code, BASE.title, BASE.sentence, BASE.inputs, source="Leis 9.718/1998, 10.637/2002 e 10.833/2003"
)
SOURCE = "Leis 9.718/1998, 10.637/2002 e 10.833/2003"
PIS = StepKind(
    "pis",
    "PIS",
    "{rate} sobre {base} = {after}, já contido no preço.",
    {"rate": Unit.PERCENT, "base": Unit.MONEY},
)
COFINS = StepKind("cofins", "COFINS", PIS.sentence, PIS.inputs)
PIS_BY_UNIT = StepKind(
    "pis",
    "PIS",
    "{quantity} unidades × {amount} = {after}, já contido no preço.",
    {"quantity": Unit.NUMBER, "amount": Unit.UNIT_PRICE},
    source="Lei 10.833/2003, art. 58-A e regimes por unidade",
)
COFINS_BY_UNIT = StepKind("cofins", "COFINS", PIS_BY_UNIT.sentence, PIS_BY_UNIT.inputs, source=PIS_BY_UNIT.source)
NONE = StepKind(
    "contributions",
    "PIS e COFINS",
    "CST {situation}, {words}: não há PIS nem COFINS a pagar nesta operação.",
    {"situation": Unit.TEXT, "words": Unit.TEXT},
)
# The names of the situations, from the table of CST of PIS and COFINS (IN RFB 1.009/2010), in short.
WORDS: Final = {
    "04": "monofásica, revenda a alíquota zero: o fabricante ou o importador já pagou",
    "05": "substituição tributária",
    "06": "alíquota zero",
    "07": "isenta",
    "08": "sem incidência",
    "09": "suspensão",
    "49": "outras saídas",
    "99": "outras operações",
}
IN_DAS = StepKind(
    "contributions",
    "PIS e COFINS",
    "CST {situation}: recolhidos no DAS do Simples Nacional.",
    {"situation": Unit.TEXT},
    source="LC 123/2006, art. 13",
)


def charge(
    sale: Sale,
    line: Line,
    rule: PisCofinsRule,
    operation: Decimal,
    inside: tuple[Decimal, Decimal, Decimal, Decimal],
    steps: list[Step],
) -> tuple[Charge, Charge]:
    """PIS and COFINS; `inside` are ICMS, DIFAL, FCP and ISS paid by the seller, which the policy takes out of the
    base."""
    situation = rule.situation
    require_rates("PIS/COFINS", rule.pis_rate, rule.cofins_rate, rule.reduction)
    if situation in UNTAXED:
        if rule.pis_rate or rule.cofins_rate:
            raise RuleConflict(f"O CST {situation} de PIS/COFINS não admite alíquota.")
        steps.append(NONE.step(ZERO, situation, WORDS[situation], row=rule.row, source=rule.source or SOURCE))
        return NOTHING, NOTHING
    if situation not in BY_RATE and situation not in OTHERS and situation != BY_UNIT:
        raise InvalidSituation(f"CST {situation} não é uma situação de saída de PIS/COFINS.")
    if sale.regime.pays_by_das:
        if rule.pis_rate or rule.cofins_rate or situation == BY_UNIT:
            raise InvalidSituation("No Simples Nacional o PIS e a COFINS são recolhidos no DAS: use o CST 49 ou 99.")
        steps.append(IN_DAS.step(ZERO, situation, row=rule.row, source=rule.source))
        return NOTHING, NOTHING
    if situation == BY_UNIT:
        return _by_unit(sale, line, rule, steps)
    if situation in OTHERS and not (rule.pis_rate or rule.cofins_rate):
        steps.append(NONE.step(ZERO, situation, WORDS[situation], row=rule.row, source=rule.source or SOURCE))
        return NOTHING, NOTHING
    if not (rule.pis_rate and rule.cofins_rate) and situation == "01":
        raise MissingRule("O CST 01 pede as alíquotas de PIS e de COFINS.")
    base = _base(sale, rule, operation, inside, steps)
    rounding = sale.policy.rounding
    pis = Charge(base, rule.pis_rate, part(base, rule.pis_rate, rounding))
    cofins = Charge(base, rule.cofins_rate, part(base, rule.cofins_rate, rounding))
    source = rule.source or SOURCE
    steps.append(PIS.step(pis.amount, pis.rate, base, row=rule.row, source=source))
    steps.append(COFINS.step(cofins.amount, cofins.rate, base, row=rule.row, source=source))
    return pis, cofins


def _base(
    sale: Sale,
    rule: PisCofinsRule,
    operation: Decimal,
    inside: tuple[Decimal, Decimal, Decimal, Decimal],
    steps: list[Step],
) -> Decimal:
    policy = sale.policy
    icms, difal, fcp, iss = inside
    out = (
        icms if policy.contributions_exclude_icms else ZERO,
        difal if policy.contributions_exclude_difal else ZERO,
        fcp if policy.contributions_exclude_fcp else ZERO,
        iss if policy.contributions_exclude_iss else ZERO,
    )
    base = operation - sum(out, ZERO)
    if base < ZERO:
        raise NegativeBase("A base do PIS e da COFINS ficou negativa: o ICMS passa do valor da operação.")
    if rule.reduction:
        base = cents(base * (HUNDRED - rule.reduction) / HUNDRED, sale.policy.rounding)
    kind = BASE if any(out) else BASE_WHOLE
    source = "Parecer SEI 71/2025/PGFN, quanto ao DIFAL" if out[1] else ""
    steps.append(kind.step(base, operation, *out, rule.reduction, source=source))
    return base


def _by_unit(sale: Sale, line: Line, rule: PisCofinsRule, steps: list[Step]) -> tuple[Charge, Charge]:
    if not (rule.pis_per_unit or rule.cofins_per_unit):
        raise MissingRule("O CST 03 pede os valores de PIS e de COFINS por unidade.")
    require_amounts("PIS/COFINS", rule.pis_per_unit, rule.cofins_per_unit)
    quantity = taxable_quantity(line)
    pis = Charge(quantity, rule.pis_per_unit, cents(quantity * rule.pis_per_unit, sale.policy.rounding))
    cofins = Charge(quantity, rule.cofins_per_unit, cents(quantity * rule.cofins_per_unit, sale.policy.rounding))
    steps.append(PIS_BY_UNIT.step(pis.amount, quantity, pis.rate, row=rule.row, source=rule.source))
    steps.append(COFINS_BY_UNIT.step(cofins.amount, quantity, cofins.rate, row=rule.row, source=rule.source))
    return pis, cofins
