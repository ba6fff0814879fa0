"""Among whom commissions are split."""

from datetime import date

from vinculo.engines.pricing import Seller
from vinculo.price_book.models import CommissionSplit


def commission_splits(company_id: int, *, on: date) -> dict[str, tuple[Seller, ...]]:
    """The splits in use on a day, by code, as the commission engine takes them. One query."""
    rows = CommissionSplit.objects.filter(company_id=company_id, is_active=True).in_force(on)
    return {
        row.code: tuple(Seller(name, share) for name, share in zip(row.names, row.shares, strict=True)) for row in rows
    }
