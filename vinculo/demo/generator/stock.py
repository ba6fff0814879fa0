"""The stock of the demonstration: months of receipts, issues, transfers and counts, what is to come, what is promised.

Everything follows from the seed and the day. The past is written at once and the database itself adds up the balances;
what is promised today goes through the product's own acts. Lots leave by the product's own rule.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from vinculo.catalogue.models import Line, Product, ProductEstablishment, Unit
from vinculo.customers.models import Party
from vinculo.foundation.access import Actor
from vinculo.organization.models import Establishment, Membership
from vinculo.organization.queries import actor_for
from vinculo.stock import actions, rules
from vinculo.stock.inputs import Purpose, Wanted
from vinculo.stock.models import Balance, Lot, LotRequirement, Posting, Quota, ScheduledReceipt, Warehouse
from vinculo.stock.refusals import StockRefused
from vinculo.stock.rules import LotStock

_DAYS = 300
# Most that is sold of a product in a fortnight at a branch, and the share of products that sell so.
_PACES, _SHARES = (9, 5, 3, 1), (15, 30, 35, 20)
_SUPPLIERS = (
    "Distribuidora Paulista de Autopeças",
    "Rede Sul Componentes",
    "Importadora Atlântico",
    "Lubrificantes Vale",
)
_REASONS = (
    "Pedido em negociação",
    "Orçamento aprovado por telefone",
    "Reserva para a oficina",
    "Cliente retira amanhã",
)
_WRITE = """
    insert into stock_movement (posting_id, kind, product_id, warehouse_id, unit_id, lot_id, quantity, at)
    select posting.id, posting.kind, line.product, line.warehouse, product.unit_id, line.lot, line.quantity, posting.at
    from unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::numeric[]) with ordinality
        as line (posting, product, warehouse, lot, quantity, position)
    join stock_posting posting on posting.id = line.posting
    join catalogue_product product on product.id = line.product
    order by line.position
