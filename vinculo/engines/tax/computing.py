"""The pipeline: operation, IPI, ICMS, ST, DIFAL, PIS/COFINS, IS, IBS/CBS, ISS and the total, by line, then sums."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, Overflow
from typing import Final

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax import consumption, contributions, difal, icms, ipi, iss, operation, simples, substitution
from vinculo.engines.tax.checks import require_rates
from vinculo.engines.tax.errors import CannotTax, InvalidSale, MissingRule, RuleConflict, TaxError
from vinculo.engines.tax.inputs import ABROAD, Line, Nature, Sale, Tax
from vinculo.engines.tax.results import NOTHING, Charge, Difal, IbsCbs, Icms, IcmsSt, Iss, LineTaxes, SaleTaxes
from vinculo.engines.tax.rules import DifalBase, IcmsRule, LineRules
from vinculo.engines.tax.summing import totals
from vinculo.kernel.brazil.inscricao_estadual import STATES
from vinculo.kernel.exact import ZERO
from vinculo.kernel.figures import amount_in_reais

ROUNDS: Final = 40
"""IBS/CBS inside the base of ICMS, whose amount leaves the base of IBS/CBS, and the Imposto Seletivo, always inside the
base of ICMS, which leaves its own: they settle to the cent in a few rounds (more only at rates far above 100)."""
UNSETTLED: Final = (
    "O ICMS e os tributos que entram na base dele dependem um do outro, e nenhum valor fecha no centavo: a base fica"
    " com {} de diferença da soma deles."
)

TOTAL = StepKind(
    "total",
    "Total do item",
    "Operação {operation}[ + IPI {ipi}][ + ICMS-ST {st}][ + FCP-ST {fcp_st}][ + ICMS monofásico retido {retained}]"
    "[ + Imposto Seletivo {selective}][ + IBS e CBS {reform}][ − ICMS desonerado {relief}] = {after}.",
    dict.fromkeys(("operation", "ipi", "st", "fcp_st", "retained", "selective", "reform", "relief"), Unit.MONEY),
    source="Manual de Orientação da NF-e, campo vNF",
)
MVA_PLACES: Final = range(2, 5)
BEYOND: Final = (InvalidOperation, Overflow)
TOO_LARGE: Final = "Há um número grande demais para calcular."

NO_ICMS: Final = Icms()
NO_ST: Final = IcmsSt()
NO_DIFAL: Final = Difal()
NO_IBS_CBS: Final = IbsCbs()
NO_ISS: Final = Iss()


@dataclass(frozen=True, slots=True)
class _Inside:
    """The taxes that live inside the price of a line, and those reckoned from them."""

    icms: Icms
    fcp: Charge
    icms_st: IcmsSt
    fcp_st: Charge
    difal: Difal
    pis: Charge
    cofins: Charge
    iss: Iss
    selective: Charge
    ibs_cbs: IbsCbs


def tax(sale: Sale) -> SaleTaxes:
    """Tax every line of `sale`, header amounts shared among them first.

    Raises `CannotTax` with every problem found, line by line: a missing rule, a situation that is not of the regime, a
    rule that contradicts itself, a negative base, an amount that makes no sense. Nothing is ever taxed at zero for want
    of a rule.
    """
    try:
        _check(sale)
        lines = operation.with_header(sale)
    except TaxError as problem:
        raise CannotTax((problem,)) from problem
    except BEYOND as huge:
        raise CannotTax((InvalidSale(TOO_LARGE),)) from huge
    taxed: list[LineTaxes] = []
    problems: list[TaxError] = []
    for number, line in enumerate(lines, 1):
        try:
            taxed.append(tax_line(sale, line))
        except TaxError as problem:
            problems.append(problem.at(number))
        except BEYOND:
            problems.append(InvalidSale(TOO_LARGE, number))
    if problems:
        raise CannotTax(tuple(problems))
    return SaleTaxes(lines=tuple(taxed), totals=totals(taxed))


def tax_line(sale: Sale, line: Line) -> LineTaxes:
    """Tax one line by itself. Raises the `TaxError` of the first problem found."""
    steps: list[Step] = []
    rules = line.rules
    _require(sale, line, rules)
    goods, value = operation.of_line(sale, line, steps)
    ipi_charge = ipi.charge(sale, line, rules.ipi, value, steps) if rules.ipi else NOTHING
    inside, after = _settled(sale, line, value, ipi_charge.amount)
    steps += after
    in_total = sale.policy.ibs_cbs_in_total
    added = (inside.selective.amount, inside.ibs_cbs.amount) if in_total else (ZERO, ZERO)
    relief = inside.icms.relief_deducted
    das = simples.das(sale, line, inside.icms, value, steps) if line.nature is Nature.GOODS else ZERO
    extra = (ipi_charge.amount, inside.icms_st.amount, inside.fcp_st.amount, inside.icms.retained, *added)
    total = value + sum(extra, ZERO) - relief
    steps.append(TOTAL.step(total, value, *extra, relief))
    return LineTaxes(
        goods=goods,
        discount=line.discount,
        freight=line.freight,
        insurance=line.insurance,
        other=line.other,
        operation=value,
        ipi=ipi_charge,
        icms=inside.icms,
        fcp=inside.fcp,
        icms_st=inside.icms_st,
        fcp_st=inside.fcp_st,
        difal=inside.difal,
        pis=inside.pis,
        cofins=inside.cofins,
        selective=inside.selective,
        ibs_cbs=inside.ibs_cbs,
        iss=inside.iss,
        das=das,
        total=total,
        derivation=tuple(steps),
    )


def _settled(sale: Sale, line: Line, value: Decimal, ipi_amount: Decimal) -> tuple[_Inside, list[Step]]:
    """The taxes inside the price; where the base of one holds another that its amount leaves, repeated until all stand
    still, or go round among neighbouring cents: the ICMS base then says so."""
    selective = reform = ZERO
    tried: dict[tuple[Decimal, Decimal], tuple[Decimal, _Inside, list[Step]]] = {}
    for _ in range(ROUNDS):
        steps: list[Step] = []
        inside = _inside(sale, line, value, ipi_amount, selective, reform, steps)
        in_icms = inside.ibs_cbs.amount if sale.policy.ibs_cbs_in_icms_base else ZERO
        found = (inside.selective.amount, in_icms)
        if line.rules.icms is None or (selective, reform) == found:
            return inside, steps
        tried[selective, reform] = (abs(sum(found) - selective - reform), inside, steps)
        if found in tried:
            break
        selective, reform = found
    around = list(tried)[list(tried).index(found) :] if found in tried else [(selective, reform)]
    gap, inside, steps = min((tried[each] for each in around), key=lambda each: each[0])
    return inside, [_unsettled(step, gap) if step.kind is icms.BASE else step for step in steps]


def _unsettled(base: Step, gap: Decimal) -> Step:
    """The step of the ICMS base, which is `gap` away from the sum of its parts."""
    words = UNSETTLED.format(amount_in_reais(gap)) if gap else ""
    return base._replace(note=" ".join(filter(None, (base.note, words))))


def _inside(
    sale: Sale,
    line: Line,
    value: Decimal,
    ipi_amount: Decimal,
    selective: Decimal,
    reform: Decimal,
    steps: list[Step],
) -> _Inside:
    rules = line.rules
    own, fcp, st, fcp_st, difference = NO_ICMS, NOTHING, NO_ST, NOTHING, NO_DIFAL
    if rules.icms is not None:
        icms.check(sale, rules.icms)
        base = icms.base_value(sale, rules.icms, value, ipi_amount, selective, reform, steps)
        base = _grossed(sale, rules, rules.icms, base, steps)
        own, fcp = icms.own(sale, line, rules.icms, value, base, steps)
        paid = substitution.Own(value, ipi_amount, selective + reform, own, fcp.amount, base)
        st, fcp_st = _substitution(sale, line, rules.icms, paid, steps)
        if rules.difal is not None and difal.is_due(sale) and not (rules.icms_st and rules.icms_st.for_consumption):
            difference = difal.charge(sale, rules.difal, own, base, steps)
    labour = iss.charge(sale, rules.iss, value, steps) if rules.iss else NO_ISS
    fcp_paid = fcp.amount + difference.fcp_by_seller
    inside = (own.amount, difference.by_seller, fcp_paid, labour.amount)
    selected = consumption.selective(sale, line, rules.selective, value, inside, steps) if rules.selective else NOTHING
    pis = cofins = NOTHING
    if rules.pis_cofins is not None:
        pis, cofins = contributions.charge(sale, line, rules.pis_cofins, value, inside, steps)
    both = NO_IBS_CBS
    if rules.ibs_cbs is not None:
        out = (pis.amount, cofins.amount, own.amount, difference.by_seller, fcp_paid, labour.amount)
        both = consumption.charge(sale, line, rules.ibs_cbs, value, out, selected.amount, steps)
    elif sale.policy.ibs_cbs_in_das:
        steps.append(consumption.IN_DAS.step(ZERO))
    return _Inside(own, fcp, st, fcp_st, difference, pis, cofins, labour, selected, both)


def _grossed(sale: Sale, rules: LineRules, rule: IcmsRule, base: Decimal, steps: list[Step]) -> Decimal:
    """The base brought to the burden of the destination, where the rule says the price does not hold it yet."""
    difference = rules.difal
    if difference is None or difference.base is not DifalBase.GROSS_UP or not difal.is_due(sale):
        return base
    if sale.buyer.contributes or difal.is_spared(sale):
        return base
    rate = rule.rate if difference.interstate_rate is None else difference.interstate_rate
    return icms.grossed(sale, base, rate, difference.internal_rate + difference.fcp_rate, steps)


def _substitution(
    sale: Sale, line: Line, rule: IcmsRule, own: substitution.Own, steps: list[Step]
) -> tuple[IcmsSt, Charge]:
    st = line.rules.icms_st
    if st is None:
        if rule.situation in icms.WITHHOLDS:
            raise MissingRule(f"O código {rule.situation} do ICMS pede uma regra de substituição tributária.")
        return NO_ST, NOTHING
    if rule.situation not in icms.MAY_WITHHOLD:
        raise RuleConflict(f"O código {rule.situation} do ICMS não admite substituição tributária.")
    return substitution.charge(sale, line, st, own, steps)


def _require(sale: Sale, line: Line, rules: LineRules) -> None:
    if line.nature is Nature.SERVICE:
        if rules.iss is None and not sale.policy.iss_has_ended:
            raise MissingRule("Falta a regra de ISS do serviço.")
        if rules.icms or rules.ipi or rules.icms_st or rules.difal:
            raise RuleConflict("Serviço sujeito ao ISS não paga ICMS nem IPI.")
        present: dict[Tax, object] = {Tax.PIS_COFINS: rules.pis_cofins, Tax.IBS_CBS: rules.ibs_cbs}
    else:
        present = {
            Tax.ICMS: rules.icms,
            Tax.IPI: rules.ipi,
            Tax.ICMS_ST: rules.icms_st,
            Tax.DIFAL: rules.difal,
            Tax.PIS_COFINS: rules.pis_cofins,
            Tax.IBS_CBS: rules.ibs_cbs,
            Tax.IS: rules.selective,
        }
    for wanted in sale.required:
        if wanted in present and present[wanted] is None:
            raise MissingRule(f"Falta a regra de {NAMES[wanted]} para este item.")
    if line.nature is Nature.GOODS and rules.difal is None and _owes_difference(sale, rules):
        raise MissingRule("Venda interestadual a consumidor final: falta a regra de DIFAL para este item.")


def _owes_difference(sale: Sale, rules: LineRules) -> bool:
    """Whether somebody owes DIFAL on this line, by rule of law, whatever the book says."""
    rule = rules.icms
    if rule is None or not difal.is_due(sale) or difal.is_spared(sale):
        return False
    if rules.icms_st is not None and rules.icms_st.for_consumption:
        return False
    return rule.situation in icms.TAXED and bool(rule.rate)


def _check(sale: Sale) -> None:
    if not sale.lines:
        raise InvalidSale("A venda não tem itens.")
    for uf, known in ((sale.seller_uf, STATES), (sale.buyer_uf, STATES | {ABROAD})):
        if uf not in known:
            raise InvalidSale(f"A UF “{uf}” não existe: escreva a sigla em maiúsculas, EX para o exterior.")
    for name, amount in (
        ("frete", sale.header.freight),
        ("seguro", sale.header.insurance),
        ("outras despesas", sale.header.other),
        ("desconto", sale.header.discount),
    ):
        if amount < ZERO:
            raise InvalidSale(f"O valor de {name} da venda não pode ser negativo.")
    policy = sale.policy
    shares = (policy.das_icms_share, policy.das_contributions_share)
    require_rates("Simples Nacional", policy.das_rate, *shares, sum(shares, ZERO))
    if policy.mva_places not in MVA_PLACES:
        raise InvalidSale(f"A MVA ajustada tem de {MVA_PLACES[0]} a {MVA_PLACES[-1]} casas decimais.")


NAMES: Final = {
    Tax.ICMS: "ICMS",
    Tax.IPI: "IPI",
    Tax.ICMS_ST: "ICMS-ST",
    Tax.DIFAL: "DIFAL",
    Tax.PIS_COFINS: "PIS/COFINS",
    Tax.IBS_CBS: "IBS/CBS",
    Tax.IS: "Imposto Seletivo",
    Tax.ISS: "ISS",
}
