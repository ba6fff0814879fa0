"""An approval is of one sale and of the authority it was asked by: nothing else lets a sale pass."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.quoting.market import MarketPlace
from tests.simulator.test_simulator import typed
from vinculo.approvals.actions.levels import create_default_levels
from vinculo.approvals.models import ApprovalRequest, Level
from vinculo.approvals.queries import Standing, standing
from vinculo.engines.approval import seal
from vinculo.foundation import clock
from vinculo.quoting import RequestedLine, SaleRequest
from vinculo.simulator import approval
from vinculo.simulator.kept import sale_as_data, sale_from_data
from vinculo.simulator.models import SimulatedCase

SignIn = Callable[[str], Client]
D = Decimal
OTHER: dict[str, Any] = {
    "on": date(2026, 12, 1),
    "ordered_at": datetime(2026, 11, 26, 17, 0),  # noqa: DTZ001  (local to the establishment)
    "wanted_on": date(2026, 12, 1),
    "replaces_lines": True,
    **dict.fromkeys(("establishment_id", "party_id", "term_id", "method_id", "freight_type_id", "seller_id"), 999_999),
    **dict.fromkeys(("uf", "nature", "destination", "scenario", "channel", "carrier"), "XX"),
    **dict.fromkeys(("freight", "insurance", "other", "header_percent", "header_amount"), D(9)),
}
OTHER_LINE: dict[str, Any] = {
    "product_id": 999_999, "quantity": D(11), "unit_id": 999_999, "discounts": (D(14),), "surcharges": (D(1),),
    "new_price": D(80),
}  # fmt: skip


@pytest.fixture
def case(place: MarketPlace, signed_in: SignIn) -> SimulatedCase:
    """A sale of ten filters at 15 % off, which the manager's level covers."""
    create_default_levels(place.cast.company.pk)
    product = place.product(cost="35", description="Filtro de óleo")
    data = typed(place, (product.pk, "10", "15"), **{"case-name": "Quinze por cento"})
    signed_in("alice").post(reverse("simulator:keep"), data)
    return SimulatedCase.objects.get()


@pytest.fixture
def wanted(case: SimulatedCase, signed_in: SignIn) -> ApprovalRequest:
    signed_in("alice").post(reverse("simulator:ask_approval", args=[case.pk]), {"reason": "Volume do ano"})
    return ApprovalRequest.objects.get()


def now_standing(case: SimulatedCase) -> Standing:
    return standing(case.company_id, approval.SUBJECT, case.pk, now=clock.now()).standing


def sealed(case: SimulatedCase, sale: SaleRequest) -> str:
    SimulatedCase.objects.filter(pk=case.pk).update(typed=sale_as_data(sale))
    return seal("simulator.case", approval.content(case.company_id, case.pk))


def test_every_field_of_a_sale_is_under_the_seal(case: SimulatedCase) -> None:
    sale = sale_from_data(case.typed, case.company_id)
    names = {field.name for field in fields(SaleRequest)} - {"company_id", "lines"}
    assert names == set(OTHER)
    seals = {"": sealed(case, sale)}
    seals |= {name: sealed(case, replace(sale, **{name: OTHER[name]})) for name in names}
    line = sale.lines[0]
    assert {field.name for field in fields(RequestedLine)} - {"number"} == set(OTHER_LINE)
    for name, value in OTHER_LINE.items():
        seals[f"line {name}"] = sealed(case, replace(sale, lines=(replace(line, **{name: value}),)))
    seals["two lines"] = sealed(case, replace(sale, lines=(line, replace(line, number=2))))
    assert len(set(seals.values())) == len(seals)


def test_people_read_names_and_not_numbers(wanted: ApprovalRequest, place: MarketPlace, signed_in: SignIn) -> None:
    page = signed_in("bruno").get(wanted.get_absolute_url()).text
    content = page[page.index("O conteúdo julgado") :]
    assert "Oficina do Zé" in content
    assert "Filtro de óleo" in content
    assert place.cast.head.name in content


def test_an_approval_does_not_outlive_the_limits_it_was_given_by(
    case: SimulatedCase, wanted: ApprovalRequest, place: MarketPlace, signed_in: SignIn
) -> None:
    decide = reverse("approvals:decide", args=[wanted.pk])
    signed_in("bruno").post(decide, {"answer": "approve", "reason": "Volume"})
    assert now_standing(case) is Standing.APPROVED
    # The company tightens every level but the last.
    place.publish("approval_limit", {"criterion": "discount", "level": "0"}, limit=D(1))
    assert now_standing(case) is Standing.STALE
    assert "Alçada sem efeito" in signed_in("alice").get(case.get_absolute_url()).text


def test_a_request_whose_level_is_gone_is_void_when_somebody_answers(
    case: SimulatedCase, wanted: ApprovalRequest, signed_in: SignIn
) -> None:
    assert wanted.path == [2]
    Level.objects.filter(company_id=case.company_id, number=2).delete()
    assert now_standing(case) is Standing.STALE
    answer = signed_in("adele").post(
        reverse("approvals:decide", args=[wanted.pk]), {"answer": "approve", "reason": "Pode"}
    )
    assert answer.status_code == 422
    assert "As alçadas mudaram depois do pedido" in answer.text
    wanted.refresh_from_db()
    assert wanted.status == ApprovalRequest.Status.VOID
