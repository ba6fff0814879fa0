"""What the forms of the price book look up: products and customers."""

from typing import Any

from django.urls import reverse_lazy

from vinculo.books.entry_forms import LookedUp, key_of
from vinculo.catalogue.queries import products
from vinculo.customers.queries import readable_parties
from vinculo.foundation.access import Actor


def product_words(actor: Actor, value: Any) -> str:
    found = products(actor).filter(pk=key_of(value)).values_list("code", "description").first()
    return " · ".join(found) if found else ""


def party_words(actor: Actor, value: Any) -> str:
    return readable_parties(actor).filter(pk=key_of(value)).values_list("name", flat=True).first() or ""


PRODUCT = LookedUp(reverse_lazy("catalogue:lookup"), products, product_words)
PARTY = LookedUp(reverse_lazy("customers:parties"), readable_parties, party_words)
