"""Fills a ledger and measures what sellers wait for: availability of an order's lines, a reservation, the last units.

Runs in a process whose settings name the database (`benchmarks.stock`). Prints the figures as JSON on its last line.
"""

import json
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from functools import partial
from io import StringIO
from threading import Barrier

from django.core.management import call_command
from django.db import connection, connections
from django.db.models import Max

from benchmarks.figures import Figure, percentile
from benchmarks.own_pages import STOCK, page_times
from vinculo.catalogue.models import Product, Unit
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.organization.models import Company, Establishment, User
from vinculo.organization.queries import actor_for
from vinculo.stock import actions
from vinculo.stock.inputs import Line, Purpose, Wanted, Why
from vinculo.stock.models import Balance, Movement, Posting, Warehouse
from vinculo.stock.queries import availability
from vinculo.stock.queries.reconciliation import differences
from vinculo.stock.refusals import Short

LINES, LINES_MS = 500, 30
RESERVE_MS = 20
LAST, RIVALS = 20, 50
_PRODUCTS, _WAREHOUSES = 20_000, 5
_TIMES, _RESERVATIONS = 60, 300

# Each balance takes its turn: 20 come, 10 leave, again and again, over almost two years.
_LOAD = """
alter table stock_movement disable trigger stock_post;
set session_replication_role = replica;
insert into stock_movement (id, company_id, establishment_id, posting_id, kind, product_id, warehouse_id, unit_id,
                            quantity, balance_after, at)
    select {base} + n, {company}, {establishment}, {posting}, case when turn % 2 = 0 then 'receipt' else 'issue' end,
        {product} + key % {products}, {warehouse} + key / {products}, {unit},
        case when turn % 2 = 0 then 20 else -10 end,
        case when turn % 2 = 0 then turn * 5 + 20 else (turn + 1) * 5 end,
        now() - interval '700 days' + (n::float8 / {movements}) * interval '699 days'
    from (select n, (n - 1) % {balances} as key, (n - 1) / {balances} as turn
          from generate_series(1, {movements}) n) as line;
insert into stock_balance (company_id, establishment_id, product_id, warehouse_id, unit_id, on_hand, reserved)
    select {company}, {establishment}, product_id, warehouse_id, unit_id, sum(quantity), 0
    from stock_movement where posting_id = {posting} group by product_id, warehouse_id, unit_id;
select setval('stock_movement_id_seq', {base} + {movements});
set session_replication_role = origin;
alter table stock_movement enable always trigger stock_post;
vacuum (analyze) stock_movement;
vacuum (analyze) stock_balance;
analyze catalogue_product;
"""


def main(movements: int) -> None:
    call_command("upgrade", verbosity=0, stdout=StringIO())
    if not Company.objects.exists():
        call_command("seed_demo", customers=200, stdout=StringIO())
    if not Product.objects.filter(code="BENCH-00000").exists():
        _fill(movements)
    print(json.dumps([asdict(figure) for figure in _figures(movements)]))


def _fill(movements: int) -> None:
    place = Establishment.objects.order_by("code")[0]
    unit = Unit.objects.get(company=place.company, code="UN")
    Product.objects.bulk_create(
        (
            Product(company=place.company, code=f"BENCH-{number:05}", description=f"Peça {number}", unit=unit)
            for number in range(_PRODUCTS)
        ),
        batch_size=5_000,
    )
    for number in range(_WAREHOUSES):
        Warehouse.objects.create(company=place.company, establishment=place, code=f"BENCH-{number}", name="Medição")
    posting = Posting.objects.create(
        company=place.company, establishment=place, kind=Posting.Kind.IMPORT, reason="Medição", at=clock.now()
    )
    statements = _LOAD.format(
        posting=posting.pk,
        base=Movement.objects.aggregate(last=Max("id"))["last"] or 0,
        company=place.company_id,
        establishment=place.pk,
        product=Product.objects.get(company=place.company, code="BENCH-00000").pk,
        warehouse=Warehouse.objects.get(code="BENCH-0").pk,
        unit=unit.pk,
        products=_PRODUCTS,
        balances=_PRODUCTS * _WAREHOUSES,
        movements=movements,
    )
    with connection.cursor() as cursor:
        for statement in statements.split(";\n"):
            if statement.strip():
                cursor.execute(statement)


