"""Own ICMS and its FCP: inside the price, reduced, deferred, exempt, relieved, single-phase, or left to the DAS.

Sources: LC 87/1996, art. 13; CF, art. 155, § 2º, XI (when IPI stays out of the base); LC 123/2006 (Simples Nacional);
LC 192/2022 (single-phase fuels); ADCT, art. 82 (FCP).
"""

from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax import relief, single_phase
from vinculo.engines.tax.checks import require_burden, require_rates
from vinculo.engines.tax.errors import InvalidSituation, MissingRule, RuleConflict
from vinculo.engines.tax.inputs import Line, Sale
from vinculo.engines.tax.results import NOTHING, Charge, Icms
from vinculo.engines.tax.rules import IcmsRule, Relief
from vinculo.kernel.exact import HUNDRED, ZERO, cents, part

TAXED: Final = frozenset({"00", "10", "20", "51", "70", "90", "900"})
REDUCED: Final = frozenset({"20", "70"})
MAY_REDUCE: Final = frozenset({"20", "51", "70", "90", "900"})
MAY_DEFER: Final = frozenset({"51", "53", "90"})
EXEMPT: Final = frozenset({"30", "40", "41", "50"})
ALREADY_COLLECTED: Final = frozenset({"60", "500"})
NOT_IN_DAS: Final = frozenset({"103", "203", "300", "400"})
SINGLE_PHASE: Final = frozenset({"02", "15", "53", "61"})
GIVES_CREDIT: Final = frozenset({"101", "201", "900"})
WITHHOLDS: Final = frozenset({"10", "30", "70", "201", "202", "203"})
MAY_WITHHOLD: Final = WITHHOLDS | {"90", "900"}
CST: Final = frozenset({"00", "10", "20", "51", "70", "90"}) | EXEMPT | SINGLE_PHASE | {"60"}
CSOSN: Final = frozenset({"101", "102", "103", "201", "202", "203", "300", "400", "500", "900"})
# The names of the situations that highlight nothing, from the tables of CST and CSOSN (Ajuste SINIEF 7/2005).
WORDS: Final = {
    "30": "isenta ou não tributada, com ICMS por substituição", "40": "isenta", "41": "não tributada",
    "50": "suspensão", "101": "tributada com permissão de crédito", "102": "tributada sem permissão de crédito",
    "103": "isenta para a faixa de receita bruta", "201": "com permissão de crédito e ICMS por substituição",
    "202": "sem permissão de crédito e com ICMS por substituição",
    "203": "isenta para a faixa de receita bruta e com ICMS por substituição", "300": "imune",
    "400": "não tributada pelo Simples Nacional", "900": "outros",
}  # fmt: skip

BASE = StepKind(
    "icms.base",
    "Base de cálculo do ICMS",
    "Valor da operação {operation}[ + IPI {ipi}][ + Imposto Seletivo {selective}][ + IBS e CBS {reform}] = {after}.",
    dict.fromkeys(("operation", "ipi", "selective", "reform"), Unit.MONEY),
    source="LC 87/1996, art. 13, I e § 1º",
)
IPI_IN = "O IPI entra porque o comprador é o consumidor final."
SELECTIVE_IN = "O Imposto Seletivo faz parte da base do ICMS (CF, art. 153, § 6º, IV)."
IPI_OUT = "O IPI fica fora: venda entre contribuintes para revenda ou produção (CF, art. 155, § 2º, XI)."
GROSSED = StepKind(
    "icms.grossed_base",
    "Base única com a carga do destino",
    "({before} − ICMS interestadual de {rate}) ÷ (1 − {burden} do destino) = {after}.",
    {"rate": Unit.PERCENT, "burden": Unit.PERCENT},
    source="LC 87/1996, art. 13, § 6º (LC 190/2022)",
)
REDUCTION = StepKind(
    "icms.reduction",
    "Base reduzida do ICMS",
    "{before} com redução de {reduction} = {after}.",
    {"reduction": Unit.PERCENT},
    source="Benefício da regra aplicada",
)
AMOUNT = StepKind(
    "icms",
    "ICMS próprio",
    "{rate} sobre {base} = {after}, já contido no preço.",
    {"rate": Unit.PERCENT, "base": Unit.MONEY},
    source="LC 87/1996, art. 13, § 1º, I",
)
DEFERRED = StepKind(
    "icms.deferred",
    "ICMS diferido",
    "ICMS da operação {before}; {share} diferidos, {deferred}; a recolher {after}.",
    {"share": Unit.PERCENT, "deferred": Unit.MONEY},
    source="Diferimento da legislação estadual",
)
UNTAXED = StepKind(
    "icms", "ICMS próprio", "CST {situation}, {words}: não há ICMS a destacar.",
    {"situation": Unit.TEXT, "words": Unit.TEXT},
)  # fmt: skip
COLLECTED = StepKind(
    "icms",
    "ICMS próprio",
    "Código {situation}: o ICMS já foi retido antes, por substituição tributária; nada se destaca agora.",
    {"situation": Unit.TEXT},
    source="Convênio ICMS 142/2018",
)
IN_DAS = StepKind(
    "icms",
    "ICMS próprio",
    "CSOSN {situation}, {words}: o ICMS é recolhido no DAS do Simples Nacional e não é destacado.",
    {"situation": Unit.TEXT, "words": Unit.TEXT},
    source="LC 123/2006, art. 13",
)
OUT_OF_DAS = StepKind(
    "icms",
    "ICMS próprio",
    "CSOSN {situation}, {words}: não há ICMS a destacar nem a recolher no DAS.",
    {"situation": Unit.TEXT, "words": Unit.TEXT},
    source="LC 123/2006, art. 13",
)
CREDIT = StepKind(
    "icms.credit",
    "Crédito de ICMS que o comprador pode tomar",
    "{rate} sobre {base} = {after}; não altera o total.",
    {"rate": Unit.PERCENT, "base": Unit.MONEY},
    source="LC 123/2006, art. 23",
)
NO_CREDIT = StepKind(
    "icms.credit",
    "Crédito de ICMS que o comprador pode tomar",
    "Sem crédito: o comprador não revende nem industrializa a mercadoria.",
    {},
    source="LC 123/2006, art. 23, § 4º",
)
FCP = StepKind(
    "fcp",
    "FCP",
    "{rate} sobre a base do ICMS {base} = {after}, já contido no preço.",
    {"rate": Unit.PERCENT, "base": Unit.MONEY},
    source="ADCT, art. 82, § 1º",
)

