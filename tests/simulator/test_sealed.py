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
from vinculo.approvals.jobs import expire_requests
from vinculo.approvals.models import ApprovalRequest, Level
from vinculo.approvals.queries import Standing, standing
from vinculo.customers.models import Party
from vinculo.engines.approval import seal
from vinculo.foundation import clock
from vinculo.identity.actions import merge, unmerge
from vinculo.price_book.models import ListPrice
from vinculo.quoting import RequestedLine, SaleRequest, compose, surroundings
from vinculo.simulator import approval
from vinculo.simulator.kept import figures_of, sale_as_data
from vinculo.simulator.models import SimulatedCase

SignIn = Callable[[str], Client]
D = Decimal
OTHER: dict[str, Any] = {
    "on": date(2026, 12, 1),
    "ordered_at": datetime(2026, 11, 26, 17, 0),  # noqa: DTZ001  (local to the establishment)
    "wanted_on": date(2026, 12, 1),
    "replaces_lines": True,
    **dict.fromkeys(("establishment_id", "term_id", "method_id", "freight_type_id", "seller_id"), 999_999),
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
    SimulatedCase.objects.filter(pk=case.pk).update(typed=sale_as_data(sale), party_id=sale.party_id)
    return seal("simulator.case", approval.content(case.company_id, case.pk))


def test_every_field_of_a_sale_is_under_the_seal(case: SimulatedCase, place: MarketPlace) -> None:
    sale = case.sale()
    others = OTHER | {"party_id": place.buyer("Auto Peças do Norte").pk}
    names = {field.name for field in fields(SaleRequest)} - {"company_id", "lines"}
    assert names == set(others)
    seals = {"": sealed(case, sale)}
    seals |= {name: sealed(case, replace(sale, **{name: others[name]})) for name in names}
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


def test_an_approval_dies_with_the_figures_and_does_not_rise_again(
    case: SimulatedCase, wanted: ApprovalRequest, place: MarketPlace, signed_in: SignIn
) -> None:
    alice, decide = signed_in("alice"), reverse("approvals:decide", args=[wanted.pk])
    signed_in("bruno").post(decide, {"answer": "approve", "reason": "Volume"})
    price = ListPrice.objects.get()
    price.price = D(101)
    price.save()
    # The level would be the same: it is the figures that are not those that were judged.
    assert now_standing(case) is Standing.STALE
    assert "já não são os que foram pedidos" in alice.get(wanted.get_absolute_url()).text
    for _ in range(2):
        alice.post(reverse("simulator:run"))
        alice.post(reverse("simulator:accept", args=[case.pk]))
        price.price = D(100)
        price.save()
    case.refresh_from_db()
    assert case.reference["lines"][0]["unit_price"] == "85.0000"
    assert now_standing(case) is Standing.STALE
    signed_in("bruno").post(decide, {"answer": "approve", "reason": "De novo"})
    assert now_standing(case) is Standing.STALE


def test_whoever_may_not_see_costs_reads_that_it_is_beyond_and_not_by_how_much(
    place: MarketPlace, signed_in: SignIn
) -> None:
    create_default_levels(place.cast.company.pk)
    product = place.product(cost="62")
    data = typed(place, (product.pk, "10", ""), **{"case-name": "Margem curta"})
    signed_in("alice").post(reverse("simulator:keep"), data)
    case = SimulatedCase.objects.get()
    signed_in("alice").post(reverse("simulator:ask_approval", args=[case.pk]), {"reason": "Cliente novo"})
    wanted = ApprovalRequest.objects.get()
    margin = f"{case.reference['sale']['gross_percent']}".replace(".", ",")
    pages = [
        (wanted.get_absolute_url(), "bruno"),
        (reverse("approvals:awaiting"), "bruno"),
        (reverse("approvals:all"), "bruno"),
    ]
    for url, name in pages:
        assert margin in signed_in(name).get(url).text, url
        words = signed_in("sofia").get(url).text
        assert margin not in words, url
        assert "fora do limite" in words, url
    for url in (reverse("simulator:answer"), reverse("simulator:alternatives")):
        assert margin in signed_in("bruno").post(url, data).text, url
        assert margin not in signed_in("sofia").post(url, data).text, url
    assert signed_in("ana").post(reverse("simulator:ask_approval", args=[case.pk])).status_code == 403


def test_a_kept_sale_follows_its_customer_and_closed_portfolios(
    case: SimulatedCase, wanted: ApprovalRequest, place: MarketPlace, signed_in: SignIn
) -> None:
    cast, other = place.cast, place.buyer("Oficina do José")
    merged = merge(cast.actor("bruno"), other.pk, place.party.pk, from_loser=(), now=clock.now())
    case.refresh_from_db()
    wanted.refresh_from_db()
    assert (case.party_id, wanted.party_id) == (other.pk, other.pk)
    unmerge(cast.actor("bruno"), merged, now=clock.now())
    case.refresh_from_db()
    assert case.party_id == place.party.pk
    Party.objects.filter(pk=place.party.pk).update(owner=cast.user("ana"), team=None, establishment=cast.branch)
    sofia = signed_in("sofia")
    assert sofia.get(case.get_absolute_url()).status_code == 404
    assert case.name not in sofia.get(reverse("simulator:cases")).text
    assert wanted.title not in sofia.get(reverse("approvals:all")).text
    assert case.name in signed_in("alice").get(reverse("simulator:cases")).text


def test_a_rule_of_a_merged_customer_goes_on_for_the_one_they_are_now(place: MarketPlace) -> None:
    product, other = place.product(), place.buyer("Oficina do José")
    place.publish("adjustment", {"customer": str(place.party.pk)}, percent=D(-10))
    line = RequestedLine(1, product.pk, D(10))

    def net(party_id: int) -> D:
        return place.quote(line, party_id=party_id).price.net

    assert (net(place.party.pk), net(other.pk)) == (D(900), D(1000))
    bruno = place.cast.actor("bruno")
    merged = merge(bruno, other.pk, place.party.pk, from_loser=(), now=clock.now())
    assert net(other.pk) == D(900)
    unmerge(bruno, merged, now=clock.now())
    assert (net(place.party.pk), net(other.pk)) == (D(900), D(1000))


def approved(wanted: ApprovalRequest, signed_in: SignIn) -> None:
    signed_in("bruno").post(
        reverse("approvals:decide", args=[wanted.pk]), {"answer": "approve", "reason": "Volume do ano"}
    )


def test_what_was_told_without_effect_does_not_stand_again(
    case: SimulatedCase, wanted: ApprovalRequest, place: MarketPlace, signed_in: SignIn
) -> None:
    """A price goes up and comes back; nobody ran nor accepted the case, but somebody read that the approval fell."""
    approved(wanted, signed_in)
    ListPrice.objects.update(price=D(101))
    assert "Alçada sem efeito" in signed_in("alice").get(case.get_absolute_url()).text
    ListPrice.objects.update(price=D(100))
    assert now_standing(case) is Standing.STALE
    wanted.refresh_from_db()
    assert wanted.status == ApprovalRequest.Status.VOID
    page = signed_in("alice").get(wanted.get_absolute_url()).text
    assert "já não são os que foram pedidos" in page
    signed_in("alice").post(reverse("simulator:ask_approval", args=[case.pk]), {"reason": "De novo"})
    again = ApprovalRequest.objects.latest("pk")
    assert "Pedidos anteriores deste documento" in signed_in("bruno").get(again.get_absolute_url()).text


def test_the_job_voids_what_nobody_looked_at(
    case: SimulatedCase, wanted: ApprovalRequest, place: MarketPlace, signed_in: SignIn
) -> None:
    approved(wanted, signed_in)
    expire_requests(clock.now())
    assert now_standing(case) is Standing.APPROVED
    ListPrice.objects.update(price=D(101))
    expire_requests(clock.now())
    ListPrice.objects.update(price=D(100))
    assert now_standing(case) is Standing.STALE


def test_an_approval_of_a_price_falls_when_the_same_price_becomes_a_larger_discount(
    place: MarketPlace, signed_in: SignIn
) -> None:
    """85.00 typed as Novo preço: no figure of the sale moves when the list goes from 100 to 104, but 15 % is 18 %."""
    create_default_levels(place.cast.company.pk)
    data = typed(
        place, (place.product(cost="35").pk, "10", ""), **{"case-name": "Novo preço", "lines-0-new_price": "85"}
    )
    signed_in("alice").post(reverse("simulator:keep"), data)
    case = SimulatedCase.objects.get()
    signed_in("alice").post(reverse("simulator:ask_approval", args=[case.pk]), {"reason": "Volume"})
    approved(ApprovalRequest.objects.get(), signed_in)
    assert now_standing(case) is Standing.APPROVED
    ListPrice.objects.update(price=D(104))
    assert now_standing(case) is Standing.STALE
    assert "Desconto: o documento vai hoje além" in signed_in("alice").get(case.get_absolute_url()).text


def test_who_sells_does_not_approve_and_the_place_that_sells_answers(place: MarketPlace, signed_in: SignIn) -> None:
    """Kept by Alice at the head office: a sale in Bruno's name, and then one of the branch, which is not his."""
    create_default_levels(place.cast.company.pk)
    product = place.product(cost="35").pk
    cast = place.cast
    own = {"case-name": "Do Bruno", "seller": str(cast.user("bruno").pk)}
    signed_in("alice").post(reverse("simulator:keep"), typed(place, (product, "10", "15"), **own))
    case = SimulatedCase.objects.get()
    signed_in("alice").post(reverse("simulator:ask_approval", args=[case.pk]), {"reason": "Volume"})
    wanted = ApprovalRequest.objects.get()
    approved(wanted, signed_in)
    assert now_standing(case) is Standing.PENDING
    sale = replace(case.sale(), establishment_id=cast.branch.pk, seller_id=None)
    quoted = compose(sale, surroundings(cast.alice, sale))
    SimulatedCase.objects.update(typed=sale_as_data(sale), reference=figures_of(quoted))
    case.refresh_from_db()
    signed_in("alice").post(reverse("simulator:ask_approval", args=[case.pk]), {"reason": "Filial"})
    of_branch = ApprovalRequest.objects.latest("pk")
    assert of_branch.establishment == cast.branch
    assert signed_in("bruno").get(of_branch.get_absolute_url()).status_code == 404
    assert now_standing(case) is Standing.PENDING
    signed_in("caio").post(reverse("approvals:decide", args=[of_branch.pk]), {"answer": "approve", "reason": "Ok"})
    assert now_standing(case) is Standing.APPROVED
