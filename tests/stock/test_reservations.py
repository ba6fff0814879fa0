"""What a reservation takes, whom it refuses and what it offers instead, and how it ends."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.stock.depot import NOW, Depot
from vinculo.catalogue.models import SimilarGroup, SimilarMember
from vinculo.foundation.access import NotAllowed
from vinculo.foundation.notifications.models import Notification
from vinculo.stock import actions
from vinculo.stock.inputs import Purpose, Why
from vinculo.stock.models import LotRequirement, QuotaUse, Reservation
from vinculo.stock.queries.reconciliation import differences
from vinculo.stock.refusals import NotActive, NotEnough, Short, StockRefused

WHY = Purpose("Pedido 1")


def held(reservation: Reservation) -> dict[str, int]:
    rows = reservation.allocations.select_related("balance__lot").order_by("id")
    return {str(row.balance.lot) if row.balance else "a chegar": int(row.held) for row in rows}


def test_the_lot_nearest_to_its_expiry_serves_first(depot: Depot) -> None:
    product = depot.product(tracks_lots=True)
    late, soon = depot.lot(product, "B", date(2027, 3, 1)), depot.lot(product, "A", date(2027, 1, 1))
    depot.put(product, 10, lot=late)
    depot.put(product, 5, lot=soon)
    reservation = depot.reserve(product, 8)
    assert held(reservation) == {"A": 5, "B": 3}
    assert reservation.expires_at == NOW + timedelta(hours=24)
    assert (depot.balance(product, lot=soon).available, depot.balance(product, lot=late).available) == (0, 7)


def test_a_customer_who_asks_for_90_days_gets_no_lot_of_40(depot: Depot) -> None:
    product = depot.product(tracks_lots=True)
    for number, expires, quantity in (("A", date(2027, 1, 1), 5), ("B", date(2027, 3, 1), 10)):
        depot.put(product, quantity, lot=depot.lot(product, number, expires))
    party = depot.customer()
    LotRequirement.objects.create(company=depot.cast.company, party=party, minimum_days=90)
    assert held(depot.reserve(product, 8, party=party.pk)) == {"B": 8}
    with pytest.raises(Short) as short:
        depot.reserve(product, 3, party=party.pk)
    assert str(short.value) == ("P-1: pediu 3 UN, e em Central só há 2 UN. Há lote com validade menor que a exigida.")


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ([], 30),
        ([{"classification": "A", "minimum_days": 10}], 10),
        ([{"classification": "A", "minimum_days": 10}, {"party": True, "minimum_days": 60}], 60),
        ([{"party": True, "minimum_days": 60}, {"party": True, "product": True, "minimum_days": 5}], 5),
    ],
)
def test_the_most_particular_demand_decides(depot: Depot, rows: list[dict[str, object]], days: int) -> None:
    product = depot.product(tracks_lots=True, minimum_shelf_life=30)
    party = depot.customer(classification="A")
    for row in rows:
        named = {"party": party, "product": product}
        LotRequirement.objects.create(
            company=depot.cast.company, **{key: named.get(key, value) for key, value in row.items()}
        )
    depot.put(product, 1, lot=depot.lot(product, "X", date(2026, 11, 22) + timedelta(days=days - 1)))
    with pytest.raises(Short):
        depot.reserve(product, 1, party=party.pk)
    depot.put(product, 1, lot=depot.lot(product, "Y", date(2026, 11, 22) + timedelta(days=days)))
    assert held(depot.reserve(product, 1, party=party.pk)) == {"Y": 1}


def test_quarantined_and_expired_lots_are_not_sold(depot: Depot) -> None:
    product = depot.product(tracks_lots=True)
    depot.put(product, 5, lot=depot.lot(product, "Q", date(2028, 1, 1), status="quarantine"))
    depot.put(product, 5, lot=depot.lot(product, "V", date(2026, 11, 21)))
    with pytest.raises(Short, match=r"não há disponível. Há lote em quarentena, com a validade vencida\."):
        depot.reserve(product, 1)


def test_boxes_serve_from_boxes_or_else_from_pieces(depot: Depot) -> None:
    product = depot.product()
    depot.shelf.factor(product, "CX", "UN", 12)
    depot.put(product, 1, unit="CX")
    depot.put(product, 40)
    assert [int(each.quantity) for each in depot.reserve(product, 1, unit="CX").allocations.all()] == [1]
    assert [int(each.quantity) for each in depot.reserve(product, 3, unit="CX").allocations.all()] == [36]
    assert depot.balance(product).available == 4


def test_what_is_short_comes_with_other_ways(depot: Depot) -> None:
    product, other = depot.product("P-1"), depot.product("P-2")
    group = SimilarGroup.objects.create(company=depot.cast.company, name="Filtros")
    for each in (product, other):
        SimilarMember.objects.create(company=depot.cast.company, group=group, product=each)
    depot.put(product, 2)
    depot.put(product, 9, into=depot.back)
    depot.put(product, 50, into=depot.far)
    depot.put(other, 30)
    depot.coming(product, 40)
    with pytest.raises(Short) as short:
        depot.reserve(product, 5)
    (shortage,) = short.value.shortages
    assert shortage.sentence == "P-1: pediu 5 UN, e em Central só há 2 UN."
    assert [(each.kind, each.words, int(each.quantity)) for each in shortage.alternatives] == [
        ("warehouse", "A2 Oficina", 9),  # Curitiba is not within Ana's reach
        ("similar", "P-2 Produto P-2", 30),
        ("receipt", "Chega em 12/12/2026, em Central", 40),
    ]


def test_another_lot_is_offered_when_one_was_asked_for(depot: Depot) -> None:
    product = depot.product(tracks_lots=True)
    first, second = depot.lot(product, "L1", date(2027, 5, 1)), depot.lot(product, "L2", date(2027, 6, 1))
    depot.put(product, 1, lot=first)
    depot.put(product, 8, lot=second)
    with pytest.raises(Short) as short:
        depot.reserve(product, 2, lot=first)
    (alternative,) = short.value.shortages[0].alternatives
    assert (alternative.words, alternative.lot_id) == ("Lote L2, vence em 01/06/2027", second.pk)


def test_all_lines_or_none(depot: Depot) -> None:
    first, second = depot.product("P-1"), depot.product("P-2")
    depot.put(first, 5)
    depot.put(second, 1)
    wanted = [depot.want(first, 3), depot.want(second, 2), depot.want(first, 3)]
    with pytest.raises(Short) as short:
        actions.reserve(depot.cast.ana, wanted, WHY, now=NOW)
    assert [shortage.line for shortage in short.value.shortages] == [1, 2]
    assert not Reservation.objects.exists()
    assert differences() == []


def test_stock_to_come_is_promised_and_becomes_stock_when_it_arrives(depot: Depot) -> None:
    product = depot.product()
    receipt = depot.coming(product, 10)
    first, second = depot.reserve(product, 6, receipt=receipt), depot.reserve(product, 3, receipt=receipt)
    with pytest.raises(Short, match=r"o recebimento de 12/12/2026 só tem 1 UN por prometer"):
        depot.reserve(product, 2, receipt=receipt)
    with pytest.raises(NotEnough, match="ainda está por chegar"):
        actions.consume(depot.cast.bruno, first.pk, Why(), now=NOW)
    with pytest.raises(StockRefused, match="libere as reservas antes"):
        actions.close_receipt(depot.cast.bruno, receipt.pk, now=NOW)
    actions.arrive(depot.cast.bruno, receipt.pk, Decimal(8), None, Why(), now=NOW)
    balance = depot.balance(product)
    assert (balance.on_hand, balance.reserved) == (8, 8)
    receipt.refresh_from_db()
    assert (receipt.received, receipt.committed, receipt.free) == (8, 1, 1)
    actions.arrive(depot.cast.bruno, receipt.pk, Decimal(2), None, Why(), now=NOW)
    receipt.refresh_from_db()
    assert receipt.closed_at == NOW
    assert sum(each.held for each in second.allocations.filter(balance__isnull=False)) == 3
    assert differences() == []


def test_more_than_a_balance_can_hold_is_refused_with_a_sentence(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 60_000_000_000)
    with pytest.raises(StockRefused, match="grande demais"):
        depot.put(product, 60_000_000_000)


def test_what_an_arrival_brought_by_mistake_is_expected_again(depot: Depot) -> None:
    receipt = depot.coming(depot.product(), 10)
    posting = actions.arrive(depot.cast.bruno, receipt.pk, Decimal(10), None, Why(), now=NOW)
    actions.reverse(depot.cast.bruno, posting.pk, "Era de outro fornecedor", now=NOW)
    receipt.refresh_from_db()
    assert (receipt.received, receipt.free, receipt.closed_at) == (0, 10, None)
    actions.arrive(depot.cast.bruno, receipt.pk, Decimal(4), None, Why(), now=NOW)


def test_a_reservation_is_served(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 10)
    quota = depot.quota(product, 6, dimension="branch", establishment=depot.cast.head)
    reservation = depot.reserve(product, 4)
    posting = actions.consume(depot.cast.bruno, reservation.pk, Why(document="NF 55"), now=NOW)
    balance = depot.balance(product)
    assert (balance.on_hand, balance.reserved) == (6, 0)
    assert [int(movement.quantity) for movement in posting.movements.all()] == [-4]
    quota.refresh_from_db()
    assert quota.used == 4
    with pytest.raises(NotActive):
        actions.consume(depot.cast.bruno, reservation.pk, Why(), now=NOW)


def test_people_release_their_own_and_leaders_those_of_others(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 10)
    mine, davis = depot.reserve(product, 4), depot.reserve(product, 5, by="davi")
    assert actions.release(depot.cast.ana, [mine.pk, davis.pk], "Desistiu", now=NOW) == [mine]
    without = replace(depot.cast.bruno, permissions=frozenset({"stock.reserve"}))
    with pytest.raises(NotAllowed):
        actions.release(without, [davis.pk], "?", now=NOW)
    with pytest.raises(NotAllowed):
        actions.extend(without, davis.pk, NOW + timedelta(seconds=1), now=NOW)
    assert actions.release(depot.cast.bruno, [davis.pk], "Fim do mês", now=NOW) == [davis]
    assert depot.balance(product).available == 10


def test_what_is_past_its_end_is_let_go_and_the_owner_told(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 10)
    quota = depot.quota(product, 10, dimension="representative", representative=depot.cast.user("ana"))
    short, long = depot.reserve(product, 4), depot.reserve(product, 5)
    actions.extend(depot.cast.ana, long.pk, NOW + timedelta(days=9), now=NOW)
    assert actions.expire(now=NOW + timedelta(hours=24)) == 1
    assert actions.expire(now=NOW + timedelta(hours=24)) == 0
    short.refresh_from_db()
    assert (short.status, short.end_reason) == ("expired", "Prazo vencido")
    assert depot.balance(product).reserved == 5
    quota.refresh_from_db()
    assert quota.used == 5
    assert Notification.objects.get().title == "A reserva de 4 UN de P-1 venceu"
    assert differences() == []


def test_every_quota_in_force_must_bear_a_reservation(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 100)
    party = depot.customer(classification="A")
    depot.quota(product, 50, dimension="branch", establishment=depot.cast.head)
    depot.quota(product, 8, dimension="class", classification="A")
    depot.quota(product, 1, dimension="customer", party=depot.customer("Outro"))
    depot.reserve(product, 6, party=party.pk)
    with pytest.raises(Short, match=r"A cota de Classe A até 30/11/2026 tem 2 UN de saldo \(limite 8 UN, usado 6 UN\)"):
        depot.reserve(product, 3, party=party.pk)
    depot.reserve(product, 20)
    assert sorted(int(use.held) for use in QuotaUse.objects.all()) == [6, 6, 20]
    assert differences() == []


def test_nothing_is_reserved_where_nothing_is_sold_or_seen(depot: Depot) -> None:
    product = depot.product()
    shelf = depot.warehouse("AV", "Avarias", sells=False)
    depot.put(product, 5, into=shelf)
    depot.put(product, 5, into=depot.far)
    for place in (shelf, depot.far):
        with pytest.raises(StockRefused, match=r"não é de venda|ao seu alcance"):
            depot.reserve(product, 1, at=place)
