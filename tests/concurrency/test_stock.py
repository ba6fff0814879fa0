"""The last unit, lot and quota wanted by many at once on real connections; and a kill half-way."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection, connections

from tests.cast import create_cast
from tests.stock.depot import NOW, Depot
from vinculo.foundation.postgres.url import PROJECT
from vinculo.stock import actions
from vinculo.stock.inputs import Line, Purpose, Why
from vinculo.stock.models import Balance, Movement, Posting, Reservation
from vinculo.stock.queries.reconciliation import differences
from vinculo.stock.refusals import AlreadyReversed, NotEnough, Short, StockRefused

pytestmark = pytest.mark.django_db(transaction=True)
WHY = Purpose("Pedido")


@pytest.fixture
def depot() -> Depot:
    return Depot(create_cast())


def race(*attempts: Callable[[], object]) -> Counter[type]:
    """Run the attempts at the same moment, each on its own connection; how many ended in which way."""
    start = Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> type:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            attempt()
        except StockRefused as refusal:
            return type(refusal)
        finally:
            connections.close_all()
        return type(None)

    with ThreadPoolExecutor(len(attempts)) as pool:
        return Counter(pool.map(run, attempts))


def test_fifty_want_the_last_twenty(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 20)
    ana, wanted = depot.cast.ana, depot.want(product, 1)
    ended = race(*[lambda: actions.reserve(ana, [wanted], WHY, now=NOW)] * 50)
    assert ended == {type(None): 20, Short: 30}
    balance = depot.balance(product)
    assert (balance.on_hand, balance.reserved) == (20, 20)
    assert differences() == []


def test_the_last_of_a_lot_goes_to_one(depot: Depot) -> None:
    product = depot.product(tracks_lots=True)
    lot = depot.lot(product, "L1", date(2027, 5, 1))
    depot.put(product, 1, lot=lot)
    ana, davi, wanted = depot.cast.ana, depot.cast.davi, depot.want(product, 1, lot=lot)
    ended = race(*[lambda who=who: actions.reserve(who, [wanted], WHY, now=NOW) for who in (ana, davi, ana, davi)])
    assert ended == {type(None): 1, Short: 3}


def test_the_last_of_a_quota_goes_to_one(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 100)
    depot.quota(product, 10, dimension="branch", establishment=depot.cast.head)
    ana, wanted = depot.cast.ana, depot.want(product, 4)
    ended = race(*[lambda: actions.reserve(ana, [wanted], WHY, now=NOW)] * 8)
    assert ended == {type(None): 2, Short: 6}
    assert depot.balance(product).reserved == 8
    assert differences() == []


def test_the_last_of_a_line_s_quota_goes_to_one_whatever_the_product(depot: Depot) -> None:
    products = [depot.product(code, line="Filtros") for code in ("F-1", "F-2")]
    for product in products:
        depot.put(product, 100)
    line, unit = products[0].line, products[0].unit
    quota = depot.quota(None, 10, line=line, unit=unit, dimension="branch", establishment=depot.cast.head)
    ana = depot.cast.ana
    wanted = [depot.want(product, 4) for product in products] * 4
    ended = race(*[lambda each=each: actions.reserve(ana, [each], WHY, now=NOW) for each in wanted])
    quota.refresh_from_db()
    assert (ended, quota.used, differences()) == ({type(None): 2, Short: 6}, 8, [])


def test_the_last_component_goes_to_one_kit(depot: Depot) -> None:
    oil, filter_ = depot.product("OLEO"), depot.product("FILTRO")
    depot.put(oil, 100)
    depot.put(filter_, 3)
    change, other = depot.kit("TROCA", (oil, "4"), (filter_, "1")), depot.kit("OUTRA", (filter_, "1"), (oil, "2"))
    ana, bruno = depot.cast.ana, depot.cast.bruno
    kits, alone = [depot.want(change, 1), depot.want(other, 1)], depot.want(filter_, 1)
    ended = race(
        *[lambda each=each: actions.reserve(ana, [each], WHY, now=NOW) for each in (*kits, alone) * 3],
        lambda: actions.issue(bruno, depot.main.pk, [Line(change.pk, change.unit_id, Decimal(1))], Why("Uso"), now=NOW),
    )
    assert (ended[type(None)], ended[Short] + ended[NotEnough]) == (3, 7)
    assert depot.balance(filter_).available == 0
    for reservation in Reservation.objects.exclude(product=filter_):
        assert reservation.allocations.count() == 2
    assert differences() == []


def test_acts_that_cross_each_other_wait_and_never_embrace(depot: Depot) -> None:
    first, second = depot.product("P-1"), depot.product("P-2")
    for place in (depot.main, depot.back):
        for product in (first, second):
            depot.put(product, 40, into=place)
    bruno, ana = depot.cast.bruno, depot.cast.ana
    lines = [Line(each.pk, each.unit_id, Decimal(1)) for each in (first, second)]
    there, back = (depot.main.pk, depot.back.pk), (depot.back.pk, depot.main.pk)
    both = [depot.want(second, 1, at=depot.back), depot.want(first, 1)]
    attempts: list[Callable[[], object]] = [
        lambda: actions.transfer(bruno, *there, lines, Why(), now=NOW),
        lambda: actions.transfer(bruno, *back, lines[::-1], Why(), now=NOW),
        lambda: actions.reserve(ana, both, WHY, now=NOW),
        lambda: actions.reserve(ana, both[::-1], WHY, now=NOW),
    ] * 6
    assert race(*attempts) == {type(None): 24}
    held = {(b.product_id, b.warehouse_id): (b.on_hand, b.reserved) for b in Balance.objects.all()}
    assert held[first.pk, depot.main.pk] == (40, 12)
    assert held[second.pk, depot.back.pk] == (40, 12)
    assert differences() == []


def test_an_issue_and_a_reservation_share_what_there_is(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 10)
    bruno, ana = depot.cast.bruno, depot.cast.ana
    line, wanted = Line(product.pk, product.unit_id, Decimal(3)), depot.want(product, 3)
    ended = race(
        *[lambda: actions.issue(bruno, depot.main.pk, [line], Why("Uso interno"), now=NOW)] * 3,
        *[lambda: actions.reserve(ana, [wanted], WHY, now=NOW)] * 3,
    )
    assert ended[type(None)] == 3
    assert ended[Short] + ended[NotEnough] == 3
    assert differences() == []


def test_two_count_a_product_never_seen_and_one_reverses_twice(depot: Depot) -> None:
    product = depot.product()
    bruno = depot.cast.bruno
    line = Line(product.pk, product.unit_id, Decimal(10))
    race(*[lambda: actions.count(bruno, depot.main.pk, [line], Why("Inventário"), now=NOW)] * 4)
    assert depot.balance(product).on_hand == 10
    posting = Posting.objects.get()
    ended = race(*[lambda: actions.reverse(bruno, posting.pk, "Engano", now=NOW)] * 3)
    assert ended == {type(None): 1, AlreadyReversed: 2}
    assert depot.balance(product).on_hand == 0


_WORK = """
import django; django.setup()
from decimal import Decimal
from tests.stock.depot import NOW
from vinculo.organization.queries import actor_for
from vinculo.stock import actions
from vinculo.stock.inputs import Line, Purpose, Wanted, Why
import sys
user, product, unit, here, there = map(int, sys.argv[1:])
actor, line = actor_for(user), Line(product, unit, Decimal(2))
while True:
    actions.transfer(actor, here, there, [line], Why(), now=NOW)
    made = actions.reserve(actor, [Wanted(product, unit, Decimal(1), there)], Purpose("Pedido"), now=NOW)
    actions.release(actor, [made[0].pk], "Desistiu", now=NOW)
    print("volta", flush=True)
"""


def test_a_kill_half_way_leaves_nothing_half_done(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 1_000_000)
    settings = connection.settings_dict
    url = f"postgres://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}"
    url += f"&port={settings['PORT']}" if settings["PORT"] else ""
    numbers = (depot.cast.user("bruno").pk, product.pk, product.unit_id, depot.main.pk, depot.back.pk)
    worker = subprocess.Popen(
        [sys.executable, "-c", _WORK, *map(str, numbers)],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings_test"},
        stdout=subprocess.PIPE,
    )
    assert worker.stdout is not None
    for _ in range(5):
        assert worker.stdout.readline() == b"volta\n"
    worker.kill()
    worker.wait()
    worker.stdout.close()
    assert Movement.objects.count() >= 11
    assert sum(balance.on_hand for balance in Balance.objects.all()) == 1_000_000
    assert all(posting.movements.count() == 2 for posting in Posting.objects.filter(kind="transfer"))
    assert Reservation.objects.active().count() == sum(balance.reserved for balance in Balance.objects.all())
    assert differences() == []
