"""ICMS-ST: the tax of the sales to come, withheld from the buyer now, and its FCP.

Sources: LC 87/1996, art. 8º; Convênio ICMS 142/2018 (base, margin, adjusted margin); Convênio ICMS 35/2011 (a seller of
Simples uses the original margin). The margin applies to IPI too.
"""

from dataclasses import dataclass
from decimal import Decimal

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax import difal
from vinculo.engines.tax.checks import require_burden, require_rates
from vinculo.engines.tax.errors import MissingRule, RuleConflict
from vinculo.engines.tax.inputs import Line, Sale
from vinculo.engines.tax.operation import taxable_quantity
from vinculo.engines.tax.results import Charge, Icms, IcmsSt
from vinculo.engines.tax.rules import StRule
from vinculo.kernel.exact import HUNDRED, ZERO, Rounding, cents, part, rounded

ADJUSTED = StepKind(
    "st.adjusted_mva",
    "MVA ajustada",
    "(1 + {before}) × (1 − {interstate} interestadual) ÷ (1 − {internal} interna) − 1 = {after}.",
    {"interstate": Unit.PERCENT, "internal": Unit.PERCENT},
    Unit.PERCENT,
    "Convênio ICMS 142/2018, cláusula décima primeira",
)
ORIGINAL = "Vendedor do Simples Nacional usa a MVA original (Convênio ICMS 35/2011)."
BASE_BY_MARGIN = StepKind(
    "st.base",
    "Base de cálculo do ICMS-ST",
    "Operação {operation}[ + IPI {ipi}][ + Imposto Seletivo, IBS e CBS {charged}], com MVA de {mva}"
    "[ e redução de {reduction}] = {after}.",
    {
        **dict.fromkeys(("operation", "ipi", "charged"), Unit.MONEY),
        "mva": Unit.PERCENT,
        "reduction": Unit.PERCENT,
    },
    source="LC 87/1996, art. 8º, II; Convênio ICMS 142/2018",
)
BASE_BY_FLOOR = StepKind(
    "st.base",
    "Base de cálculo do ICMS-ST",
    "{quantity} unidades × preço fixado {price}[ com redução de {reduction}] = {after}.",
    {"quantity": Unit.NUMBER, "price": Unit.UNIT_PRICE, "reduction": Unit.PERCENT},
    source="LC 87/1996, art. 8º, §§ 2º, 3º e 6º",
)
PRESUMED = StepKind(
    "st.own",
    "ICMS próprio presumido",
    "{rate} sobre a operação {operation} = {after}, para dedução.",
    {"rate": Unit.PERCENT, "operation": Unit.MONEY},
    source="LC 123/2006, art. 13, § 6º; Resolução CGSN 140/2018, art. 28",
)
AMOUNT = StepKind(
    "st",
    "ICMS-ST",
    "{rate} sobre {base} = {gross}, menos o ICMS próprio {own} = {after}, cobrado além do preço.",
    {"rate": Unit.PERCENT, "base": Unit.MONEY, "gross": Unit.MONEY, "own": Unit.MONEY},
    source="LC 87/1996, art. 8º, § 5º",
)
NOT_NEGATIVE = "O ICMS próprio cobre o devido por substituição: nada a reter."
CONSUMPTION = (
    "O comprador consome a mercadoria: retém-se o diferencial de alíquota, sem margem (Convênio ICMS 142/2018)."
)
FCP_ST = StepKind(
    "fcp_st",
    "FCP-ST",
    "{rate} sobre a base do ICMS-ST {base}[, menos o FCP próprio {own}] = {after}, cobrado além do preço.",
    {"rate": Unit.PERCENT, "base": Unit.MONEY, "own": Unit.MONEY},
    source="ADCT, art. 82, § 1º; Convênio ICMS 142/2018",
)


@dataclass(frozen=True, slots=True)
class Own:
    """What the line already pays: the operation, IPI, what else is `charged` and belongs to the base of ICMS, own ICMS
    and own FCP, and the value own ICMS was reckoned on."""

    operation: Decimal
    ipi: Decimal
    charged: Decimal
    icms: Icms
    fcp: Decimal
    value: Decimal


def adjusted_mva(mva: Decimal, interstate: Decimal, internal: Decimal, places: int = 2) -> Decimal:
    """The original margin brought to the load of an interstate purchase, in points with `places` decimals.

    Only when the internal rate is greater than the interstate one; otherwise the original. 40 at 12→18 is 50.24.
    """
    if internal <= interstate:
        return mva
    factor = (HUNDRED + mva) * (HUNDRED - interstate) / (HUNDRED - internal)
    return rounded(factor - HUNDRED, places, Rounding.HALF_UP)


