"""The payment terms of the book as the engine takes them."""

from vinculo.engines import pricing
from vinculo.price_book.models import PaymentTerm


def engine_term(term: PaymentTerm) -> pricing.PaymentTerm:
    """Raises `BadTerm` for figures that cannot be together."""
    return pricing.PaymentTerm(
        name=term.name,
        days=tuple(term.days),
        shares=tuple(term.shares),
        base=pricing.DueBase(term.base),
        interest=pricing.Interest(term.interest),
        rate=term.rate,
        minimum_order=term.minimum_order,
        minimum_instalment=term.minimum_instalment,
        taxes_in_first=term.taxes_in_first,
        residue=pricing.Residue(term.residue),
    )
