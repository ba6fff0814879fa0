"""IBS, CBS and the Imposto Seletivo, the taxes on consumption of the reform.

Sources: EC 132/2023; LC 214/2025 (base: art. 12; rates of 2026: arts. 343 to 348; IS: arts. 409 on, its base: arts. 414
and 417, § 4º); NT 2025.002, rule UB16-10. In 2026 IBS and CBS are informative: shown, not added to the total.
"""

from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax.checks import require_amounts, require_rates
from vinculo.engines.tax.errors import InvalidSituation, MissingRule, NegativeBase, RuleConflict
from vinculo.engines.tax.inputs import Line, Sale
from vinculo.engines.tax.operation import taxable_quantity
from vinculo.engines.tax.results import Charge, IbsCbs
from vinculo.engines.tax.rules import IbsCbsRule, IsRule
from vinculo.kernel.exact import HUNDRED, ZERO, cents, part, rounded

TAXED: Final = frozenset({"000", "010", "011", "200", "220", "221", "222"})
MAY_REDUCE: Final = frozenset({"011", "200", "515", "550"})
DEFERRED: Final = frozenset({"510", "515"})
BY_UNIT: Final = "620"
SUSPENDED: Final = "550"
# The names of the situations that pay nothing, from the table of CST of IBS and CBS (NT 2025.002), in short.
UNTAXED: Final = {
    "400": "isenção", "410": "imunidade ou não incidência", "800": "transferência de crédito",
    "810": "ajuste de IBS na ZFM", "811": "ajustes", "820": "tributação em documento específico",
    "830": "exclusão da base de cálculo",
}  # fmt: skip
KNOWN: Final = TAXED | DEFERRED | UNTAXED.keys() | {SUSPENDED, BY_UNIT}

SELECTIVE_BASE = StepKind(
    "is.base",
    "Base de cálculo do Imposto Seletivo",
    "Operação {operation}[ − ICMS {icms}][ − DIFAL {difal}][ − FCP {fcp}][ − ISS {iss}] = {after}.",
    dict.fromkeys(("operation", "icms", "difal", "fcp", "iss"), Unit.MONEY),
    source="LC 214/2025, arts. 414 e 417, § 4º",
)

SELECTIVE = StepKind(
    "is",
    "Imposto Seletivo",
    "[{rate} sobre {base}][ + {quantity} unidades × {amount}] = {after}, cobrado além do preço.",
    {"rate": Unit.PERCENT, "base": Unit.MONEY, "quantity": Unit.NUMBER, "amount": Unit.UNIT_PRICE},
    source="LC 214/2025, arts. 409 a 438",
)
BASE = StepKind(
    "ibs_cbs.base",
    "Base de cálculo do IBS e da CBS",
    "Operação {operation}[ − PIS {pis}][ − COFINS {cofins}][ − ICMS {icms}][ − DIFAL {difal}][ − FCP {fcp}]"
    "[ − ISS {iss}][ + Imposto Seletivo {selective}][ com redução de {reduction}] = {after}.",
    {
        **dict.fromkeys(("operation", "pis", "cofins", "icms", "difal", "fcp", "iss", "selective"), Unit.MONEY),
        "reduction": Unit.PERCENT,
    },
    source="LC 214/2025, art. 12, § 2º; NT 2025.002, regra UB16-10",
)
SOURCE = "EC 132/2023; LC 214/2025"
SENTENCE = (
    "{full}[ com redução de {reduction} = {rate}] sobre {base}[, menos {deferred} diferidos]"
    "[, menos {suspended} suspensos] = {after}."
)
INPUTS = {
    "full": Unit.PERCENT,
    "reduction": Unit.PERCENT,
    "rate": Unit.PERCENT,
    "base": Unit.MONEY,
    "deferred": Unit.MONEY,
    "suspended": Unit.MONEY,
}
CBS = StepKind("cbs", "CBS", SENTENCE, INPUTS)
IBS_STATE = StepKind("ibs.state", "IBS estadual", SENTENCE, INPUTS)
IBS_MUNICIPAL = StepKind("ibs.municipal", "IBS municipal", SENTENCE, INPUTS)
BY_UNIT_SENTENCE = "{quantity} unidades × {amount} = {after}, uma única vez."
BY_UNIT_INPUTS = {"quantity": Unit.NUMBER, "amount": Unit.UNIT_PRICE}
CBS_BY_UNIT = StepKind("cbs", "CBS", BY_UNIT_SENTENCE, BY_UNIT_INPUTS, source="LC 214/2025, arts. 172 a 180")
IBS_BY_UNIT = StepKind("ibs.state", "IBS", BY_UNIT_SENTENCE, BY_UNIT_INPUTS, source="LC 214/2025, arts. 172 a 180")
NONE = StepKind(
    "ibs_cbs",
    "IBS e CBS",
    "CST {situation}, {words} (cClassTrib {classification}): não há IBS nem CBS a pagar nesta operação.",
    {"situation": Unit.TEXT, "words": Unit.TEXT, "classification": Unit.TEXT},
    source="LC 214/2025",
)
IN_DAS = StepKind(
    "ibs_cbs",
    "IBS e CBS",
    "O vendedor é do Simples Nacional: IBS e CBS vão no DAS, e nada se destaca no item;"
    " o comprador credita o que foi pago no DAS.",
    {},
    source="LC 214/2025, arts. 41 e 47; LC 123/2006",
)
ESTIMATED = "Alíquota estimada: a lei ainda não a fixou."
INFORMATIVE = "Valor só informativo: não se soma ao total (LC 214/2025, art. 348)."
ADDED = "Cobrado além do preço."
TOGETHER = "O Imposto Seletivo faz parte da base do ICMS, e o ICMS sai da base dele: um é achado com o outro."
RATE_PLACES: Final = 4
"""Decimals of an effective rate, in points: those of pAliqEfet in the NF-e."""


