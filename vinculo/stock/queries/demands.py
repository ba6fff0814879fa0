"""What a customer asks of lots, product by product."""

from collections.abc import Mapping

from django.db.models import Q

from vinculo.customers.models import Party
from vinculo.stock.models import LotRequirement
from vinculo.stock.rules import LotDemand


def demands_of(company_id: int, party_id: int | None, shelf_lives: Mapping[int, int]) -> dict[int, LotDemand]:
    """For each product (by id, with its own minimum life in days) what the customer asks. One query, and none
    without a customer.

    The most particular row decides: customer and product, customer, class and product, class; else the product.
    """
    if party_id is None:
        return {product: LotDemand(days) for product, days in shelf_lives.items()}
    theirs = Party.objects.filter(pk=party_id, company_id=company_id).exclude(classification="")
    whose = Q(party_id=party_id) | Q(party__isnull=True, classification__in=theirs.values("classification"))
    rows = LotRequirement.objects.filter(whose, company_id=company_id)
    rows = rows.filter(Q(product__isnull=True) | Q(product__in=list(shelf_lives)))
    found = {(row.party_id is not None, row.product_id): LotDemand(row.minimum_days, row.single_lot) for row in rows}
    return {
        product: next(
            (found[key] for key in ((True, product), (True, None), (False, product), (False, None)) if key in found),
            LotDemand(days),
        )
        for product, days in shelf_lives.items()
    }
