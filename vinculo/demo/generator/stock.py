"""The stock of the demonstration: a year of receipts, issues, transfers and counts, posted by the product's own acts.

Everything follows from the seed and the day. Lots come with every receipt of a product kept by lot; what the rules of
stock would refuse never happens here either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.db.models import Sum
from django.utils import timezone

from vinculo.catalogue.models import Product, ProductEstablishment
from vinculo.customers.models import Party
from vinculo.foundation.access import Actor
from vinculo.organization.models import Establishment, Membership
from vinculo.organization.queries import actor_for
from vinculo.stock import actions
from vinculo.stock.actions.quotas import NewQuota, add_quota
from vinculo.stock.inputs import Coming, Line, Purpose, Wanted, Why
from vinculo.stock.models import Balance, Lot, LotRequirement, Quota, Warehouse
from vinculo.stock.refusals import StockRefused

_DAYS = 300
_SUPPLIERS = (
    "Distribuidora Paulista de Autopeças",
    "Lubrax Comercial",
    "Rede Sul Componentes",
    "Importadora Atlântico",
)
_REASONS = (
    "Pedido em negociação",
    "Orçamento aprovado por telefone",
    "Reserva para a oficina",
    "Cliente retira amanhã",
)


@dataclass(frozen=True, slots=True)
class _Place:
    actor: Actor
    main: Warehouse
    workshop: Warehouse


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
    places = list(_places(company_id))
    if not products or not places:
        return
    _live_through(places, products, random, now)
    _set_limits(company_id, random)
    _promise(places, products, random, now)
    _limit_and_demand(company_id, places[0], products, random, timezone.localdate(now))


def _places(company_id: int) -> Iterator[_Place]:
    keeper = Membership.objects.filter(user__email="adele@demo.example").values_list("user_id", flat=True).first()
    for branch in Establishment.objects.filter(company_id=company_id).order_by("code"):
        actor = actor_for(keeper, branch.pk) if keeper else None
        if actor is None or actor.establishment_id != branch.pk:
            continue
        city = branch.name.removeprefix("Aurora ")
        made = {
            code: Warehouse.objects.create(
                company_id=company_id, establishment=branch, code=f"{branch.code}-{code}", name=name, sells=sells
            )
            for code, name, sells in (
                ("C", f"Central {city}", True),
                ("O", f"Oficina {city}", True),
                ("A", f"Avarias {city}", False),
            )
        }
        yield _Place(actor, made["C"], made["O"])


def _live_through(places: Sequence[_Place], products: Sequence[Product], random: Random, now: datetime) -> None:
    """Opening, then every ten days a receipt of some products and issues of others, a transfer and a count a month."""
    start = now - timedelta(days=_DAYS)
    scarce = {product.pk for product in random.sample(products, max(1, len(products) // 25))}
    for place in places:
        stocked = [product for product in products if random.random() < 0.8]
        _receive(place, stocked, random, start, Why("Saldo inicial", "INV-0001"))
        for number, day in enumerate(range(10, _DAYS, 10)):
            moment = start + timedelta(days=day, hours=random.randint(0, 8))
            bought = [p for p in random.sample(stocked, len(stocked) // 6) if p.pk not in scarce]
            _receive(place, bought, random, moment, Why("Compra", f"NF {random.randint(10_000, 99_999)}"))
            _issue(place, random.sample(stocked, len(stocked) // 3), random, moment + timedelta(hours=4))
            if number % 3 == 2:
                _transfer(place, random.sample(stocked, 12), random, moment + timedelta(hours=5))
                _count(place, random.sample(stocked, 8), random, moment + timedelta(hours=6))


def _receive(place: _Place, products: Sequence[Product], random: Random, at: datetime, why: Why) -> None:
    lines = [
        Line(
            product.pk, product.unit_id, Decimal(random.choice((6, 10, 12, 20, 24, 40))), _new_lot(product, random, at)
        )
        for product in products
    ]
    if lines:
        actions.receive(place.actor, place.main.pk, lines, why, now=at)


def _new_lot(product: Product, random: Random, at: datetime) -> int | None:
    if not product.tracks_lots:
        return None
    made = timezone.localdate(at) - timedelta(days=random.randint(20, 120))
    lot, _ = Lot.objects.get_or_create(
        product=product,
        number=f"{made:%y%m}{random.randint(100, 999)}",
        defaults={
            "company_id": product.company_id,
            "manufactured_on": made,
            "expires_on": made + timedelta(days=random.choice((240, 365, 540, 730, 1095))),
            "status": Lot.Status.QUARANTINE if random.random() < 0.03 else Lot.Status.RELEASED,
        },
    )
    return lot.pk


def _free(place: _Place, products: Sequence[Product], on: date) -> dict[int, Decimal]:
    """What may leave of each product: free, in released lots that have not expired."""
    rows = Balance.objects.filter(warehouse=place.main, product__in=products, available__gt=0)
    bad = rows.filter(lot__isnull=False).exclude(lot__status=Lot.Status.RELEASED, lot__expires_on__gte=on)
    sums = rows.exclude(pk__in=bad.values("pk")).order_by().values_list("product_id").annotate(Sum("available"))
    return dict(sums)


def _leaving(place: _Place, products: Sequence[Product], random: Random, at: datetime, most: int) -> list[Line]:
    free = _free(place, products, timezone.localdate(at))
    return [
        Line(product.pk, product.unit_id, min(Decimal(random.randint(1, most)), free[product.pk]))
        for product in products
        if free.get(product.pk)
    ]


def _issue(place: _Place, products: Sequence[Product], random: Random, at: datetime) -> None:
    lines = _leaving(place, products, random, at, 9)
    if lines:
        actions.issue(place.actor, place.main.pk, lines, Why("Vendas do período", "Fechamento"), now=at)


def _transfer(place: _Place, products: Sequence[Product], random: Random, at: datetime) -> None:
    lines = _leaving(place, products, random, at, 3)
    if lines:
        why = Why("Reposição da oficina")
        actions.transfer(place.actor, place.main.pk, place.workshop.pk, lines, why, now=at)


def _count(place: _Place, products: Sequence[Product], random: Random, at: datetime) -> None:
    rows = Balance.objects.filter(warehouse=place.main, product__in=products, on_hand__gt=2).order_by("pk")
    lines = [Line(row.product_id, row.unit_id, row.on_hand + random.choice((-1, 0, 0, 1)), row.lot_id) for row in rows]
    if lines:
        actions.count(place.actor, place.main.pk, lines, Why("Contagem cíclica"), now=at)


def _set_limits(company_id: int, random: Random) -> None:
    """A minimum and a maximum where the catalogue says none: some products are below theirs."""
    rows = list(ProductEstablishment.objects.filter(company_id=company_id, minimum__isnull=True).order_by("pk"))
    for row in rows:
        row.minimum = Decimal(random.choice((4, 6, 8, 10, 12)))
        row.maximum = row.minimum * 5
    ProductEstablishment.objects.bulk_update(rows, ["minimum", "maximum"], batch_size=2_000)


def _promise(places: Sequence[_Place], products: Sequence[Product], random: Random, now: datetime) -> None:
    today = timezone.localdate(now)
    for place in places:
        for product in random.sample(products, min(12, len(products))):
            coming = Coming(
                product.pk,
                product.unit_id,
                Decimal(random.choice((10, 20, 50))),
                place.main.pk,
                today + timedelta(days=random.randint(2, 45)),
                f"PC {random.randint(1000, 9999)}",
                random.choice(_SUPPLIERS),
            )
            actions.schedule(place.actor, coming, now=now)
        _reserve(place, random.sample(products, min(30, len(products))), random, now)


def _reserve(place: _Place, products: Sequence[Product], random: Random, now: datetime) -> None:
    """The sellers of the place reserve for their own customers; what is short they leave alone."""
    sellers = Membership.objects.filter(establishment_id=place.actor.establishment_id, role__code="seller")
    actors = [
        actor for actor in (actor_for(each.user_id, each.establishment_id) for each in sellers.order_by("pk")) if actor
    ]
    for product in products if actors else []:
        actor = random.choice(actors)
        party = Party.objects.filter(owner_id=actor.user_id, is_active=True).order_by("pk").first()
        purpose = Purpose(
            random.choice(_REASONS),
            party_id=party.pk if party else None,
            expires_at=now + timedelta(hours=random.randint(5, 200)),
        )
        wanted = Wanted(product.pk, product.unit_id, Decimal(random.randint(1, 4)), place.main.pk)
        made_at = now - timedelta(hours=random.randint(1, 60))
        try:
            made = actions.reserve(actor, [wanted], replace(purpose), now=made_at)
        except StockRefused:
            continue
        if random.random() < 0.15:
            actions.release(actor, [made[0].pk], "Cliente desistiu", now=now)


def _limit_and_demand(company_id: int, place: _Place, products: Sequence[Product], random: Random, today: date) -> None:
    """Quotas of some scarce products for this month, and how much life customers of class A ask of lots."""
    first = today.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    for product in random.sample(products, min(4, len(products))):
        for dimension, whom in (
            (Quota.Dimension.BRANCH, {"establishment": place.main.establishment}),
            (Quota.Dimension.CLASS, {"classification": "A"}),
        ):
            limit = Decimal(random.choice((20, 40, 60)))
            add_quota(place.actor, NewQuota(product, dimension, first, last, limit, **whom))
    LotRequirement.objects.create(company_id=company_id, classification="A", minimum_days=60)
