"""Figures of a rule that cannot be right, whatever the tax."""

from decimal import Decimal

from vinculo.engines.tax.errors import RuleConflict
from vinculo.kernel.exact import HUNDRED, ZERO


def require_rates(tax: str, *rates: Decimal) -> None:
    """Raise `RuleConflict` for a rate, reduction or share below 0 or above 100 points."""
    for rate in rates:
        if not ZERO <= rate <= HUNDRED:
            raise RuleConflict(f"A regra de {tax} traz um percentual fora de 0 a 100: {rate:f}.")


def require_amounts(tax: str, *amounts: Decimal) -> None:
    """Raise `RuleConflict` for a negative amount per unit, or a negative rate of a tax without a ceiling of 100 points
    (IPI and Imposto Seletivo of cigarettes)."""
    for amount in amounts:
        if amount < ZERO:
            raise RuleConflict(f"A regra de {tax} traz um valor negativo: {amount:f}.")


def require_burden(tax: str, *rates: Decimal) -> None:
    """Raise `RuleConflict` when the rates that go inside a price sum to 100 points or more."""
    if sum(rates, ZERO) >= HUNDRED:
        raise RuleConflict(f"As alíquotas de {tax} somam 100% ou mais: nenhum preço as comporta.")