FCP_DEFERRED = StepKind(
    "fcp.deferred",
    "FCP diferido",
    "FCP da operação {before}; {share} diferidos, {deferred}; a recolher {after}.",
    {"share": Unit.PERCENT, "deferred": Unit.MONEY},
    source=DEFERRED.source,
)


def check(sale: Sale, rule: IcmsRule) -> None:
    """Refuse a situation that is not of the seller's regime, and a rule that contradicts its situation."""
    allowed = CSOSN if sale.regime.uses_csosn else CST
    situation = rule.situation
    if situation not in allowed:
        if situation in CST or situation in CSOSN:
            asked = "CSOSN" if sale.regime.uses_csosn else "CST"
            raise InvalidSituation(f"O código {situation} do ICMS não serve para o regime de quem vende: use {asked}.")
        raise InvalidSituation(f"O código {situation} do ICMS não existe.")
    require_rates("ICMS", rule.rate, rule.reduction, rule.deferral, rule.fcp_rate, rule.fcp_deferral, rule.credit_rate)
    if situation in REDUCED and not rule.reduction:
        raise RuleConflict(f"O CST {situation} pede o percentual de redução da base.")
    if rule.reduction and situation not in MAY_REDUCE:
        raise RuleConflict(f"O código {situation} do ICMS não admite redução da base.")
    if situation in ("00", "10", "20", "70") and not rule.rate:
        raise MissingRule(f"O CST {situation} pede a alíquota do ICMS.")
    if (rule.deferral and situation not in MAY_DEFER) or (rule.fcp_deferral and situation not in MAY_DEFER - {"53"}):
        raise RuleConflict(f"O código {situation} do ICMS não admite diferimento.")
    if situation in ("101", "201") and not rule.credit_rate:
        raise MissingRule(f"O CSOSN {situation} pede a alíquota de crédito (pCredSN).")


def base_value(
    sale: Sale,
    rule: IcmsRule,
    operation: Decimal,
    ipi: Decimal,
    selective: Decimal,
    reform: Decimal,
    steps: list[Step],
) -> Decimal:
    """The value ICMS is reckoned on, before any reduction: with the Imposto Seletivo always (CF, art. 153, § 6º, IV),
    with IBS and CBS (`reform`) where the state says so."""
    ipi_in = sale.buyer_consumes if rule.ipi_in_base is None else rule.ipi_in_base
    included = ipi if ipi_in else ZERO
    value = operation + included + selective + reform
    if rule.situation in TAXED:
        about_ipi = (IPI_IN if ipi_in else IPI_OUT) if ipi and rule.ipi_in_base is None else ""
        note = " ".join(filter(None, (about_ipi, SELECTIVE_IN if selective else "")))
        steps.append(BASE.step(value, operation, included, selective, reform, row=rule.row, note=note))
    return value


