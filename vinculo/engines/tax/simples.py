"""Simples Nacional: the effective rate of a company, its DAS, and the ICMS credit its buyers may take.

Source: LC 123/2006, arts. 18 (effective rate, and revenue set apart) and 23 (credit); the brackets come from the book.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax import icms
from vinculo.engines.tax.errors import MissingRule
from vinculo.engines.tax.inputs import Line, Regime, Sale
from vinculo.engines.tax.results import Icms, LineTaxes, SaleTaxes
from vinculo.kernel.exact import HUNDRED, ZERO, Rounding, part, rounded
from vinculo.kernel.figures import percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """A bracket of an annex: `up_to` reais of revenue in twelve months, rates and shares in points."""

    up_to: Decimal
    nominal_rate: Decimal
    deduction: Decimal
    icms_share: Decimal
    contributions_share: Decimal = ZERO


EFFECTIVE = StepKind(
    "simples.effective",
    "Alíquota efetiva do Simples",
    "(Receita de 12 meses {revenue} × {nominal}[ − parcela a deduzir {deduction}]) ÷ {revenue} = {after}.",
    {"revenue": Unit.MONEY, "nominal": Unit.PERCENT, "deduction": Unit.MONEY},
    Unit.PERCENT,
    "LC 123/2006, art. 18, § 1º-A",
)
CREDIT_RATE = StepKind(
    "simples.credit_rate",
    "Alíquota de crédito do ICMS (pCredSN)",
    "Alíquota efetiva {effective} × parte do ICMS na faixa {share} = {after}.",
    {"effective": Unit.PERCENT, "share": Unit.PERCENT},
    Unit.PERCENT,
    "LC 123/2006, art. 23, § 2º",
)

DAS = StepKind(
    "simples.das",
    "DAS do Simples Nacional",
    "{rate} sobre a receita {revenue} = {after}, recolhido por quem vende: já está no preço.",
    {"rate": Unit.PERCENT, "revenue": Unit.MONEY},
    source="LC 123/2006, art. 18, §§ 3º e 4º-A",
)
CREDITED: Final = "icms.credit"
NO_ICMS: Final = icms.NOT_IN_DAS | icms.ALREADY_COLLECTED
# Single-phase goods and those whose PIS and COFINS were withheld: art. 18, § 4º-A, I.
NO_CONTRIBUTIONS: Final = frozenset({"04", "05"})
WITHOUT_ICMS = "Da alíquota efetiva, {effective}, sai a parte do ICMS, {icms} dela, que não é recolhida no DAS."
WITHOUT_CONTRIBUTIONS = (
    "Da alíquota efetiva, {effective}, sai a parte do PIS e da COFINS, {contributions} dela, já pagos antes."
)
WITHOUT_BOTH = (
    "Da alíquota efetiva, {effective}, saem a parte do ICMS, {icms} dela, que não é recolhida no DAS, e a do PIS e da"
    " COFINS, {contributions} dela, já pagos antes."
)


@dataclass(frozen=True, slots=True)
class SimplesRates:
    """The effective rate (unrounded), the shares in it of ICMS and of PIS and COFINS and the credit rate, in points,
    and how they were found."""

    effective: Decimal
    icms_share: Decimal
    contributions_share: Decimal
    credit: Decimal
    derivation: tuple[Step, Step]


def rates(revenue: Decimal, brackets: Sequence[Bracket], places: int = 2) -> SimplesRates:
    """The rates of a company with `revenue` reais in the last twelve months; `brackets` sorted by `up_to`.

    In the first bracket the effective rate is the nominal one. Raises `MissingRule` when the revenue passes the last
    bracket. 300,000 in Annex I gives an effective rate of 5.32 and a credit of 1.81.
    """
    bracket = next((bracket for bracket in brackets if revenue <= bracket.up_to), None)
    if bracket is None:
        raise MissingRule("A receita de 12 meses passa da última faixa do Simples Nacional.")
    effective = bracket.nominal_rate
    if bracket.deduction:
        effective = (revenue * bracket.nominal_rate / HUNDRED - bracket.deduction) / revenue * HUNDRED
    credit = rounded(effective * bracket.icms_share / HUNDRED, places, Rounding.HALF_UP) if effective > ZERO else ZERO
    steps = (
        EFFECTIVE.step(rounded(effective, 4), revenue, bracket.nominal_rate, bracket.deduction),
        CREDIT_RATE.step(credit, rounded(effective, 4), bracket.icms_share),
    )
    return SimplesRates(effective, bracket.icms_share, bracket.contributions_share, credit, steps)


def das(sale: Sale, line: Line, own: Icms, revenue: Decimal, steps: list[Step]) -> Decimal:
    """What the DAS takes of a line of goods that brings `revenue` reais; zero where the policy has no rate.

    The part of ICMS is left out where ICMS was withheld before (CSOSN 500), on exempt, immune and untaxed goods, above
    the sub-limit and where it is highlighted (CSOSN 900), and so paid apart: art. 13, § 1º, XIII; that of PIS and
    COFINS where they were paid before (CST 04 and 05). What an export would leave out is not: of the shares of a
    bracket only these are kept.
    """
    policy = sale.policy
    if not policy.das_rate:
        return ZERO
    without_icms = own.situation in NO_ICMS or bool(own.amount) or sale.regime is Regime.SIMPLES_ABOVE_LIMIT
    of_icms = policy.das_icms_share if without_icms else ZERO
    rule = line.rules.pis_cofins
    paid_before = rule is not None and rule.situation in NO_CONTRIBUTIONS
    of_contributions = policy.das_contributions_share if paid_before else ZERO
    rate = rounded(policy.das_rate * (HUNDRED - of_icms - of_contributions) / HUNDRED, 4)
    amount = part(revenue, rate, policy.rounding)
    words = {
        (True, True): WITHOUT_BOTH, (True, False): WITHOUT_ICMS,
        (False, True): WITHOUT_CONTRIBUTIONS, (False, False): "",
    }[bool(of_icms), bool(of_contributions)]  # fmt: skip
    note = words.format(
        effective=percentage(policy.das_rate), icms=percentage(of_icms), contributions=percentage(of_contributions)
    )
    steps.append(DAS.step(amount, rate, revenue, note=note))
    return amount


def with_rates(taxes: SaleTaxes, told: SimplesRates) -> SaleTaxes:
    """The same taxes, the steps of each line that rest on the rates of the company preceded by how those were found."""
    return replace(taxes, lines=tuple(_with_rates(line, told) for line in taxes.lines))


def _with_rates(line: LineTaxes, told: SimplesRates) -> LineTaxes:
    effective, credit = told.derivation
    steps: list[Step] = []
    for step in line.derivation:
        gives_credit = step.code == CREDITED and step.after
        if (gives_credit or step.kind is DAS) and effective not in steps:
            steps.append(effective)
        if gives_credit:
            steps.append(credit)
        steps.append(step)
    return line if len(steps) == len(line.derivation) else replace(line, derivation=tuple(steps))
