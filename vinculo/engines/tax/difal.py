"""DIFAL: the difference between the destination's internal rate and the interstate one, on sales to who consumes.

Sources: EC 87/2015; LC 190/2022; Convênio ICMS 236/2021. All of it belongs to the destination since 2019. A buyer that
contributes owes it himself; a seller of Simples does not owe it to a buyer that does not (STF, ADI 5464).
"""

from dataclasses import dataclass
from decimal import Decimal

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax.checks import require_burden, require_rates
from vinculo.engines.tax.errors import MissingRule, RuleConflict
from vinculo.engines.tax.inputs import Sale
from vinculo.engines.tax.results import Difal, Icms
from vinculo.engines.tax.rules import DifalBase, DifalRule
from vinculo.kernel.exact import HUNDRED, ZERO, cents, part

SINGLE = StepKind(
    "difal",
    "DIFAL",
    "{internal} sobre {base} ({whole}) − {interstate} sobre {base} ({paid}) = {after}.",
    {
        "internal": Unit.PERCENT,
        "interstate": Unit.PERCENT,
        **dict.fromkeys(("base", "whole", "paid"), Unit.MONEY),
    },
    source="EC 87/2015; LC 87/1996, art. 13, IX e § 6º (LC 190/2022); Convênio ICMS 236/2021",
)
DOUBLE_BASE = StepKind(
    "difal.base",
    "Base dupla do DIFAL",
    "({value} − ICMS interestadual {interstate}) ÷ (1 − {burden} do destino) = {after}.",
    {"value": Unit.MONEY, "interstate": Unit.MONEY, "burden": Unit.PERCENT},
    source="LC 87/1996, art. 13, X e § 7º (LC 190/2022)",
)
GROSSED = StepKind(
    "difal.base",
    "Base do DIFAL com a carga do destino",
    DOUBLE_BASE.sentence,
    DOUBLE_BASE.inputs,
    source="LC 87/1996, art. 13, §§ 1º e 6º (LC 190/2022) e legislação da UF",
)
NET_PRICE = StepKind(
    "difal.base",
    "Base do DIFAL por dentro",
    "{value} ÷ (1 − {burden} do destino) = {after}.",
    {"value": Unit.MONEY, "burden": Unit.PERCENT},
    source="LC 87/1996, art. 13, §§ 1º e 6º (LC 190/2022) e legislação da UF",
)
REDUCED = StepKind(
    "difal.base",
    "Base do DIFAL no destino",
    "{before}[ com redução de {reduction} no destino] = {after}.",
    {"reduction": Unit.PERCENT},
    source="Convênio ICMS 153/2015",
)
DIFFERENCE = StepKind(
    "difal",
    "DIFAL",
    "Diferença de {points} entre as alíquotas ({internal} − {interstate}) sobre {base} = {after}.",
    {"points": Unit.PERCENT, "internal": Unit.PERCENT, "interstate": Unit.PERCENT, "base": Unit.MONEY},
    source=SINGLE.source,
)
DOUBLE = StepKind(
    "difal",
    "DIFAL",
    "{internal} sobre {base} − ICMS interestadual {interstate} = {after}.",
    {"internal": Unit.PERCENT, "base": Unit.MONEY, "interstate": Unit.MONEY},
    source="LC 87/1996, art. 13, X (LC 190/2022)",
)
FCP = StepKind(
    "difal.fcp",
    "FCP do destino",
    "{rate} sobre {base} = {after}.",
    {"rate": Unit.PERCENT, "base": Unit.MONEY},
    source="ADCT, art. 82, § 1º; Convênio ICMS 236/2021",
)
SPARED = StepKind(
    "difal",
    "DIFAL",
    "Vendedor do Simples Nacional não recolhe DIFAL a consumidor que não contribui.",
    {},
    source="STF, ADI 5464",
)
BY_SELLER = "Quem vende recolhe ao estado de destino: não se soma ao total."
BY_BUYER = "Quem compra é contribuinte e recolhe: é só informado, não se soma ao total."


@dataclass(frozen=True, slots=True)
class Difference:
    """A rate difference found: its base, the amount, and the FCP of the destination."""

    base: Decimal
    amount: Decimal
    fcp: Decimal


def is_due(sale: Sale) -> bool:
    """Whether the sale goes to another state and to who consumes the goods."""
    return sale.is_interstate and sale.buyer_consumes


def is_spared(sale: Sale) -> bool:
    """Whether the seller, of Simples, owes none to a buyer that does not contribute."""
    return sale.regime.uses_csosn and not sale.buyer.contributes