def charge(sale: Sale, line: Line, rule: StRule, own: Own, steps: list[Step]) -> tuple[IcmsSt, Charge]:
    """ICMS-ST and FCP-ST of the line. Never negative."""
    require_rates("ICMS-ST", rule.internal_rate, rule.reduction, rule.fcp_rate, rule.own_rate or ZERO)
    require_burden("ICMS-ST", rule.internal_rate, rule.fcp_rate)
    if rule.mva < ZERO:
        raise RuleConflict("A MVA não pode ser negativa.")
    if rule.floor_price is not None and rule.floor_price <= ZERO:
        raise RuleConflict("O preço fixado da substituição deve ser maior que zero.")
    if rule.for_consumption:
        return _for_consumption(sale, rule, own, steps)
    rounding = sale.policy.rounding
    mva = ZERO
    if rule.floor_price is None:
        mva = _margin(sale, rule, own.icms, steps)
        value = own.operation + own.ipi + own.charged
        base = cents(value * (HUNDRED + mva) / HUNDRED * (HUNDRED - rule.reduction) / HUNDRED, rounding)
        note = ORIGINAL if rule.adjusts_mva and sale.is_interstate and sale.regime.uses_csosn else ""
        steps.append(
            BASE_BY_MARGIN.step(
                base,
                own.operation,
                own.ipi,
                own.charged,
                mva,
                rule.reduction,
                row=rule.row,
                source=rule.source,
                note=note,
            )
        )
    else:
        quantity = taxable_quantity(line)
        base = cents(quantity * rule.floor_price * (HUNDRED - rule.reduction) / HUNDRED, rounding)
        steps.append(
            BASE_BY_FLOOR.step(base, quantity, rule.floor_price, rule.reduction, row=rule.row, source=rule.source)
        )
    deducted = _own(sale, rule, own, steps)
    gross = part(base, rule.internal_rate, rounding)
    amount = max(gross - deducted, ZERO)
    note = NOT_NEGATIVE if gross < deducted else ""
    steps.append(
        AMOUNT.step(amount, rule.internal_rate, base, gross, deducted, row=rule.row, source=rule.source, note=note)
    )
    fcp = _fcp(sale, rule, base, own.fcp, steps)
    return IcmsSt(base=base, mva=mva, rate=rule.internal_rate, own=deducted, amount=amount), fcp


def _margin(sale: Sale, rule: StRule, icms: Icms, steps: list[Step]) -> Decimal:
    if not (rule.adjusts_mva and sale.is_interstate) or sale.regime.uses_csosn:
        return rule.mva
    internal = rule.internal_rate + (rule.fcp_rate if rule.fcp_in_mva else ZERO)
    internal = internal * (HUNDRED - rule.reduction) / HUNDRED
    interstate = icms.rate or rule.own_rate or ZERO
    if not interstate:
        raise MissingRule("A MVA ajustada pede a alíquota interestadual.")
    if internal <= interstate:
        return rule.mva
    mva = adjusted_mva(rule.mva, interstate, internal, sale.policy.mva_places)
    steps.append(ADJUSTED.step(mva, interstate, internal, before=rule.mva, row=rule.row, source=rule.source))
    return mva


def _own(sale: Sale, rule: StRule, own: Own, steps: list[Step]) -> Decimal:
    """The own ICMS to be deducted: the one highlighted, or the presumed one of a seller who highlights none."""
    rate = rule.own_rate
    if own.icms.amount and rate is None:
        return own.icms.amount
    if rate is None and sale.regime.uses_csosn:
        if sale.is_interstate:
            raise MissingRule("O ICMS próprio presumido do Simples pede a alíquota interestadual.")
        rate = rule.internal_rate
    if rate is None:
        return ZERO
    presumed = part(own.operation, rate, sale.policy.rounding)
    steps.append(PRESUMED.step(presumed, rate, own.operation, row=rule.row, source=rule.source))
    return presumed


def _fcp(sale: Sale, rule: StRule, base: Decimal, own: Decimal, steps: list[Step]) -> Charge:
    if not rule.fcp_rate:
        return Charge()
    deducted = own if rule.deducts_own_fcp else ZERO
    amount = max(part(base, rule.fcp_rate, sale.policy.rounding) - deducted, ZERO)
    steps.append(FCP_ST.step(amount, rule.fcp_rate, base, deducted, row=rule.row, source=rule.source))
    return Charge(base, rule.fcp_rate, amount)


def _for_consumption(sale: Sale, rule: StRule, own: Own, steps: list[Step]) -> tuple[IcmsSt, Charge]:
    """The rate difference of a contributor that consumes the goods, withheld by the seller."""
    interstate = own.icms.rate or rule.own_rate
    if interstate is None:
        raise MissingRule("O ICMS-ST do diferencial de alíquota pede a alíquota interestadual.")
    found = difal.difference(
        sale,
        rule.difal_base,
        own.value,
        rule.internal_rate,
        interstate,
        rule.fcp_rate,
        steps,
        CONSUMPTION,
        row=rule.row,
        source=rule.source,
    )
    st = IcmsSt(
        base=found.base,
        rate=rule.internal_rate,
        own=part(own.value, interstate, sale.policy.rounding),
        amount=found.amount,
    )
    return st, Charge(found.base, rule.fcp_rate, found.fcp) if rule.fcp_rate else Charge()
