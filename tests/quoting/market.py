"""A company that can quote: the tax book, prices, costs, stock, and a workshop in Campinas that buys to resell."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from tests.price_book.counter import Counter
from tests.stock.depot import Depot
from vinculo.catalogue.models import Product
from vinculo.customers.models import Address, Complement, Party
from vinculo.engines.decision import Row
from vinculo.matrices.actions import publish_rows
from vinculo.quoting import Quote, RequestedLine, SaleRequest, compose, surroundings
from vinculo.tax_book.actions.founding import create_default_tables
from vinculo.tax_book.models import ContributionRate, EstablishmentRegime

DAY = date(2026, 11, 26)
NOON = datetime(2026, 11, 26, 12, 0)  # noqa: DTZ001  (local to the establishment)
D = Decimal


class MarketPlace:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.depot = Depot(cast)
        self.shelf: Shelf = self.depot.shelf
        self.counter = Counter(self.shelf)
        create_default_tables(cast.company.pk)
        EstablishmentRegime.objects.create(
            company=cast.company,
            establishment=cast.head,
            valid_from=date(2020, 1, 1),
            regime="3",
            contributions="non_cumulative",
            contribution_rate=ContributionRate.objects.get(company=cast.company, code="NAO-CUMULATIVO"),
        )
        self.party = self.buyer("Oficina do Zé")

    def buyer(self, name: str) -> Party:
        party = self.counter.party(name)
        Address.objects.create(
            company=self.cast.company,
            party=party,
            cep="13010000",
            municipality=self.cast.campinas,
            street="Rua Barão",
            number="1",
            is_main=True,
        )
        Complement.objects.create(
            company=self.cast.company, party=party, tax_status="contributor", fiscal_category="resale"
        )
        return party

    def product(self, code: str = "FO-1", price: str = "100.00", cost: str | None = "60", **fields: object) -> Product:
        made = self.depot.product(code, cost=cost, ncm="84212300", **fields)
        self.counter.price(made, price)
        return made

    def publish(self, kind: str, keys: dict[str, str], **results: object) -> None:
        """One row, alone in its matrix."""
        publish_rows(
            None,
            kind,
            [Row(1, keys, results)],
            valid_from=None,
            reason="teste",
            now=NOON.replace(tzinfo=UTC),
            company_id=self.cast.company.pk,
        )

    def request(self, *lines: RequestedLine, **fields: object) -> SaleRequest:
        given = {
            "company_id": self.cast.company.pk,
            "establishment_id": self.cast.head.pk,
            "on": DAY,
            "ordered_at": NOON,
            "party_id": self.party.pk,
            "nature": "VENDA",
        } | fields
        return SaleRequest(lines=lines, **given)  # type: ignore[arg-type]

    def quote(self, *lines: RequestedLine, **fields: object) -> Quote:
        request = self.request(*lines, **fields)
        return compose(request, surroundings(self.cast.alice, request))


def queries_of(place: MarketPlace, request: SaleRequest) -> int:
    """How many statements reading and composing a sale takes."""
    counted = 0

    def count(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        nonlocal counted
        counted += 1
        return execute(sql, params, many, context)  # type: ignore[operator]

    with connection.execute_wrapper(count):
        compose(request, surroundings(place.cast.alice, request))
    return counted
