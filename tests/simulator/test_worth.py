"""A draft of a matrix told in money: which kept sales it would move, and by how much."""

from collections.abc import Callable
from datetime import UTC, date
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from tests.quoting.market import NOON, MarketPlace
from tests.simulator.test_simulator import typed
from vinculo.engines.decision import Row
from vinculo.matrices.actions.drafts import load_rows, start_draft
from vinculo.matrices.models import MatrixRow, Version
from vinculo.simulator import replays
from vinculo.simulator.sales import next_year_of

SignIn = Callable[[str], Client]
D = Decimal


def draft(place: MarketPlace, kind: str, rows: list[Row]) -> int:
    """The number of a draft with these rows alone."""
    made = start_draft(place.cast.actor("alice"), kind, based_on=None, now=NOON.replace(tzinfo=UTC))
    load_rows(made, rows, {})
    Version.objects.filter(pk=made.pk).update(row_count=MatrixRow.objects.filter(version=made).count())
    return made.number


def test_a_draft_tells_what_it_moves_in_money(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product()
    alice = signed_in("alice")
    place.publish("negotiation", {}, percent=D(0))
    for name, quantity in (("Dez filtros", "10"), ("Um filtro", "1")):
        data = typed(place, (product.pk, quantity, ""), **{"case-name": name, "case-note": ""})
        alice.post(reverse("simulator:keep"), data)
    # Volume discount: the sale of one does not move.
    number = draft(
        place, "negotiation", [Row(1, {}, {"percent": D(0)}), Row(2, {"quantity": "5.."}, {"percent": D(-10)})]
    )
    words = alice.get(reverse("matrices:replay", args=["negotiation"]), {"versao": number}).text
    money = words[words.index("Quanto mudaria") : words.index("O que mudaria")]
    assert "Dez filtros" in money
    assert "Um filtro" not in money
    assert "R$\u00a01.000,00</del><br><ins>R$\u00a0900,00" in money
    assert "\u2212R$\u00a0100,00" in money


def test_a_draft_of_a_tax_matrix_moves_taxes_and_margins(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product()
    alice = signed_in("alice")
    data = typed(place, (product.pk, "10", ""), **{"case-name": "Dez filtros", "case-note": ""})
    alice.post(reverse("simulator:keep"), data)
    number = draft(place, "icms", [Row(1, {}, {"situation": "00", "rate": D(12)})])
    words = alice.get(reverse("matrices:replay", args=["icms"]), {"versao": number}).text
    money = words[words.index("Quanto mudaria") : words.index("O que mudaria")]
    # ICMS falls from 180 to 120, and PIS and COFINS grow by 9.25 % of 60: 0.99 and 4.56.
    assert "\u2212R$\u00a054,45" in money
    assert "p.p." in money


def test_a_draft_is_tried_on_the_weight_and_the_value_the_sale_had(place: MarketPlace, signed_in: SignIn) -> None:
    box = place.shelf.unit("CX")
    product = place.product(gross_weight=D(2), sale_unit=box)
    place.shelf.factor(product, "CX", "UN", 12)
    place.counter.price(product, "1000.00", unit="CX")
    place.publish("adjustment", {}, percent=D(-10))
    data = typed(place, (product.pk, "1", ""), **{"case-name": "Uma caixa", "case-note": ""})
    signed_in("alice").post(reverse("simulator:keep"), data)
    alice = place.cast.actor("alice")
    facts, of_order = (next(replays.cases(alice, kind)).facts for kind in ("freight", "order_margin"))
    # A box of twelve; the bands of freight look at the goods before the matrix of discounts, those of margins after it.
    assert (facts["weight"], facts["order_value"], of_order["order_value"]) == (24, 1000, 900)


def test_a_year_later_is_the_same_day_or_the_last_of_february() -> None:
    assert next_year_of(date(2026, 11, 26)) == date(2027, 11, 26)
    assert next_year_of(date(2028, 2, 29)) == date(2029, 2, 28)