def _figures(movements: int) -> list[Figure]:
    random_order = random.Random(movements)
    products = list(Product.objects.filter(code__startswith="BENCH-").order_by("pk").values_list("pk", flat=True))
    place = Warehouse.objects.get(code="BENCH-0")
    seller = User.objects.get(email="ana@demo.example")
    actor = actor_for(seller.pk)
    assert actor is not None
    unit = Product.objects.values_list("unit_id", flat=True).get(pk=products[0])
    asked = [random_order.sample(products, LINES) for _ in range(_TIMES)]
    lines = [_ms(partial(availability, place.company_id, ids, on=clock.today())) for ids in asked]
    now = clock.now()
    wanted = [Wanted(pk, unit, Decimal(1), place.pk) for pk in random_order.sample(products, _RESERVATIONS)]
    reserve = partial(actions.reserve, actor, purpose=Purpose("Medição"), now=now)
    reserved = [_ms(partial(reserve, [one])) for one in wanted]
    served, seconds = _race(actor, place, unit, now)
    started = time.perf_counter()
    different = len(differences())
    return [
        Figure("estoque.disponibilidade_500.p50", percentile(lines[5:], 50), "ms", movements),
        Figure("estoque.disponibilidade_500.p95", percentile(lines[5:], 95), "ms", movements, LINES_MS),
        Figure("estoque.reservar.p50", percentile(reserved[10:], 50), "ms", movements),
        Figure("estoque.reservar.p95", percentile(reserved[10:], 95), "ms", movements, RESERVE_MS),
        Figure("estoque.últimas_20.atendidos", served, "reservas", movements, LAST),
        Figure("estoque.últimas_20.atendidos_ao_menos", served, "reservas", movements, LAST, at_least=True),
        Figure("estoque.últimas_20.tempo", seconds, "s", movements),
        Figure("estoque.razão.diferenças", different, "linhas", movements, 0),
        Figure("estoque.razão.tempo", time.perf_counter() - started, "s", movements),
        *(Figure(f"estoque.página.{name}.p95", value, "ms", movements) for name, value in page_times(STOCK).items()),
        Figure("estoque.movimentos", Movement.objects.count(), "movimentos", movements),
    ]


def _race(actor: Actor, place: Warehouse, unit: int, now: datetime) -> tuple[int, float]:
    """How many of `RIVALS` at once got one of the last `LAST` units, and how long all of it took."""
    product = Product.objects.create(
        company_id=place.company_id, code=f"LAST-{time.time_ns()}", description="Últimas unidades", unit_id=unit
    )
    keeper = actor_for(User.objects.get(email="adele@demo.example").pk, place.establishment_id)
    assert keeper is not None
    actions.receive(keeper, place.pk, [Line(product.pk, unit, Decimal(LAST))], Why("Medição"), now=now)
    start = Barrier(RIVALS)
    wanted = Wanted(product.pk, unit, Decimal(1), place.pk)

    def rival(_: int) -> bool:
        try:
            start.wait(timeout=120)
            actions.reserve(actor, [wanted], Purpose("Medição"), now=now)
        except Short:
            return False
        finally:
            connections.close_all()
        return True

    started = time.perf_counter()
    with ThreadPoolExecutor(RIVALS) as pool:
        served = sum(pool.map(rival, range(RIVALS)))
    balance = Balance.objects.get(product=product)
    assert (balance.on_hand, balance.reserved) == (Decimal(LAST), Decimal(served))
    return served, time.perf_counter() - started


def _ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1_000
