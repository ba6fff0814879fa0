"""How far the book of prices goes."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from vinculo.catalogue.models import Product
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.price_book.models import ListPrice


def is_priced(wanted: bool) -> Q:
    """Products with a general list price in force today (of no customer), or without."""
    prices = Q(Exists(ListPrice.objects.in_force(clock.today()).filter(product=OuterRef("pk"), party__isnull=True)))
    return prices if wanted else ~prices


def unpriced_ids(actor: Actor) -> QuerySet[Product, int]:
    """The products, in use or not, without a general list price in force today: a set, from two indexes merged."""
    return Product.objects.visible_to(actor).filter(is_priced(False)).order_by().values_list("pk", flat=True)


def unpriced(actor: Actor) -> int:
    """How many products in use have no general list price in force today."""
    return Product.objects.visible_to(actor).sellable().filter(is_priced(False)).count()
