"""The ledger and its balances cannot part: whatever is written, the database keeps them together or refuses."""

from collections.abc import Callable
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from tests.stock.depot import NOW, Depot
from vinculo.foundation.notifications.models import Notification
from vinculo.organization.models import Membership
from vinculo.stock import actions
from vinculo.stock.actions.reconciliation import reconcile
from vinculo.stock.inputs import Line, Why
from vinculo.stock.models import Balance, Movement, Posting
from vinculo.stock.queries.reconciliation import differences
from vinculo.stock.refusals import AlreadyReversed, CannotReverse, NotEnough


def test_each_movement_says_the_balance_it_left(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 10)
    depot.put(product, "2.5" if product.unit.decimals else 3)
    actions.issue(
        depot.cast.bruno, depot.main.pk, [Line(product.pk, product.unit_id, Decimal(4))], Why("Perda"), now=NOW
    )
    assert [(m.quantity, m.balance_after) for m in Movement.objects.order_by("id")] == [
        (Decimal(10), Decimal(10)),
        (Decimal(3), Decimal(13)),
        (Decimal(-4), Decimal(9)),
    ]
    assert depot.balance(product).on_hand == 9
    assert differences() == []


REFUSED = {
    "a movement changed": "update stock_movement set quantity = quantity + 1",
    "a movement deleted": "delete from stock_movement",
    "a balance changed": "update stock_balance set on_hand = on_hand + 1",
    "a reservation put on a balance": "update stock_balance set reserved = 1",
    "a balance moved to another place": "update stock_balance set warehouse_id = (select max(id) from stock_warehouse)",
    "a balance with something in it deleted": "delete from stock_balance",
    "a balance born with something in it": (
        "insert into stock_balance (company_id, establishment_id, product_id, warehouse_id, unit_id, lot_id, on_hand,"
        " reserved) select company_id, establishment_id, product_id, warehouse_id, unit_id, null, 5, 0"
        " from stock_balance"
    ),
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_nobody_writes_around_the_ledger(depot: Depot, statement: str) -> None:
    depot.put(depot.product(), 10)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert differences() == []


def test_the_sum_of_the_ledger_is_compared_with_every_balance(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 10)
    depot.reserve(product, 4)
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute("update stock_balance set on_hand = 12, reserved = 3")
        cursor.execute("set session_replication_role = origin")
    assert {(each.what, each.kept, each.summed) for each in differences()} == {
        ("em mãos", Decimal(12), Decimal(10)),
        ("reservado", Decimal(3), Decimal(4)),
    }
    reconcile()
    told_people = Notification.objects.filter(title__contains="2 diferenças")
    adjusters = Membership.objects.filter(
        user__company=depot.cast.company, role__permissions__overlap=["stock.count", "stock.adjust_any"]
    )
    whom = set(told_people.values_list("user_id", flat=True))
    assert whom == set(adjusters.values_list("user_id", flat=True))
    assert depot.cast.bruno.user_id in whom
    assert depot.cast.ana.user_id not in whom
    body = told_people[0].body
    assert "em mãos 12, soma 10" in body
    assert "reservado 3, soma 4" in body
    told = StringIO()
    with pytest.raises(SystemExit):
        call_command("reconcile_stock", stdout=told)
    assert told.getvalue().endswith("2 diferenças.\n")


def test_the_night_says_nothing_when_everything_adds_up(depot: Depot) -> None:
    depot.put(depot.product(), 10)
    assert reconcile() == 0
    assert not Notification.objects.exists()


def test_a_balance_is_never_negative_whoever_writes(depot: Depot) -> None:
    product = depot.product()
    posting = depot.put(product, 10)
    insert = (
        "insert into stock_movement (posting_id, kind, product_id, warehouse_id, unit_id, quantity, at)"
        " values (%s, 'issue', %s, %s, %s, -11, now())"
    )
    values = [posting.pk, product.pk, depot.main.pk, product.unit_id]
    refused = pytest.raises(IntegrityError, match="balance_is_never_negative")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(insert, values)


def test_a_transfer_is_one_act_with_both_sides(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 10)
    line = Line(product.pk, product.unit_id, Decimal(4))
    posting = actions.transfer(depot.cast.bruno, depot.main.pk, depot.far.pk, [line], Why(), now=NOW)
    assert {(m.warehouse_id, m.quantity) for m in posting.movements.all()} == {(depot.main.pk, -4), (depot.far.pk, 4)}
    assert depot.balance(product).on_hand == 6
    assert depot.balance(product, at=depot.far).on_hand == 4
    assert list(Posting.objects.visible_to(depot.cast.caio).filter(kind="transfer")) == [posting]


def test_what_is_reserved_does_not_leave(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 10)
    depot.reserve(product, 7)
    line = Line(product.pk, product.unit_id, Decimal(4))
    acts: list[Callable[[], object]] = [
        lambda: actions.transfer(depot.cast.bruno, depot.main.pk, depot.back.pk, [line], Why(), now=NOW),
        lambda: actions.issue(depot.cast.bruno, depot.main.pk, [line], Why("Uso interno"), now=NOW),
    ]
    for act in acts:
        with pytest.raises(NotEnough, match=r"pediu 4 UN, e o saldo livre em Central é de 3 UN"):
            act()
    assert depot.balance(product).on_hand == 10


def test_boxes_are_opened_by_the_exact_factor(depot: Depot) -> None:
    product = depot.product(unit="UN")
    depot.shelf.factor(product, "CX", "UN", 12)
    depot.put(product, 3, unit="CX")
    box, piece = depot.shelf.unit("CX"), depot.shelf.unit("UN")
    line = Line(product.pk, box.pk, Decimal(2))
    actions.convert(depot.cast.bruno, depot.main.pk, line, piece.pk, Why(), now=NOW)
    held = {balance.unit.code: balance.on_hand for balance in Balance.objects.select_related("unit")}
    assert held == {"CX": 1, "UN": 24}
    assert differences() == []


def test_a_posting_is_reversed_whole_and_once(depot: Depot) -> None:
    first, second = depot.product("P-1"), depot.product("P-2")
    lines = [Line(product.pk, product.unit_id, Decimal(5)) for product in (first, second)]
    posting = actions.receive(depot.cast.bruno, depot.main.pk, lines, Why(document="NF 9"), now=NOW)
    reversal = actions.reverse(depot.cast.bruno, posting.pk, "Nota errada", now=NOW)
    assert (reversal.reverses, reversal.document) == (posting, "NF 9")
    assert depot.balance(first).on_hand == depot.balance(second).on_hand == 0
    with pytest.raises(AlreadyReversed):
        actions.reverse(depot.cast.bruno, posting.pk, "De novo", now=NOW)
    with pytest.raises(CannotReverse):
        actions.reverse(depot.cast.bruno, reversal.pk, "Desfazer o estorno", now=NOW)
    assert differences() == []


def test_what_came_in_and_left_cannot_be_taken_back(depot: Depot) -> None:
    product = depot.product()
    posting = depot.put(product, 5)
    depot.reserve(product, 2)
    with pytest.raises(NotEnough, match=r"o saldo livre em Central é de só 3 UN"):
        actions.reverse(depot.cast.bruno, posting.pk, "Nota errada", now=NOW)
    assert depot.balance(product).on_hand == 5
