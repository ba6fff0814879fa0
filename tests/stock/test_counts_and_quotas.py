from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.stock.depot import NOW, Depot
from vinculo.catalogue.models import Product
from vinculo.foundation.access import NotAllowed
from vinculo.foundation.notifications.models import Notification
from vinculo.organization.models import ParameterValue
from vinculo.stock import actions
from vinculo.stock.actions.count_requests import approve_count, refuse_count, request_count
from vinculo.stock.actions.places import lot_for
from vinculo.stock.actions.quotas import change_limit, delete_quota, move_balance
from vinculo.stock.inputs import Line, NewLot, Why
from vinculo.stock.queries.reconciliation import differences
from vinculo.stock.refusals import BelowReserved, BeyondAuthority, InUse, LotNeeded, ReasonNeeded, Short, StockRefused

WHY = Why("Inventário de novembro")


def test_a_count_posts_the_difference_of_what_differs(depot: Depot) -> None:
    first, second, third = (depot.product(f"P-{number}") for number in (1, 2, 3))
    depot.put(first, 10)
    depot.put(second, 5)
    lines = [
        Line(each.pk, each.unit_id, Decimal(much)) for each, much in ((first, 4), (first, 4), (second, 5), (third, 7))
    ]
    posting = actions.count(depot.cast.bruno, depot.main.pk, lines, WHY, now=NOW)
    assert posting is not None
    assert {(m.product_id, int(m.quantity)) for m in posting.movements.all()} == {(first.pk, -2), (third.pk, 7)}
    assert actions.count(depot.cast.bruno, depot.main.pk, lines, WHY, now=NOW) is None
    assert differences() == []


def test_a_count_does_not_take_what_is_reserved(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 10)
    depot.reserve(product, 6)
    with pytest.raises(BelowReserved, match="contou 5 UN, e há 6 UN reservado"):
        actions.count(depot.cast.bruno, depot.main.pk, [Line(product.pk, product.unit_id, Decimal(5))], WHY, now=NOW)


def test_large_differences_need_whoever_may_adjust_any(depot: Depot) -> None:
    product, other = depot.product("P-1", cost="10"), depot.product("P-2", cost="10")
    unknown = depot.product("P-3", cost=None)
    ParameterValue.objects.create(company=depot.cast.company, key="stock.adjustment_limit", value=100)
    lines = [Line(each.pk, each.unit_id, Decimal(5)) for each in (product, other)]
    assert actions.count(depot.cast.sofia, depot.main.pk, lines, WHY, now=NOW) is not None
    larger = [Line(product.pk, product.unit_id, Decimal(10)), Line(other.pk, other.unit_id, Decimal(11))]
    with pytest.raises(BeyondAuthority, match="passa de R\\$\xa0100,00"):
        actions.count(depot.cast.sofia, depot.main.pk, larger, WHY, now=NOW)
    without_cost = [Line(unknown.pk, unknown.unit_id, Decimal(1))]
    with pytest.raises(BeyondAuthority):
        actions.count(depot.cast.sofia, depot.main.pk, without_cost, WHY, now=NOW)
    assert actions.count(depot.cast.bruno, depot.main.pk, [*larger, *without_cost], WHY, now=NOW) is not None


def test_a_count_beyond_one_s_authority_waits_and_is_applied_as_a_difference(depot: Depot) -> None:
    """What came and went while the count waited stays; nobody approves their own, and nothing is taken twice."""
    product, other = depot.product("P-1", cost="1000"), depot.product("P-2", cost="1000")
    depot.put(product, 10)
    depot.put(other, 10)
    sofia, bruno, place = depot.cast.sofia, depot.cast.bruno, depot.main.pk
    lines = [Line(product.pk, product.unit_id, Decimal(7)), Line(other.pk, other.unit_id, Decimal(12))]
    request = request_count(sofia, place, lines, WHY, now=NOW)
    assert request is not None
    told = set(Notification.objects.filter(url=request.get_absolute_url()).values_list("user_id", flat=True))
    assert bruno.user_id in told
    assert sofia.user_id not in told
    with pytest.raises(StockRefused, match=f"à espera de aprovação .nº {request.pk}"):
        request_count(sofia, place, lines[:1], WHY, now=NOW)
    actions.issue(bruno, place, [Line(product.pk, product.unit_id, Decimal(5))], Why("Perda"), now=NOW)
    with pytest.raises(NotAllowed):
        approve_count(sofia, request.pk, now=NOW)
    reserved = depot.reserve(product, 3)
    with pytest.raises(BelowReserved, match="ficariam 2 UN, e há 3 UN reservado"):
        approve_count(bruno, request.pk, now=NOW)
    actions.release(bruno, [reserved.pk], "Desistiu", now=NOW)
    approve_count(bruno, request.pk, now=NOW)
    assert (int(depot.balance(product).on_hand), int(depot.balance(other).on_hand)) == (2, 12)
    with pytest.raises(StockRefused, match="já foi decidida: aprovada"):
        refuse_count(bruno, request.pk, "Engano", now=NOW)
    assert differences() == []