def charge(sale: Sale, rule: DifalRule, icms: Icms, value: Decimal, steps: list[Step]) -> Difal:
    """DIFAL of a line whose own ICMS was reckoned on `value`. Raises `MissingRule` without an interstate rate."""
    require_rates("DIFAL", rule.internal_rate, rule.fcp_rate, rule.interstate_rate or ZERO, rule.reduction or ZERO)
    require_burden("DIFAL", rule.internal_rate, rule.fcp_rate)
    if is_spared(sale):
        steps.append(SPARED.step(ZERO))
        return Difal()
    interstate = icms.rate if rule.interstate_rate is None else rule.interstate_rate
    if not interstate:
        raise MissingRule("O DIFAL pede a alíquota interestadual.")
    by_seller = not sale.buyer.contributes
    own = icms.base if icms.reduction else value
    note = BY_SELLER if by_seller else BY_BUYER
    # What the seller pays by gross-up is already reckoned on the base brought to the burden of the destination.
    kind = DifalBase.SINGLE if by_seller and rule.base is DifalBase.GROSS_UP else rule.base
    if rule.reduction is not None:
        found = _reduced(sale, rule, kind, value, part(own, interstate, sale.policy.rounding), steps, note)
    else:
        found = difference(
            sale,
            kind,
            value if kind is DifalBase.DOUBLE else own,
            rule.internal_rate,
            interstate,
            rule.fcp_rate,
            steps,
            note,
            row=rule.row,
            source=rule.source,
        )
    return Difal(
        base=found.base,
        internal_rate=rule.internal_rate,
        interstate_rate=interstate,
        amount=found.amount,
        fcp_rate=rule.fcp_rate,
        fcp=found.fcp,
        paid_by_seller=by_seller,
    )


def difference(
    sale: Sale,
    kind: DifalBase,
    value: Decimal,
    internal: Decimal,
    interstate: Decimal,
    fcp_rate: Decimal,
    steps: list[Step],
    note: str,
    *,
    row: str = "",
    source: str = "",
) -> Difference:
    """The difference over `value`, by the base of the state of destination. Never negative.

    Single: `value × internal − value × interstate`, each in cents. Double: `net = value − interstate tax;
    base = net ÷ (1 − internal − fcp); base × internal − interstate tax` (1,000 at 12→18 gives 73.17). Gross-up: the
    base of the double, `base × (internal − interstate)` (64.39). Net price: `base = value ÷ (1 − internal − fcp)`,
    `base × (internal − interstate)` (73.17).
    """
    rounding = sale.policy.rounding
    paid = part(value, interstate, rounding)
    burden = internal + fcp_rate
    points = max(internal - interstate, ZERO)
    match kind:
        case DifalBase.DOUBLE:
            base = cents((value - paid) / (1 - burden / HUNDRED), rounding)
            steps.append(DOUBLE_BASE.step(base, value, paid, burden, row=row, source=source))
            amount = max(part(base, internal, rounding) - paid, ZERO)
            steps.append(DOUBLE.step(amount, internal, base, paid, row=row, source=source, note=note))
        case DifalBase.SINGLE:
            base, whole = value, part(value, internal, rounding)
            amount = max(whole - paid, ZERO)
            steps.append(
                SINGLE.step(amount, internal, interstate, base, whole, paid, row=row, source=source, note=note)
            )
        case _:
            if kind is DifalBase.GROSS_UP:
                base = cents((value - paid) / (1 - burden / HUNDRED), rounding)
                steps.append(GROSSED.step(base, value, paid, burden, row=row, source=source))
            else:
                base = cents(value / (1 - burden / HUNDRED), rounding)
                steps.append(NET_PRICE.step(base, value, burden, row=row, source=source))
            amount = part(base, points, rounding)
            steps.append(DIFFERENCE.step(amount, points, internal, interstate, base, row=row, source=source, note=note))
    return Difference(base, amount, _fcp(sale, base, fcp_rate, steps, row, source))


def _reduced(
    sale: Sale, rule: DifalRule, kind: DifalBase, value: Decimal, paid: Decimal, steps: list[Step], note: str
) -> Difference:
    """By a single base that the destination reduces its own way: `value × (1 − reduction) × internal − own tax`."""
    reduction = rule.reduction or ZERO
    if kind is not DifalBase.SINGLE:
        raise RuleConflict("A redução da base no destino só vale para o DIFAL de base única.")
    rounding, row, source = sale.policy.rounding, rule.row, rule.source
    base = cents(value * (HUNDRED - reduction) / HUNDRED, rounding)
    steps.append(REDUCED.step(base, reduction, before=value, row=row))
    amount = max(part(base, rule.internal_rate, rounding) - paid, ZERO)
    told = source or SINGLE.source
    steps.append(DOUBLE.step(amount, rule.internal_rate, base, paid, row=row, source=told, note=note))
    return Difference(base, amount, _fcp(sale, base, rule.fcp_rate, steps, row, source))


def _fcp(sale: Sale, base: Decimal, rate: Decimal, steps: list[Step], row: str, source: str) -> Decimal:
    if not rate:
        return ZERO
    fcp = part(base, rate, sale.policy.rounding)
    steps.append(FCP.step(fcp, rate, base, row=row, source=source))
    return fcp
