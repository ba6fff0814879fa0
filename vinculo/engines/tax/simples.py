"""Simples Nacional: the effective rate of a company and the ICMS credit its buyers may take.

Source: LC 123/2006, arts. 18 (effective rate) and 23 (credit); the brackets come from the book.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax.errors import MissingRule
from vinculo.kernel.exact import HUNDRED, ZERO, Rounding, rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """A bracket of an annex: `up_to` reais of revenue in twelve months, rates and shares in points."""

    up_to: Decimal
    nominal_rate: Decimal
    deduction: Decimal
    icms_share: Decimal


EFFECTIVE = StepKind(
    "simples.effective",
    "Alíquota efetiva do Simples",
    "Receita de 12 meses {revenue} × {nominal} − parcela a deduzir {deduction}, dividido pela receita = {after}.",
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


@dataclass(frozen=True, slots=True)
class SimplesRates:
    """The effective rate (unrounded) and the credit rate, in points, and how they were found."""

    effective: Decimal
    credit: Decimal
    derivation: tuple[Step, ...]


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
    return SimplesRates(effective, credit, steps)
