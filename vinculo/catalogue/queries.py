"""Reads of the catalogue, each through what the actor may see."""

from collections.abc import Collection
from datetime import date

from vinculo.catalogue.models import ConversionFactor, GeneralFactor, Product, ProductQuerySet
from vinculo.catalogue.rules import Conversions, WrittenFactor
from vinculo.foundation.access import Actor

RECORD = "catalogue.product"
_FACTOR = ("from_unit_id", "to_unit_id", "numerator", "denominator", "valid_from")


def products(actor: Actor) -> ProductQuerySet:
    """The products of the actor's company, without the long texts that only the product's page shows."""
    return Product.objects.visible_to(actor).defer("technical_text", "search_vector")


def product_label(actor: Actor, pk: object) -> str:
    """`CODE · description`, for a look-up that starts with a product; empty for one the actor does not know."""
    text = str(pk)
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        return ""
    row = Product.objects.visible_to(actor).filter(pk=int(text)).values_list("code", "description").first()
    return " · ".join(row) if row else ""


def conversions(company_id: int, product_ids: Collection[int], *, on: date) -> Conversions:
    """Every conversion known on a day for some products, in two queries: `conversions(…).factor(product, from, to)`."""
    own = ConversionFactor.objects.filter(company_id=company_id, product_id__in=product_ids, valid_from__lte=on)
    general = GeneralFactor.objects.filter(company_id=company_id, valid_from__lte=on)
    return Conversions(
        [
            *(WrittenFactor(*row) for row in own.values_list("product_id", *_FACTOR)),
            *(WrittenFactor(None, *row) for row in general.values_list(*_FACTOR)),
        ],
        on=on,
    )
