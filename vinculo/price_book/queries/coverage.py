"""How far the book of prices goes."""

from django.db.models import Exists, OuterRef, Q

from vinculo.catalogue.models import Product
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.price_book.models import ListPrice


def is_priced(wanted: bool) -> Q:
    """Products with a general list price in force today (of no customer), or without."""
    prices = Q(Exists(ListPrice.objects.in_force(clock.today()).filter(product=OuterRef("pk"), party__isnull=True)))
    return prices if wanted else ~prices


def unpriced(actor: Actor) -> int:
    """How many products in use have no general list price in force today."""
    return Product.objects.visible_to(actor).sellable().filter(is_priced(False)).count()
