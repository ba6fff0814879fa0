"""What the tests of stock start from: two warehouses at the head office, one at the branch, and words to fill them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from vinculo.catalogue.models import KitItem, Product
from vinculo.customers.models import Party
from vinculo.stock import actions
from vinculo.stock.inputs import Coming, Line, Purpose, Wanted, Why
from vinculo.stock.models import Balance, Lot, Posting, Quota, Reservation, ScheduledReceipt, Warehouse

# Sunday, 22 November 2026, 14:00 in São Paulo.
NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)


class Depot:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.shelf = Shelf(cast)
        self.main = self.warehouse("A1", "Central")
        self.back = self.warehouse("A2", "Oficina")
        self.far = self.warehouse("B1", "Curitiba", at="branch")

    def warehouse(self, code: str, name: str, *, at: str = "head", **fields: object) -> Warehouse:
        """The company's warehouse of this code: where tests share a company, another may have opened it."""
        given = {"establishment": getattr(self.cast, at), "name": name, **fields}
        return Warehouse.objects.update_or_create(company=self.cast.company, code=code, defaults=given)[0]

    def product(self, code: str = "P-1", *, cost: str | None = "10", **fields: object) -> Product:
        product = self.shelf.product(code, **fields)
        if cost is not None:
            for place in (self.cast.head, self.cast.branch):
                self.shelf.at(product, place, average_cost=Decimal(cost))
        return product

    def kit(self, code: str, *items: tuple[Product, str]) -> Product:
        """A kit sold as one line, of so much of each product."""
        kit = self.product(code, cost=None, kit_mode=Product.KitMode.SINGLE)
        for component, quantity in items:
            KitItem.objects.create(company=self.cast.company, kit=kit, component=component, quantity=Decimal(quantity))
        return kit

    def lot(self, product: Product, number: str = "L1", expires: date | None = None, **fields: object) -> Lot:
        return Lot.objects.create(
            company=self.cast.company, product=product, number=number, expires_on=expires, **fields
        )

    def customer(self, name: str = "Hospital Santa Rita", **fields: object) -> Party:
        return Party.objects.create(
            company=self.cast.company,
            kind=Party.Kind.ORGANIZATION,
            stage=Party.Stage.PROSPECT,
            name=name,
            establishment=self.cast.head,
            team=self.cast.sales,
            owner=self.cast.user("ana"),
            created_at=NOW,
            updated_at=NOW,
            **fields,
        )

    def put(
        self,
        product: Product,
        quantity: str | int,
        *,
        into: Warehouse | None = None,
        lot: Lot | None = None,
        unit: str = "",
        now: datetime = NOW,
    ) -> Posting:
        unit_id = self.shelf.unit(unit).pk if unit else product.unit_id
        line = Line(product.pk, unit_id, Decimal(quantity), lot.pk if lot else None)
        place = into or self.main
        actor = self.cast.caio if place.establishment_id == self.cast.branch.pk else self.cast.bruno
        return actions.receive(actor, place.pk, [line], Why("Compra", "NF 1"), now=now)

    def want(
        self,
        product: Product,
        quantity: str | int,
        *,
        at: Warehouse | None = None,
        lot: Lot | None = None,
        unit: str = "",
        receipt: ScheduledReceipt | None = None,
    ) -> Wanted:
        unit_id = self.shelf.unit(unit).pk if unit else product.unit_id
        place = at or self.main
        return Wanted(
            product.pk, unit_id, Decimal(quantity), place.pk, lot.pk if lot else None, receipt.pk if receipt else None
        )

    def reserve(self, product: Product, quantity: str | int, *, by: str = "ana", **wanted: object) -> Reservation:
        purpose = Purpose("Pedido 1", party_id=wanted.pop("party", None))  # type: ignore[arg-type]
        want = self.want(product, quantity, **wanted)  # type: ignore[arg-type]
        return actions.reserve(self.cast.actor(by), [want], purpose, now=NOW)[0]

    def coming(
        self, product: Product, quantity: str | int, on: date = date(2026, 12, 12), *, into: Warehouse | None = None
    ) -> ScheduledReceipt:
        coming = Coming(
            product.pk, product.unit_id, Decimal(quantity), (into or self.main).pk, on, "PC 77", "Fornecedor SA"
        )
        return actions.schedule(self.cast.bruno, coming, now=NOW)

    def quota(self, product: Product | None, limit: str | int, **whom: object) -> Quota:
        return Quota.objects.create(
            company=self.cast.company,
            product=product,
            unit=whom.pop("unit", None) or (product.unit if product else None),
            starts_on=date(2026, 11, 1),
            ends_on=date(2026, 11, 30),
            limit=Decimal(limit),
            **whom,
        )

    def balance(self, product: Product, *, at: Warehouse | None = None, lot: Lot | None = None) -> Balance:
        return Balance.objects.get(product=product, warehouse=at or self.main, unit=product.unit, lot=lot)