def test_a_count_that_waits_is_refused_with_a_reason_or_when_counted_again(depot: Depot) -> None:
    product = depot.product(cost="1000")
    depot.put(product, 10)
    line = Line(product.pk, product.unit_id, Decimal(2))
    request = request_count(depot.cast.sofia, depot.main.pk, [line], WHY, now=NOW)
    assert request is not None
    with pytest.raises(ReasonNeeded):
        refuse_count(depot.cast.bruno, request.pk, " ", now=NOW)
    actions.count(depot.cast.bruno, depot.main.pk, [line], WHY, now=NOW)
    with pytest.raises(StockRefused, match="contado de novo depois"):
        approve_count(depot.cast.bruno, request.pk, now=NOW)
    assert refuse_count(depot.cast.bruno, request.pk, "Recontado", now=NOW).status == "refused"
    assert int(depot.balance(product).on_hand) == 2


def test_a_quota_of_a_line_bears_all_its_products_in_its_unit_and_a_kit_by_its_components(depot: Depot) -> None:
    boxed = depot.product("P-1", line="Filtros")
    depot.shelf.factor(boxed, "CX", "UN", 12)
    other, loose = depot.product("P-2", line="Filtros", unit="CX"), depot.product("P-3", line="Filtros")
    for product, much in ((boxed, 60), (other, 9), (loose, 5)):
        depot.put(product, much)
    quota = depot.quota(
        None,
        4,
        unit=depot.shelf.unit("CX"),
        line=boxed.line,
        dimension="representative",
        representative=depot.cast.user("ana"),
    )
    first = depot.reserve(boxed, 24)
    depot.reserve(other, 1)
    quota.refresh_from_db()
    assert (quota.used, quota.balance) == (3, 1)
    with pytest.raises(Short, match="na linha filtros até 30/11/2026 tem 1 CX de saldo"):
        depot.reserve(other, 2)
    with pytest.raises(Short, match="P-3: a cota da linha filtros é em CX, e não há fator"):
        depot.reserve(loose, 1)
    assert depot.reserve(other, 2, by="bruno").is_active
    actions.release(depot.cast.ana, [first.pk], "Desistiu", now=NOW)
    kit = depot.kit("KIT", (boxed, "12"), (other, "1"))
    Product.objects.filter(pk=kit.pk).update(line=boxed.line)
    depot.reserve(Product.objects.get(pk=kit.pk), 1)
    quota.refresh_from_db()
    assert (quota.used, differences()) == (3, [])


def test_a_count_says_why_and_names_the_lot(depot: Depot) -> None:
    product = depot.product(tracks_lots=True)
    line = Line(product.pk, product.unit_id, Decimal(5))
    with pytest.raises(ReasonNeeded):
        actions.count(depot.cast.bruno, depot.main.pk, [line], Why(" "), now=NOW)
    with pytest.raises(LotNeeded, match="P-1 é controlado por lote"):
        actions.count(depot.cast.bruno, depot.main.pk, [line], WHY, now=NOW)
    lot, stray = depot.lot(product), depot.lot(depot.product("P-2"), "S1")
    actions.count(depot.cast.bruno, depot.main.pk, [replace(line, lot_id=lot.pk)], WHY, now=NOW)
    lot.refresh_from_db()
    assert lot.received_on == date(2026, 11, 22)
    with pytest.raises(StockRefused, match="P-2 não é controlado por lote"):
        depot.put(stray.product, 1, lot=stray)


@pytest.mark.parametrize(("unit", "quantity"), [("UN", "1.5"), ("KG", "1.2345"), ("L", "0.00001")])
def test_a_unit_is_divided_only_as_finely_as_it_says(depot: Depot, unit: str, quantity: str) -> None:
    product = depot.product(unit=unit)
    with pytest.raises(StockRefused, match=r"unidade|casas decimais"):
        depot.put(product, quantity)


def test_a_lot_keeps_its_dates(depot: Depot) -> None:
    product = depot.product(tracks_lots=True)
    lot = lot_for(depot.cast.bruno, NewLot(product.pk, " ab-1 "))
    assert lot_for(depot.cast.bruno, NewLot(product.pk, "AB-1", expires_on=date(2027, 1, 1))) == lot
    with pytest.raises(StockRefused, match="O lote AB-1 já existe com validade 01/01/2027"):
        lot_for(depot.cast.bruno, NewLot(product.pk, "AB-1", expires_on=date(2027, 2, 1)))


def test_quota_balance_moves_between_quotas_of_one_product(depot: Depot) -> None:
    product = depot.product()
    depot.put(product, 100)
    ours = depot.quota(product, 20, dimension="branch", establishment=depot.cast.head)
    theirs = depot.quota(product, 5, dimension="branch", establishment=depot.cast.branch)
    depot.reserve(product, 12)
    with pytest.raises(StockRefused, match="Esta cota tem 8 UN de saldo"):
        move_balance(depot.cast.alice, ours.pk, theirs.pk, Decimal(9), "Demanda em Curitiba", now=NOW)
    move_balance(depot.cast.alice, ours.pk, theirs.pk, Decimal(8), "Demanda em Curitiba", now=NOW)
    for quota, limit in ((ours, 12), (theirs, 13)):
        quota.refresh_from_db()
        assert quota.limit == limit
    with pytest.raises(StockRefused, match="Já foram usadas 12 UN"):
        change_limit(depot.cast.alice, ours.pk, Decimal(11))
    with pytest.raises(InUse):
        delete_quota(depot.cast.alice, ours.pk)
