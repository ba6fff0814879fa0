"""What a customer asks of lots, product by product."""

from collections.abc import Mapping

from django.db import connection

from vinculo.stock.rules import LotDemand

_DEMANDS = """
    select demand.party_id is not null, demand.product_id, demand.minimum_days, demand.single_lot
    from stock_lotrequirement demand
    left join customers_party party on party.id = %(party)s and party.company_id = demand.company_id
    where demand.company_id = %(company)s
        and (demand.product_id is null or demand.product_id = any(%(products)s::bigint[]))
        and (demand.party_id = %(party)s
            or demand.party_id is null and party.classification <> '' and demand.classification = party.classification)
"""


def demands_of(company_id: int, party_id: int | None, shelf_lives: Mapping[int, int]) -> dict[int, LotDemand]:
    """For each product (by id, with its own minimum life in days) what the customer asks. One query, and none without a
    customer.

    The most particular row decides: customer and product, customer, class and product, class; else the product.
    """
    if party_id is None:
        return {product: LotDemand(days) for product, days in shelf_lives.items()}
    with connection.cursor() as cursor:
        cursor.execute(_DEMANDS, {"company": company_id, "party": party_id, "products": list(shelf_lives)})
        found = {(is_own, product): LotDemand(days, single) for is_own, product, days, single in cursor.fetchall()}
    return {
        product: next(
            (found[key] for key in ((True, product), (True, None), (False, product), (False, None)) if key in found),
            LotDemand(days),
        )
        for product, days in shelf_lives.items()
    }