def selective(
    sale: Sale,
    line: Line,
    rule: IsRule,
    operation: Decimal,
    inside: tuple[Decimal, Decimal, Decimal, Decimal],
    steps: list[Step],
) -> Charge:
    """The Imposto Seletivo of the line: by rate, by unit, or both; `inside` are ICMS, DIFAL, FCP and ISS, which leave
    the base of the rate until they end with 2032."""
    require_amounts("Imposto Seletivo", rule.rate, rule.amount_per_unit)
    base = operation - sum(inside, ZERO)
    if base < ZERO:
        raise NegativeBase("A base do Imposto Seletivo ficou negativa: o ICMS passa do valor da operação.")
    quantity = taxable_quantity(line)
    by_rate = part(base, rule.rate, sale.policy.rounding)
    amount = by_rate + cents(quantity * rule.amount_per_unit, sale.policy.rounding)
    if rule.rate and any(inside):
        steps.append(SELECTIVE_BASE.step(base, operation, *inside, note=TOGETHER if inside[0] else ""))
    shown = base if rule.rate else ZERO
    counted = quantity if rule.amount_per_unit else ZERO
    steps.append(
        SELECTIVE.step(amount, rule.rate, shown, counted, rule.amount_per_unit, row=rule.row, source=rule.source)
    )
    return Charge(base, rule.rate, amount)


def charge(
    sale: Sale,
    line: Line,
    rule: IbsCbsRule,
    operation: Decimal,
    inside: tuple[Decimal, Decimal, Decimal, Decimal, Decimal, Decimal],
    selective_amount: Decimal,
    steps: list[Step],
) -> IbsCbs:
    """IBS and CBS; `inside` are PIS, COFINS, ICMS, DIFAL, FCP and ISS, in that order, which leave the base."""
    _check(rule)
    if rule.situation in UNTAXED:
        steps.append(
            NONE.step(
                ZERO, rule.situation, UNTAXED[rule.situation], rule.classification, row=rule.row, source=rule.source
            )
        )
        return IbsCbs(situation=rule.situation, classification=rule.classification)
    in_total = sale.policy.ibs_cbs_in_total
    if rule.situation == BY_UNIT:
        return _by_unit(sale, line, rule, in_total, steps)
    base = _base(sale, rule, operation, inside, selective_amount, steps)
    cbs = _part(sale, CBS, rule, rule.cbs_rate, rule.cbs_reduction, base, steps)
    state = _part(sale, IBS_STATE, rule, rule.ibs_state_rate, rule.ibs_reduction, base, steps)
    municipal = _part(sale, IBS_MUNICIPAL, rule, rule.ibs_municipal_rate, rule.ibs_reduction, base, steps)
    return IbsCbs(
        situation=rule.situation,
        classification=rule.classification,
        base=base,
        cbs_rate=cbs[0],
        cbs=cbs[1],
        ibs_state_rate=state[0],
        ibs_state=state[1],
        ibs_municipal_rate=municipal[0],
        ibs_municipal=municipal[1],
        deferred=cbs[2] + state[2] + municipal[2],
        suspended=cbs[3] + state[3] + municipal[3],
        in_total=in_total,
    )


