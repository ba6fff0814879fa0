"""What one page keeps from a person comes out by no other: costs, another's customers, another company, imports."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from tests.customers.people import customer
from tests.price_book.counter import Counter
from tests.stock.depot import Depot
from vinculo.catalogue.actions.belongings import save_branch
from vinculo.catalogue.models import Equipment
from vinculo.customers.models import BankReference, ConsentPolicy, Party
from vinculo.customers.views import record
from vinculo.foundation import clock
from vinculo.foundation.custom_fields.models import CustomField
from vinculo.foundation.returning import safe_path
from vinculo.imports.models import Run
from vinculo.organization.models import Company, Establishment, Membership, User

SignIn = Callable[[str], Client]


def said(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_history_of_a_product_tells_its_costs_to_whoever_sees_costs(cast: Cast, signed_in: SignIn) -> None:
    product = Shelf(cast).product("FO-1")
    costs = {"replacement_cost": Decimal("777.77"), "average_cost": Decimal("666.66"), "last_cost": Decimal("555.55")}
    save_branch(cast.alice, product, cast.head, costs)
    history = reverse("audit:history", args=["catalogue.product", product.pk])
    past = f"{reverse('audit:past', args=['catalogue.product', product.pk])}?day=01/01/2026"
    for cost in ("777,77", "666,66", "555,55"):
        assert cost in said(signed_in("alice"), history)
        assert cost in said(signed_in("alice"), past)
        assert cost not in said(signed_in("ana"), history)
        assert cost not in said(signed_in("ana"), past)


def test_what_is_a_customer_s_own_stays_in_a_closed_portfolio(cast: Cast, signed_in: SignIn) -> None:
    counter = Counter(Shelf(cast))
    product, party = counter.shelf.product("FO-1"), counter.party("Oficina da Ana")
    price = counter.price(product, "77.77", party=party)
    counter.price(product, "99.99")
    Equipment.objects.create(company=cast.company, product=product, serial="SN-77", party=party)
    doors = {
        reverse("books:list", args=["precos"]): "77,77",
        reverse("catalogue:section", args=[product.pk, "precos"]): "77,77",
        reverse("catalogue:section", args=[product.pk, "equipamentos"]): "SN-77",
        reverse("books:edit", args=["precos", price.pk]): "77,77",
        reverse("audit:history", args=["price_book.listprice", price.pk]): "Histórico",
    }
    for address, words in doors.items():
        assert words in said(signed_in("ana"), address), address
        assert words not in said(signed_in("carla"), address), address
    assert "99,99" in said(signed_in("carla"), reverse("books:list", args=["precos"]))


def test_a_bank_account_in_full_is_shown_only_after_a_reason(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "pdf_response", lambda paper, **_: HttpResponse(str(paper.blocks)))
    party = customer(cast.ana, "Maria da Silva")
    ana = signed_in("ana")
    base = f"/clientes/{party.pk}/referencia-bancaria/"
    ana.post(f"{base}novo/", {"bank": "341", "branch": "1234", "account": "55667-8", "kind": "checking"})
    account = BankReference.objects.get()
    history = reverse("audit:history", args=["customers.party", party.pk])
    past = f"{reverse('audit:past', args=['customers.party', party.pk])}?day=01/01/2026"
    for door in (f"{base}{account.pk}/", history, past, f"/clientes/{party.pk}/ficha/"):
        page = said(ana, door)
        assert "••••7-8" in page, door
        assert "55667" not in page, door
    assert ana.post(f"{base}{account.pk}/", {"bank": "341", "branch": "99", "kind": "savings"}).status_code == 302
    account.refresh_from_db()
    assert (account.branch, account.account) == ("99", "55667-8")


@pytest.fixture
def stranger(cast: Cast) -> Party:
    other = Company.objects.create(name="Outra Ltda.", trade_name="Outra")
    User.objects.create(company=other, email="espia@outra.example", name="Pessoa Secreta")
    place = Establishment.objects.create(company=other, code="01", name="Lugar", municipality=cast.campinas)
    return Party.objects.create(
        company=other, kind="organization", stage="prospect", name="Cliente Secreto", establishment=place
    )


def test_a_look_up_names_nobody_of_another_company(cast: Cast, signed_in: SignIn, stranger: Party) -> None:
    spy = User.objects.get(name="Pessoa Secreta")
    assert "Secreto" not in said(signed_in("alice"), f"{reverse('stock:reserve')}?cliente={stranger.pk}")
    assert "Secreta" not in said(signed_in("adele"), f"{reverse('audit:changes')}?actor={spy.pk}")
    assert "Secreta" not in said(signed_in("adele"), f"{reverse('organization:access_log')}?pessoa={spy.pk}")
    asked = signed_in("bruno").post(reverse("approvals:delegations"), {"receiver": spy.pk})
    assert "Secreta" not in asked.content.decode()


def test_a_history_is_of_one_s_own_company(cast: Cast, signed_in: SignIn, stranger: Party) -> None:
    rows = (
        CustomField.objects.create(company_id=stranger.company_id, record="customers.party", label="Segredo"),
        ConsentPolicy.objects.create(
            company_id=stranger.company_id, version="1", text="Segredo", published_at=clock.now()
        ),
    )
    for row in rows:
        address = reverse("audit:history", args=[row._meta.label_lower, row.pk])
        assert signed_in("adele").get(address).status_code == 404, address


def test_a_sheet_is_imported_only_by_who_may_write_what_it_brings(cast: Cast, signed_in: SignIn) -> None:
    Membership.objects.filter(user=cast.user("alice")).update(team=cast.sales)
    sheet = SimpleUploadedFile("precos.csv", b"Codigo do produto;Preco\nFO-1;10,00\n")
    assert signed_in("alice").post(reverse("imports:upload", args=["prices"]), {"file": sheet}).status_code == 302
    run = Run.objects.get()
    for name in ("run", "original", "columns"):
        assert signed_in("alice").get(reverse(f"imports:{name}", args=[run.pk])).status_code == 200
        assert signed_in("sofia").get(reverse(f"imports:{name}", args=[run.pk])).status_code == 404
    assert signed_in("sofia").post(reverse("imports:check", args=[run.pk])).status_code == 404


@pytest.mark.parametrize("nonsense", ["\x00", "²", "9" * 5_000])
def test_nonsense_in_an_address_is_no_fault_of_ours(cast: Cast, signed_in: SignIn, nonsense: str) -> None:
    adele = signed_in("adele")
    for name, field in (
        ("audit:changes", "actor"),
        ("cases:subjects", "nature"),
        ("cases:transfer", "to_user"),
        ("catalogue:brand_lookup", "q"),
        ("imports:runs", "antes"),
        ("lists:people", "q"),
        ("organization:access_log", "tipo"),
        ("portfolios:redistribute", "de"),
        ("stock:new_quota", "produto"),
        ("stock:reserve", "cliente"),
    ):
        assert adele.get(reverse(name), {field: nonsense}).status_code in (200, 422), name
    for name, field in (
        ("customers:new_customer", "distinct"),
        ("stock:receive", "remove"),
        ("organization:switch_establishment", "next"),
    ):
        assert adele.post(reverse(name), {field: nonsense}).status_code in (200, 302, 422), name


def test_a_day_beyond_the_calendar_is_told_and_a_lot_is_made_storable(cast: Cast, signed_in: SignIn) -> None:
    depot, adele = Depot(cast), signed_in("adele")
    product = depot.product("P-1", tracks_lots=True)
    assert adele.get(reverse("audit:changes"), {"until": "31/12/9999"}).status_code == 422
    line = f"{product.pk}|{product.unit_id}|1|||L\x00"
    entry = {"warehouse": depot.main.pk, "document": "NF 1", "line": line}
    assert adele.post(reverse("stock:receive"), entry).status_code == 302


@pytest.mark.parametrize("address", ["http://[", "//mal.example/", "/\\mal.example", "javascript:alert(1)", "²"])
def test_the_way_back_stays_in_the_product(address: str) -> None:
    assert safe_path(address) == "/"
