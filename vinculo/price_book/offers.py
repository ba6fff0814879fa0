"""What a product costs, told where products are searched and listed: the book's price, before matrices and term."""

from collections.abc import Mapping, Sequence

from vinculo.catalogue.models import Product
from vinculo.catalogue.offers import PriceTag
from vinculo.engines import pricing
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.kernel.exact import ONE
from vinculo.price_book.permissions import Permission
from vinculo.price_book.queries import market_here, shelf_of


def price_tags(actor: Actor, products: Sequence[Product], party_id: int | None) -> Mapping[int, PriceTag]:
    """The price of one unit of sale of each product at the actor's establishment, for a customer or for anyone."""
    if not actor.may(Permission.VIEW):
        return {}
    today = clock.today()
    shelf = shelf_of(market_here(actor, party_id), products, on=today)
    found = {}
    for product in shelf.products.values():
        unit = product.sale_unit or product.unit
        line = pricing.PricedLine(
            product.pk,
            ONE,
            unit.code,
            candidates=shelf.candidates.get(product.pk, ()),
            factors=shelf.factors(product, unit),
            promotions=shelf.promotions.get(product.pk, ()),
        )
        priced = pricing.price_order(pricing.PricedOrder((line,), today)).lines[0]
        if priced.source is not None:
            found[product.pk] = PriceTag(priced.unit_price, unit.code, priced.source.name)
    return found
