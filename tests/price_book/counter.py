"""What the tests of prices start from: a founded price book and short words to put prices in it."""

from datetime import date
from decimal import Decimal

from tests.catalogue.shelf import Shelf
from vinculo.catalogue.models import Product
from vinculo.customers.models import Party
from vinculo.price_book.actions import create_default_tables
from vinculo.price_book.models import ListPrice, PaymentTerm, PriceTable

SINCE = date(2026, 1, 1)


class Counter:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf, self.cast = shelf, shelf.cast
        create_default_tables(self.cast.company.pk)

    def table(self, code: str = "BASE", **fields: object) -> PriceTable:
        given = {"name": f"Tabela {code}", "valid_from": SINCE} | fields
        return PriceTable.objects.get_or_create(company=self.cast.company, code=code, defaults=given)[0]

    def price(
        self, product: Product, amount: str, *, table: PriceTable | None = None, unit: str = "", **fields: object
    ) -> ListPrice:
        given = {"valid_from": SINCE} | fields
        return ListPrice.objects.create(
            company=self.cast.company,
            table=table or self.table(),
            product=product,
            unit=self.shelf.unit(unit) if unit else product.unit,
            price=Decimal(amount),
            **given,
        )

    def term(self, code: str, **fields: object) -> PaymentTerm:
        given = {"name": code, "days": [0], "valid_from": SINCE} | fields
        return PaymentTerm.objects.get_or_create(company=self.cast.company, code=code, defaults=given)[0]

    def party(self, name: str = "Oficina do Zé") -> Party:
        return Party.objects.create(
            company=self.cast.company,
            kind=Party.Kind.ORGANIZATION,
            stage=Party.Stage.PROSPECT,
            name=name,
            establishment=self.cast.head,
            team=self.cast.sales,
            owner=self.cast.user("ana"),
        )