def _check(rule: IbsCbsRule) -> None:
    situation = rule.situation
    if situation not in KNOWN:
        raise InvalidSituation(f"O código {situation} não é uma situação do IBS e da CBS.")
    if len(rule.classification) != 6 or rule.classification[:3] != situation:
        raise RuleConflict(
            f"A classificação {rule.classification} não é da situação {situation}: os três primeiros dígitos diferem."
        )
    require_rates(
        "IBS/CBS",
        rule.cbs_rate,
        rule.ibs_state_rate,
        rule.ibs_municipal_rate,
        rule.cbs_reduction,
        rule.ibs_reduction,
        rule.base_reduction,
        rule.deferral,
    )
    if (rule.cbs_reduction or rule.ibs_reduction) and situation not in MAY_REDUCE:
        raise RuleConflict(f"A situação {situation} do IBS e da CBS não admite redução de alíquota.")
    if rule.deferral and situation not in DEFERRED:
        raise RuleConflict(f"A situação {situation} do IBS e da CBS não admite diferimento.")


def _base(
    sale: Sale,
    rule: IbsCbsRule,
    operation: Decimal,
    inside: tuple[Decimal, Decimal, Decimal, Decimal, Decimal, Decimal],
    selective_amount: Decimal,
    steps: list[Step],
) -> Decimal:
    base = operation - sum(inside, ZERO) + selective_amount
    if base < ZERO:
        raise NegativeBase("A base do IBS e da CBS ficou negativa: os tributos do preço passam do valor da operação.")
    if rule.base_reduction:
        base = cents(base * (HUNDRED - rule.base_reduction) / HUNDRED, sale.policy.rounding)
    steps.append(BASE.step(base, operation, *inside, selective_amount, rule.base_reduction))
    return base


def _part(
    sale: Sale,
    kind: StepKind,
    rule: IbsCbsRule,
    full: Decimal,
    reduction: Decimal,
    base: Decimal,
    steps: list[Step],
) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """The effective rate, the amount due, the amount put off and the amount suspended."""
    rate = rounded(full * (HUNDRED - reduction) / HUNDRED, RATE_PLACES) if reduction else full
    amount = part(base, rate, sale.policy.rounding)
    suspended = amount if rule.situation == SUSPENDED else ZERO
    deferred = part(amount, rule.deferral, sale.policy.rounding) if rule.deferral else ZERO
    due = amount - deferred - suspended
    if full:
        note = ADDED if sale.policy.ibs_cbs_in_total else INFORMATIVE
        is_estimate, own = (
            (rule.cbs_is_estimate, rule.cbs_source) if kind is CBS else (rule.ibs_is_estimate, rule.ibs_source)
        )
        if is_estimate:
            note = f"{note} {ESTIMATED}"
        source = "; ".join(filter(None, (rule.source, own))) or SOURCE
        shown = rate if reduction else ZERO
        steps.append(
            kind.step(due, full, reduction, shown, base, deferred, suspended, row=rule.row, source=source, note=note)
        )
    return rate, due, deferred, suspended


def _by_unit(sale: Sale, line: Line, rule: IbsCbsRule, in_total: bool, steps: list[Step]) -> IbsCbs:
    if not (rule.cbs_per_unit or rule.ibs_per_unit):
        raise MissingRule("A situação 620 pede os valores de IBS e de CBS por unidade.")
    require_amounts("IBS/CBS", rule.cbs_per_unit, rule.ibs_per_unit)
    quantity = taxable_quantity(line)
    cbs = cents(quantity * rule.cbs_per_unit, sale.policy.rounding)
    ibs = cents(quantity * rule.ibs_per_unit, sale.policy.rounding)
    note = ADDED if in_total else INFORMATIVE
    steps.append(CBS_BY_UNIT.step(cbs, quantity, rule.cbs_per_unit, row=rule.row, source=rule.source, note=note))
    steps.append(IBS_BY_UNIT.step(ibs, quantity, rule.ibs_per_unit, row=rule.row, source=rule.source, note=note))
    return IbsCbs(
        situation=rule.situation,
        classification=rule.classification,
        base=quantity,
        cbs_rate=rule.cbs_per_unit,
        cbs=cbs,
        ibs_state_rate=rule.ibs_per_unit,
        ibs_state=ibs,
        in_total=in_total,
    )
