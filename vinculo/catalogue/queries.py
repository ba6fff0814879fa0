"""Reads of the catalogue, each through what the actor may see."""

from vinculo.catalogue.models import Product, ProductQuerySet
from vinculo.foundation.access import Actor

RECORD = "catalogue.product"


def products(actor: Actor) -> ProductQuerySet:
    """The products of the actor's company, without the long texts that only the product's page shows."""
    return Product.objects.visible_to(actor).defer("technical_text", "search_vector")
