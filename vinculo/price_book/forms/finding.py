"""What the forms of the price book look up: products and customers."""

from django.urls import reverse_lazy

from vinculo.books.entry_forms import LookedUp
from vinculo.catalogue.queries import product_label, products
from vinculo.customers.queries import party_name, readable_parties

PRODUCT = LookedUp(reverse_lazy("catalogue:lookup"), products, product_label)
PARTY = LookedUp(reverse_lazy("customers:parties"), readable_parties, party_name)