"""


@dataclass(frozen=True, slots=True)
class _Place:
    actor: Actor
    main: Warehouse
    workshop: Warehouse


@dataclass(slots=True)
class _Past:
    """The postings of the past and their movements, with the balances they leave, by product and warehouse."""

    company_id: int
    random: Random
    postings: list[Posting] = field(default_factory=list)
    movements: list[tuple[int, int, int, Lot | None, Decimal]] = field(default_factory=list)
    lots: list[Lot] = field(default_factory=list)
    held: dict[tuple[int, int], list[tuple[Lot | None, Decimal]]] = field(default_factory=lambda: defaultdict(list))

    def post(self, place: _Place, kind: Posting.Kind, at: datetime, reason: str, document: str = "") -> None:
        branch = place.main.establishment_id
        self.postings.append(
            Posting(
                company_id=self.company_id,
                establishment_id=branch,
                to_establishment_id=branch if kind == Posting.Kind.TRANSFER else None,
                kind=kind,
                reason=reason,
                document=document,
                by_id=place.actor.user_id,
                at=at,
            )
        )

    def move(self, product: Product, warehouse: Warehouse, lot: Lot | None, quantity: Decimal) -> None:
        """One movement of the latest posting."""
        there = self.held[product.pk, warehouse.pk]
        before = next((held for kept, held in there if kept is lot), Decimal(0))
        there[:] = [(kept, held) for kept, held in there if kept is not lot]
        if before + quantity:
            there.append((lot, before + quantity))
        self.movements.append((len(self.postings) - 1, product.pk, warehouse.pk, lot, quantity))

    def bring(self, product: Product, warehouse: Warehouse, at: datetime, quantity: int) -> None:
        lot = None
        if product.tracks_lots:
            made = timezone.localdate(at) - timedelta(days=self.random.randint(20, 120))
            lot = Lot(
                company_id=self.company_id,
                product=product,
                number=f"{made:%y%m}{len(self.lots):04}",
                manufactured_on=made,
                expires_on=made + timedelta(days=self.random.choice((240, 365, 540, 730, 1095))),
                received_on=timezone.localdate(at),
                status=Lot.Status.QUARANTINE if self.random.random() < 0.03 else Lot.Status.RELEASED,
            )
            self.lots.append(lot)
        self.move(product, warehouse, lot, Decimal(quantity))

    def left(self, product: Product, warehouse: Warehouse) -> Decimal:
        return sum((held for _, held in self.held[product.pk, warehouse.pk]), Decimal(0))

    def take(self, product: Product, warehouse: Warehouse, most: int, on: date) -> list[tuple[Lot | None, Decimal]]:
        """So much, or what there is, first expired first out."""
        there = self.held[product.pk, warehouse.pk]
        stocks = [
            LotStock(place, held, lot.expires_on, lot.received_on, lot.is_released) if lot else LotStock(place, held)
            for place, (lot, held) in enumerate(there)
        ]
        chosen = rules.allocate(Decimal(self.random.randint(1, most)), stocks, on=on)
        taken = [(there[take.key][0], take.quantity) for take in chosen.takes]
        for lot, quantity in taken:
            self.move(product, warehouse, lot, -quantity)
        return taken

    def write(self) -> None:
        Lot.objects.bulk_create(self.lots)
        postings = Posting.objects.bulk_create(self.postings)
        rows = [
            (postings[number].pk, product, warehouse, lot.pk if lot else None, quantity)
            for number, product, warehouse, lot, quantity in self.movements
        ]
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])


def fill_shelves(company_id: int, *, now: datetime, seed: int) -> None:
    """Warehouses, lots, movements in time, promises, quotas and demands; nothing without products."""
    random = Random(seed)
    products = list(
        Product.objects.filter(company_id=company_id, status=Product.Status.ACTIVE, kit_mode="")
        .exclude(type__is_service=True)
        .select_related("unit")
        .defer("technical_text", "search_vector")
        .order_by("pk")
    )
    places = list(_places(company_id)) if products else []
    if not places:
        return
    past = _Past(company_id, random)
    paces = dict(zip((each.pk for each in products), random.choices(_PACES, _SHARES, k=len(products)), strict=True))
    for place in places:
        _live_through(place, products, paces, past, now)
    past.write()
    _set_limits(company_id, paces)
    limited = random.sample(products, min(6, len(products)))
    _limit_and_demand(company_id, places[0], limited, random, timezone.localdate(now))
    for place in places:
        _promise(place, products, limited, random, now)


def _places(company_id: int) -> Iterator[_Place]:
    keeper = Membership.objects.filter(user__email="adele@demo.example").values_list("user_id", flat=True).first()
    for branch in Establishment.objects.filter(company_id=company_id).order_by("code"):
        actor = actor_for(keeper, branch.pk) if keeper else None
        if actor is None or actor.establishment_id != branch.pk:
            continue
        city = branch.name.removeprefix("Aurora ")
        kinds = (("C", "Central", True), ("O", "Oficina", True), ("A", "Avarias", False))
        made = [
            Warehouse(
                company_id=company_id,
                establishment=branch,
                code=f"{branch.code}-{code}",
                name=f"{name} {city}",
                sells=sells,
            )
            for code, name, sells in kinds
        ]
        main, workshop, _ = Warehouse.objects.bulk_create(made)
        yield _Place(actor, main, workshop)


def _live_through(
    place: _Place, products: Sequence[Product], paces: Mapping[int, int], past: _Past, now: datetime
) -> None:
    """Opening, then every fortnight purchases of what runs low and sales at each product's pace; at times a transfer
    and a count. What is scarce is not bought again, and a few purchases come late."""
    random, start = past.random, now - timedelta(days=_DAYS)
    stocked = [product for product in products if random.random() < 0.94]
    scarce = {product.pk for product in stocked if random.random() < 0.02}
    past.post(place, Posting.Kind.IMPORT, start, "Saldo inicial", "INV-0001")
    for product in stocked:
        past.bring(product, place.main, start, paces[product.pk] * random.randint(2, 5))
    for number, day in enumerate(range(14, _DAYS, 14)):
        at = start + timedelta(days=day, hours=random.randint(0, 8))
        past.post(place, Posting.Kind.RECEIPT, at, "Compra", f"NF {random.randint(10_000, 99_999)}")
        for product in stocked:
            is_low = past.left(product, place.main) <= paces[product.pk]
            if is_low and product.pk not in scarce and random.random() < 0.8:
                past.bring(product, place.main, at, paces[product.pk] * random.randint(2, 4))
        past.post(place, Posting.Kind.ISSUE, at + timedelta(hours=1), "Vendas do período", "Fechamento")
        for product in stocked:
            if random.random() < 0.8:
                past.take(product, place.main, paces[product.pk], timezone.localdate(at))
        if number % 4 == 3:
            past.post(place, Posting.Kind.TRANSFER, at + timedelta(hours=2), "Reposição da oficina")
            for product in random.sample(stocked, len(stocked) // 25):
                for lot, quantity in past.take(product, place.main, 3, timezone.localdate(at)):
                    past.move(product, place.workshop, lot, quantity)
            past.post(place, Posting.Kind.COUNT, at + timedelta(hours=3), "Contagem cíclica")
            for product in random.sample(stocked, len(stocked) // 60):
                past.take(product, place.main, 1, timezone.localdate(at))


def _set_limits(company_id: int, paces: Mapping[int, int]) -> None:
    """A minimum of what sells in a fortnight and a maximum of two months, where the product is kept; else none."""
    kept = Balance.objects.filter(product=OuterRef("product"), establishment=OuterRef("establishment"))
    rows = list(ProductEstablishment.objects.filter(company_id=company_id).annotate(is_kept=Exists(kept)))
    for row in rows:
        pace = paces.get(row.product_id) if row.is_kept else None
        row.minimum = Decimal(pace) if pace else None
        row.maximum = Decimal(pace * 5) if pace else None
    ProductEstablishment.objects.bulk_update(rows, ["minimum", "maximum"], batch_size=2_000)


def _promise(
    place: _Place, products: Sequence[Product], limited: Sequence[Product], random: Random, now: datetime
) -> None:
    """What is to come, and what the sellers of the place keep for their own customers."""
    today = timezone.localdate(now)
    ScheduledReceipt.objects.bulk_create(
        ScheduledReceipt(
            company_id=place.main.company_id,
            establishment_id=place.main.establishment_id,
            warehouse=place.main,
            product=product,
            unit=product.unit,
            quantity=Decimal(random.choice((10, 20, 50))),
            expected_on=today + timedelta(days=random.randint(-2, 45)),
            document=f"PC {random.randint(1000, 9999)}",
            supplier=random.choice(_SUPPLIERS),
            created_by_id=place.actor.user_id,
            created_at=now - timedelta(days=random.randint(3, 20)),
        )
        for product in random.sample(products, min(15, len(products)))
    )
    sellers = Membership.objects.filter(establishment_id=place.actor.establishment_id, role__code="seller")
    for seller in sellers.order_by("pk")[:2]:
        actor = actor_for(seller.user_id, seller.establishment_id)
        party = Party.objects.filter(owner_id=seller.user_id, is_active=True).order_by("pk").first()
        wanted = [
            Wanted(product.pk, product.unit_id, Decimal(random.randint(1, 2)), place.main.pk)
            for product in (*limited, *random.sample(products, min(7, len(products))))
        ]
        for line in wanted if actor else []:
            _reserve(actor, line, party, random, now)


def _reserve(actor: Actor | None, line: Wanted, party: Party | None, random: Random, now: datetime) -> None:
    """What is short is left alone."""
    until = now + timedelta(hours=random.randint(5, 200))
    purpose = Purpose(random.choice(_REASONS), party_id=party.pk if party else None, expires_at=until)
    try:
        if actor is not None:
            actions.reserve(actor, [line], purpose, now=now - timedelta(hours=random.randint(1, 60)))
    except StockRefused:
        return


def _limit_and_demand(company_id: int, place: _Place, products: Sequence[Product], random: Random, today: date) -> None:
    """Quotas of some products for this month and the next, and how much life customers of class A ask of lots."""
    first = today.replace(day=1)
    last = (first + timedelta(days=62)).replace(day=1) - timedelta(days=1)
    period = {"company_id": company_id, "starts_on": first, "ends_on": last}
    quotas = []
    for product in products:
        common = {**period, "product": product, "unit": product.unit, "limit": Decimal(random.choice((20, 40, 60)))}
        branch = place.main.establishment
        quotas.append(Quota(dimension=Quota.Dimension.BRANCH, establishment=branch, **common))
        quotas.append(Quota(dimension=Quota.Dimension.CLASS, classification="A", **common))
    filters = Line.objects.filter(company_id=company_id, code="FIL").first()
    if filters is not None:
        whole_line = {**period, "line": filters, "unit": Unit.objects.get(company_id=company_id, code="UN")}
        branch = place.main.establishment
        quotas.append(Quota(dimension=Quota.Dimension.BRANCH, establishment=branch, limit=Decimal(400), **whole_line))
    Quota.objects.bulk_create(quotas)
    LotRequirement.objects.create(company_id=company_id, classification="A", minimum_days=60)
