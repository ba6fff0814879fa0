"""A kit sold as one line is as available as the scarcest of its components, and takes them all or none."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from tests.stock.depot import NOW, Depot
from vinculo.catalogue.models import Product, ProductEstablishment
from vinculo.catalogue.rules import assembled
from vinculo.foundation import clock
from vinculo.stock import actions
from vinculo.stock.inputs import Line, Why
from vinculo.stock.lists.places import low_rows
from vinculo.stock.models import Lot, Movement
from vinculo.stock.panels import on_shelf
from vinculo.stock.queries import availability, figures
from vinculo.stock.queries.reconciliation import differences
from vinculo.stock.refusals import NotEnough, Short, StockRefused

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("free", "decimals", "kits"),
    [
        ({1: "9", 2: "2"}, 0, "2"),
        ({1: "7", 2: "2"}, 0, "1"),
        ({1: "7", 2: "2"}, 2, "1.75"),
        ({1: "400"}, 0, "0"),
    ],
)
def test_the_scarcest_component_decides(free: dict[int, str], decimals: int, kits: str) -> None:
    quantities = {key: Decimal(quantity) for key, quantity in free.items()}
    assert assembled(quantities, [(1, Decimal(4)), (2, Decimal(1))], decimals) == Decimal(kits)


@pytest.mark.django_db
def test_a_kit_is_reserved_served_and_let_go_as_its_components(depot: Depot) -> None:
    oil, filter_ = depot.product("OLEO"), depot.product("FILTRO")
    kit = depot.kit("TROCA", (oil, "4"), (filter_, "1"))
    depot.put(oil, 11)
    depot.put(filter_, 5)
    depot.put(oil, 400, into=depot.back)

    def available() -> tuple[int, ...]:
        found = availability(depot.cast.company.pk, [kit.pk, oil.pk, filter_.pk], on=TODAY)
        return tuple(int(found[each.pk].available) for each in (kit, oil, filter_))

    # The oil of the other warehouse makes no kit: there is no filter beside it.
    assert available() == (2, 411, 5)
    assert on_shelf(depot.cast.ana, [kit])[kit.pk].available == 2
    first = depot.reserve(kit, 1)
    assert available() == (1, 407, 4)
    with pytest.raises(Short) as short:
        depot.reserve(kit, 2)
    assert str(short.value.shortages[0].sentence).startswith("TROCA: falta componente do kit. OLEO: pediu 8 UN")
    assert available() == (1, 407, 4)

    actions.consume(depot.cast.bruno, first.pk, Why(), now=NOW)
    issued = Movement.objects.filter(quantity__lt=0).values_list("product__code", "quantity")
    assert set(issued) == {("OLEO", -4), ("FILTRO", -1)}
    second = depot.reserve(kit, 1)
    actions.release(depot.cast.ana, [second.pk], "Desistiu", now=NOW)
    assert available() == (1, 407, 4)
    assert differences() == []


@pytest.mark.django_db
def test_a_kit_leaves_as_its_components_and_never_comes_in(depot: Depot) -> None:
    oil, filter_ = depot.product("OLEO"), depot.product("FILTRO")
    kit = depot.kit("TROCA", (oil, "4"), (filter_, "1"))
    depot.put(oil, 8)
    depot.put(filter_, 1)
    line = Line(kit.pk, kit.unit_id, Decimal(1))
    actions.issue(depot.cast.bruno, depot.main.pk, [line], Why("Uso interno"), now=NOW)
    assert (depot.balance(oil).on_hand, depot.balance(filter_).on_hand) == (4, 0)
    with pytest.raises(NotEnough, match="FILTRO"):
        actions.issue(depot.cast.bruno, depot.main.pk, [line], Why("Uso interno"), now=NOW)
    with pytest.raises(StockRefused, match="lance cada um deles"):
        depot.put(kit, 1)
    assert depot.balance(oil).on_hand == 4


@pytest.mark.django_db
def test_a_kit_s_alternatives_and_what_is_to_come_are_its_components(depot: Depot) -> None:
    oil, filter_ = depot.product("OLEO"), depot.product("FILTRO")
    kit = depot.kit("TROCA", (oil, "4"), (filter_, "1"))
    for place, quarts in ((depot.main, 4), (depot.back, 13)):
        depot.put(oil, quarts, into=place)
        depot.put(filter_, 3, into=place)
    depot.coming(oil, 2, date(2026, 12, 1))
    depot.coming(oil, 3, date(2026, 12, 12))
    found = availability(depot.cast.company.pk, [kit.pk], on=TODAY, warehouse_ids=[depot.main.pk])[kit.pk]
    coming = [(each.expected_on.day, int(each.free)) for each in found.scheduled]
    assert (int(found.available), coming) == (1, [(12, 1)])
    with pytest.raises(Short) as short:
        depot.reserve(kit, 2)
    [other] = short.value.shortages[0].alternatives
    assert (other.kind, other.warehouse_id, int(other.quantity)) == ("warehouse", depot.back.pk, 3)
    assert depot.reserve(kit, 2, at=depot.back).is_active
    with pytest.raises(StockRefused, match="estoque fica nos componentes"):
        depot.coming(kit, 1)
    with pytest.raises(StockRefused, match="estoque fica nos componentes"):
        actions.count(
            depot.cast.bruno, depot.main.pk, [Line(kit.pk, kit.unit_id, Decimal(3))], Why("Inventário"), now=NOW
        )


@pytest.mark.django_db
def test_part_of_a_kit_that_would_divide_a_component_and_an_empty_kit_are_refused(depot: Depot) -> None:
    half = depot.product("MEIO")
    depot.put(half, 5)
    with pytest.raises(StockRefused, match="teria de ser dividido"):
        depot.reserve(depot.kit("K-MEIO", (half, "0.5")), 1)
    with pytest.raises(StockRefused, match="ainda não tem componentes"):
        depot.reserve(depot.kit("K-VAZIO"), 1)
    assert (
        depot.reserve(
            depot.kit(
                "K-PAR",
                (half, "0.5"),
            ),
            2,
        )
        .allocations.get()
        .held
        == 1
    )


@pytest.mark.django_db
def test_a_quota_of_a_component_bears_on_the_kit(depot: Depot) -> None:
    oil = depot.product("OLEO")
    depot.put(oil, 100)
    depot.quota(oil, 10, dimension="branch", establishment=depot.cast.head)
    kit = depot.kit("TROCA", (oil, "4"))
    depot.reserve(kit, 2)
    with pytest.raises(Short):
        depot.reserve(kit, 1)


@pytest.mark.django_db
def test_the_pages_of_a_kit_show_its_components(depot: Depot, client: Client) -> None:
    oil = depot.product("OLEO")
    kit = depot.kit("TROCA", (oil, "4"))
    depot.put(oil, 9)
    reservation = depot.reserve(kit, 1)
    client.force_login(depot.cast.user("ana"))
    page = client.get(f"/estoque/produtos/{kit.pk}/").content.decode()
    assert "Componentes do kit" in page
    assert "kits que os componentes formam" in page
    assert "OLEO" in client.get(reservation.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_what_is_missing_is_missing_in_every_figure(depot: Depot) -> None:
    """An expired lot covers nothing, as in the list of low stock, where a kit does not stand for its components."""
    product = depot.product(tracks_lots=True)
    lot = depot.lot(product, "L1", date(2027, 3, 1))
    depot.put(product, 10, lot=lot)
    line = Line(product.pk, product.unit_id, Decimal(1))
    actions.issue(depot.cast.bruno, depot.main.pk, [line], Why("Uso interno"), now=NOW)
    kit = depot.kit("TROCA", (product, "1"))
    for each in (product, kit):
        ProductEstablishment.objects.update_or_create(
            company=depot.cast.company, product=each, establishment=depot.cast.head, defaults={"minimum": 5}
        )

    def figures_now() -> tuple[dict[str, int], tuple[int, int]]:
        covered = figures.products_by_coverage(depot.cast.bruno, now=NOW, days=30)
        listed = low_rows(depot.cast.bruno)
        counted = figures.low_and_out(depot.cast.bruno, today=clock.today())
        assert counted == (listed.count(), listed.filter(free_here__lte=0).count())
        return covered, counted

    assert figures_now() == ({"long": 1}, (0, 0))
    Lot.objects.filter(pk=lot.pk).update(expires_on=date(2020, 1, 1))
    assert figures_now() == ({"none": 1}, (1, 1))
    listed = {
        bucket: set(Product.objects.filter(pk__in=figures.products_lasting(depot.cast.bruno, bucket, now=NOW, days=30)))
        for bucket in ("none", "long")
    }
    assert listed == {"none": {product}, "long": set()}
