"""What somebody in a hurry types, and what they find."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from vinculo.catalogue import offers, search
from vinculo.catalogue.actions import favourites
from vinculo.catalogue.models import PartnerCode, Product
from vinculo.catalogue.offers import OnShelf, PriceTag
from vinculo.catalogue.search import find, option
from vinculo.customers.models import Party
from vinculo.foundation.search import find_everywhere
from vinculo.organization.models import Company


@pytest.fixture
def shop(shelf: Shelf) -> Shelf:
    shelf.product(
        "FO-12.3/A",
        "Filtro de óleo Corolla 1.8",
        brand="Tecfil",
        line="Filtração",
        manufacturer_code="PSL-55",
        gtin="7891910000197",
    )
    shelf.product("FA-77", "Filtro de ar Corolla", brand="Mann", line="Filtração")
    shelf.product("PF-9", "Pastilha de freio dianteira", brand="Cobreq", line="Freios")
    shelf.product("PF-8", "Pastilha de freio antiga", brand="Cobreq", status=Product.Status.INACTIVE)
    return shelf


def customer(cast: Cast, name: str = "Auto Peças Silva Ltda.") -> Party:
    return Party.objects.create(
        company=cast.company, kind="organization", stage="prospect", name=name, establishment=cast.head
    )


def codes(cast: Cast, text: str, **more: object) -> list[str]:
    return [found.product.code for found in find(cast.ana, text, **more)]  # type: ignore[arg-type]


def test_any_handle_finds_the_product_first(cast: Cast, shop: Shelf) -> None:
    words = ["oleo corolla", "COROLLA óle", "tecfil filtro", "filtracao oleo"]
    handles = ["fo123a", "FO-12.3/A", "FO-123A", "psl55", "PSL 55", "7891910000197", "07891910000197"]
    assert {typed: codes(cast, typed)[0] for typed in words + handles} == dict.fromkeys(words + handles, "FO-12.3/A")


def test_words_are_found_beyond_the_products_looked_at_one_by_one(
    cast: Cast, shop: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_COMMON_SEEN", 0)
    finished = {text: codes(cast, text) for text in ("corolla filtro ol", "pastilha freio diant", "freio ant")}
    assert finished == {"corolla filtro ol": ["FO-12.3/A"], "pastilha freio diant": ["PF-9"], "freio ant": ["PF-8"]}
    assert codes(cast, "past frei") == ["PF-9", "PF-8"]
    assert codes(cast, "corol") == ["FA-77", "FO-12.3/A"]


def test_a_slip_of_the_fingers_is_understood_only_when_nothing_else_fits(cast: Cast, shop: Shelf) -> None:
    assert {text: codes(cast, text) for text in ("flitro oleo", "pastilhza freio dianteira", "xyzzy oleo", "ole")} == {
        "flitro oleo": ["FO-12.3/A"],
        "pastilhza freio dianteira": ["PF-9"],
        "xyzzy oleo": [],
        "ole": ["FO-12.3/A"],
    }


def test_every_word_must_be_there_and_active_products_come_first(cast: Cast, shop: Shelf) -> None:
    assert codes(cast, "oleo mann") == []
    assert codes(cast, "pastilha freio") == ["PF-9", "PF-8"]
    assert codes(cast, "f") == []
    assert codes(cast, "%'; --") == []


def test_the_customer_s_own_code_comes_first_for_that_customer(cast: Cast, shop: Shelf) -> None:
    one, other = customer(cast), customer(cast, "Oficina Central")
    air, pad = Product.objects.get(code="FA-77"), Product.objects.get(code="PF-9")
    for party, product in ((one, air), (other, pad)):
        PartnerCode.objects.create(company=cast.company, product=product, party=party, code="X.100")
    assert codes(cast, "x100", party_id=one.pk)[0] == "FA-77"
    assert codes(cast, "x100", party_id=other.pk)[0] == "PF-9"
    found = find(cast.ana, "x100", party_id=one.pk)[0]
    assert found.partner_code == "X.100"
    assert found.matched == ("Código de Auto Peças Silva Ltda.", "X.100")
    PartnerCode.objects.filter(party=one).delete()
    assert codes(cast, "x100", party_id=one.pk) == ["PF-9"]


def test_a_customer_s_code_is_found_however_it_is_written(cast: Cast, shop: Shelf) -> None:
    silva, product = customer(cast), Product.objects.get(code="PF-9")
    PartnerCode.objects.create(company=cast.company, product=product, party=silva, code="Cli-ABC 77")
    typed = ("cli-abc 77", "CLIABC77", "cli abc 77")
    assert [codes(cast, text, party_id=silva.pk)[:1] for text in typed] == [["PF-9"]] * len(typed)


def test_another_company_s_products_are_not_there(cast: Cast, shop: Shelf) -> None:
    stranger = Company.objects.create(name="Outra")
    Product.objects.filter(code="PF-9").update(company=stranger)
    assert codes(cast, "PF-9") == []
    assert codes(cast, "pastilha") == ["PF-8"]


def test_price_and_stock_are_shown_when_somebody_knows_them(
    cast: Cast, shop: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers, "_price", [])
    monkeypatch.setattr(offers, "_stock", [])
    asked: list[int | None] = []

    def price(actor: object, products: list[Product], party: int | None) -> dict[int, PriceTag]:
        asked.append(party)
        return {each.pk: PriceTag(Decimal("45.9"), "UN", "Balcão") for each in products if each.code == "PF-9"}

    offers.register_price(price)  # type: ignore[arg-type]
    offers.register_stock(lambda _actor, products: {each.pk: OnShelf(Decimal(12)) for each in products})
    found = find(cast.ana, "pastilha dianteira", party_id=None)[0]
    assert option(found) == {
        "value": found.product.pk,
        "label": "PF-9 · Pastilha de freio dianteira",
        "hint": "Cobreq · R$\u00a045,90/UN · 12 UN disponíveis",
    }
    assert asked == [None]


def test_favourites_are_one_s_own_and_come_without_typing(cast: Cast, shop: Shelf) -> None:
    pad = Product.objects.get(code="PF-9")
    assert favourites.toggle(cast.ana, pad) is True
    assert codes(cast, "") == ["PF-9"]
    assert [found.product.code for found in find(cast.bruno, "")] == []
    assert codes(cast, "filtro", only_favourites=True) == []
    assert codes(cast, "freio past", only_favourites=True) == ["PF-9"]
    assert favourites.toggle(cast.ana, pad) is False
    assert codes(cast, "") == []


def test_the_one_search_and_the_look_up_find_products(
    cast: Cast, shop: Shelf, signed_in: Callable[[str], Client]
) -> None:
    assert [hit.title for hit in find_everywhere(cast.ana, "PSL55")] == ["Filtro de óleo Corolla 1.8"]
    answer = signed_in("ana").get(reverse("catalogue:lookup"), {"q": "freio dianteira"})
    assert [line["label"] for line in answer.json()] == ["PF-9 · Pastilha de freio dianteira"]
    html = signed_in("ana").get(reverse("catalogue:search"), {"q": "freio dianteira"}).content.decode()
    assert "Pastilha de freio dianteira" in html
    assert "Filtro" not in html.split("found-products")[-1]