def grossed(sale: Sale, value: Decimal, rate: Decimal, burden: Decimal, steps: list[Step]) -> Decimal:
    """`value`, whose price holds the interstate `rate` alone, with the `burden` of the destination inside instead.

    Raises `RuleConflict` for a burden of 100 points or more.
    """
    require_burden("DIFAL", burden)
    base = cents((value - part(value, rate, sale.policy.rounding)) / (1 - burden / HUNDRED), sale.policy.rounding)
    steps.append(GROSSED.step(base, rate, burden, before=value))
    return base


def own(
    sale: Sale, line: Line, rule: IcmsRule, operation: Decimal, value: Decimal, steps: list[Step]
) -> tuple[Icms, Charge]:
    """Own ICMS and FCP over `value`; `check` has already accepted the rule."""
    situation = rule.situation
    if situation in SINGLE_PHASE:
        return single_phase.charge(sale, line, rule, steps), NOTHING
    if situation in TAXED and (rule.rate or situation != "900"):
        return _taxed(sale, rule, operation, value, steps)
    if situation in EXEMPT:
        steps.append(UNTAXED.step(ZERO, situation, WORDS[situation], row=rule.row, source=rule.source or "RICMS da UF"))
        relieved, deducted = relief.of(sale, rule, value, HUNDRED, steps)
        return Icms(situation=situation, relieved=relieved, relief_deducted=deducted), NOTHING
    if situation in ALREADY_COLLECTED:
        steps.append(COLLECTED.step(ZERO, situation, row=rule.row, source=rule.source))
        return Icms(situation=situation), NOTHING
    das = OUT_OF_DAS if situation in NOT_IN_DAS else IN_DAS
    steps.append(das.step(ZERO, situation, WORDS[situation], row=rule.row, source=rule.source))
    rate, credit = _credit(sale, rule, operation, steps)
    return Icms(situation=situation, credit_rate=rate, credit=credit), NOTHING


def _taxed(sale: Sale, rule: IcmsRule, operation: Decimal, value: Decimal, steps: list[Step]) -> tuple[Icms, Charge]:
    rounding = sale.policy.rounding
    base = value
    if rule.reduction:
        base = cents(value * (HUNDRED - rule.reduction) / HUNDRED, rounding)
        steps.append(REDUCTION.step(base, rule.reduction, before=value, source=rule.source))
    on_operation = part(base, rule.rate, rounding)
    steps.append(AMOUNT.step(on_operation, rule.rate, base, row=rule.row, source=rule.source))
    deferred = ZERO
    if rule.deferral:
        deferred = part(on_operation, rule.deferral, rounding)
        due = on_operation - deferred
        steps.append(DEFERRED.step(due, rule.deferral, deferred, before=on_operation, source=rule.source))
    relieved = deducted = ZERO
    if rule.relief is not Relief.NONE and rule.reduction:
        relieved, deducted = relief.of(sale, rule, value, rule.reduction, steps)
    rate, credit = _credit(sale, rule, operation, steps) if rule.credit_rate else (ZERO, ZERO)
    icms = Icms(
        situation=rule.situation,
        base=base,
        rate=rule.rate,
        reduction=rule.reduction,
        amount=on_operation - deferred,
        operation_amount=on_operation,
        deferred=deferred,
        relieved=relieved,
        relief_deducted=deducted,
        credit_rate=rate,
        credit=credit,
    )
    return icms, _fcp(sale, rule, base, steps)


def _fcp(sale: Sale, rule: IcmsRule, base: Decimal, steps: list[Step]) -> Charge:
    if not rule.fcp_rate:
        return NOTHING
    amount = part(base, rule.fcp_rate, sale.policy.rounding)
    steps.append(FCP.step(amount, rule.fcp_rate, base, row=rule.row, source=rule.source))
    if rule.fcp_deferral:
        deferred = part(amount, rule.fcp_deferral, sale.policy.rounding)
        due = amount - deferred
        steps.append(FCP_DEFERRED.step(due, rule.fcp_deferral, deferred, before=amount, source=rule.source))
        amount = due
    return Charge(base, rule.fcp_rate, amount)


def _credit(sale: Sale, rule: IcmsRule, operation: Decimal, steps: list[Step]) -> tuple[Decimal, Decimal]:
    if not rule.credit_rate or rule.situation not in GIVES_CREDIT:
        return ZERO, ZERO
    if sale.buyer_consumes:
        steps.append(NO_CREDIT.step(ZERO))
        return ZERO, ZERO
    credit = part(operation, rule.credit_rate, sale.policy.rounding)
    steps.append(CREDIT.step(credit, rule.credit_rate, operation, row=rule.row, source=rule.source))
    return rule.credit_rate, credit
