"""How far the book of prices goes."""

from django.db.models import Exists, OuterRef

from vinculo.catalogue.models import Product
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.price_book.models import ListPrice


def unpriced(actor: Actor) -> int:
    """How many products in use have no general list price in force today."""
    prices = ListPrice.objects.in_force(clock.today()).filter(product=OuterRef("pk"), party__isnull=True)
    return Product.objects.visible_to(actor).sellable().filter(~Exists(prices)).count()
