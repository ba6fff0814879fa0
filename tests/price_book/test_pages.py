"""The pages of the price book: who reads, who writes, what is refused beside the field, what the history tells."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.customers.people import customer
from tests.price_book.counter import Counter
from vinculo.books.registry import groups_for
from vinculo.foundation.audit.models import Change
from vinculo.organization.models import Company
from vinculo.price_book.books import BOOKS
from vinculo.price_book.listed_prices import PRICES
from vinculo.price_book.models import Carrier, ListPrice, PaymentTerm, PriceTable, Promotion

SignIn = Callable[[str], Client]


def slugs(cast: Cast, name: str) -> list[str]:
    """The tables of the price book that somebody may read."""
    known = {book.slug for book in BOOKS}
    return [book.slug for _, books in groups_for(cast.actor(name)) for book in books if book.slug in known]


def test_every_table_opens_for_its_keeper_and_for_readers_without_its_buttons(
    counter: Counter, signed_in: SignIn
) -> None:
    counter.price(counter.shelf.product("F-1"), "10.00")
    keeper, reader = signed_in("alice"), signed_in("ana")
    for slug in slugs(counter.cast, "alice"):
        page = keeper.get(reverse("books:list", args=[slug]))
        assert page.status_code == 200
        assert keeper.get(reverse("books:new", args=[slug])).status_code == 200
        assert reader.get(reverse("books:list", args=[slug])).status_code == 200
        assert reader.get(reverse("books:new", args=[slug])).status_code == 403
    assert slugs(counter.cast, "rita") == []
    assert signed_in("rita").get(reverse("books:list", args=["precos"])).status_code == 403


def test_a_price_is_typed_as_brazilians_write_it(counter: Counter, signed_in: SignIn) -> None:
    product = counter.shelf.product("F-1")
    typed = {
        "table": counter.table().pk,
        "product": product.pk,
        "unit": product.unit_id,
        "price": "1.234,5678",
        "from_quantity": "0",
        "valid_from": "01/11/2026",
    }
    alice = signed_in("alice")
    address = reverse("books:new", args=["precos"])
    assert alice.post(address, typed).status_code == 302
    kept = ListPrice.objects.get()
    assert (kept.price, kept.valid_from) == (Decimal("1234.5678"), date(2026, 11, 1))
    again = alice.post(address, typed)
    assert again.status_code == 422
    assert "Já há um preço deste produto" in again.content.decode()
    wrong = alice.post(address, typed | {"price": "-1", "valid_until": "01/10/2026"})
    assert "O fim da validade não pode vir antes do começo." in wrong.content.decode()
    assert alice.post(address, typed | {"price": "0", "valid_from": "02/11/2026"}).status_code == 422
    assert ListPrice.objects.count() == 1
    change = Change.objects.filter(root_type="price_book.listprice").get()
    assert (change.verb, change.actor_name) == ("books.entry.created", "Alice Aurora")


def test_two_people_on_one_row_lose_nothing(counter: Counter, signed_in: SignIn) -> None:
    row = counter.price(counter.shelf.product("F-1"), "10.00")
    address = reverse("books:edit", args=["precos", row.pk])
    alice, adele = signed_in("alice"), signed_in("adele")
    typed = {
        "table": row.table_id,
        "product": row.product_id,
        "unit": row.unit_id,
        "from_quantity": "0",
        "valid_from": f"{row.valid_from:%d/%m/%Y}",
        "seen": alice.get(address).context["seen"],
    }
    assert adele.post(address, typed | {"price": "12,00"}).status_code == 302
    refused = alice.post(address, typed | {"price": "11,00"})
    assert refused.status_code == 422
    told = refused.content.decode()
    assert "Adele Aurora" in told
    assert "mudou depois que você a abriu" in told
    row.refresh_from_db()
    assert row.price == Decimal("12.00")
    assert refused.context["form"]["price"].value() == "11,00"
    assert alice.post(address, typed | {"price": "11,00", "seen": refused.context["seen"]}).status_code == 302
    row.refresh_from_db()
    assert row.price == Decimal("11.00")


def test_a_row_of_another_company_does_not_exist(counter: Counter, signed_in: SignIn) -> None:
    other = Company.objects.create(name="Outra")
    foreign = PriceTable.objects.create(company=other, code="X", name="Alheia", valid_from=date(2026, 1, 1))
    alice = signed_in("alice")
    assert alice.get(reverse("books:edit", args=["tabelas-de-preco", foreign.pk])).status_code == 404
    product = counter.shelf.product("F-1")
    typed = {"table": foreign.pk, "product": product.pk, "unit": product.unit_id, "price": "1", "from_quantity": "0"}
    assert alice.post(reverse("books:new", args=["precos"]), typed | {"valid_from": "01/11/2026"}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "days", "base"),
    [("30/60/90", [30, 60, 90], "ddl"), ("entrada + 2", [0, 30, 60], "ddl"), ("30 dfm", [30], "dfm")],
)
def test_a_term_is_typed_as_people_say_it(
    counter: Counter, signed_in: SignIn, typed: str, days: list[int], base: str
) -> None:
    form = {
        "code": "novo",
        "name": "Novo prazo",
        "days": typed,
        "shares": "",
        "base": "ddl",
        "interest": "simple",
        "rate": "2,5",
        "minimum_order": "1.000,00",
        "minimum_instalment": "0",
        "residue": "cut_last",
        "valid_from": "01/01/2026",
        "is_active": "on",
    }
    alice, address = signed_in("alice"), reverse("books:new", args=["condicoes-de-pagamento"])
    assert alice.post(address, form).status_code == 302
    kept = PaymentTerm.objects.get(code="NOVO")
    assert (kept.days, kept.base, kept.rate, kept.residue) == (days, base, Decimal("2.5"), "cut_last")
    refused = alice.post(address, form | {"code": "OUTRO", "shares": "50/49"})
    assert refused.status_code == 422
    assert "somar 100" in refused.content.decode()
    thirds = alice.post(address, form | {"code": "OUTRO", "shares": "33,33333/33,33333/33,33334"})
    assert "Até 4 casas depois da vírgula" in thirds.content.decode()
    repeated = alice.post(address, form)
    assert "Este código já é de outra linha" in repeated.content.decode()


def test_a_promotion_with_its_bands_and_customers(counter: Counter, signed_in: SignIn) -> None:
    filter_, party = counter.shelf.product("F-1"), counter.party()
    form = {
        "code": "q1",
        "name": "Queima",
        "valid_from": "01/11/2026",
        "is_active": "on",
        "bands-TOTAL_FORMS": "2",
        "bands-INITIAL_FORMS": "0",
        "bands-0-product": filter_.pk,
        "bands-0-from_quantity": "10",
        "bands-0-percent": "5",
        "bands-1-product": filter_.pk,
        "bands-1-unit": filter_.unit_id,
        "bands-1-from_quantity": "50",
        "bands-1-price": "9,90",
        "parties-TOTAL_FORMS": "1",
        "parties-INITIAL_FORMS": "0",
        "parties-0-party": party.pk,
    }
    alice = signed_in("alice")
    address = reverse("books:new", args=["promocoes"])
    both = alice.post(address, form | {"bands-0-price": "8"})
    assert "Informe o desconto ou o preço." in both.content.decode()
    assert alice.post(address, form).status_code == 302
    promotion = Promotion.objects.get()
    assert list(promotion.bands.order_by("from_quantity").values_list("percent", "price")) == [
        (Decimal("5.0000"), None),
        (None, Decimal("9.9000000000")),
    ]
    edit = reverse("books:edit", args=["promocoes", promotion.pk])
    page = alice.get(edit).content.decode()
    assert party.name in page
    again = form | {"bands-INITIAL_FORMS": "2", "bands-0-DELETE": "on", "parties-INITIAL_FORMS": "1"}
    assert alice.post(edit, again).status_code == 302
    assert promotion.bands.count() == 1
    assert list(promotion.parties.all()) == [party]


def test_what_is_used_is_taken_out_of_use_and_not_removed(counter: Counter, signed_in: SignIn) -> None:
    counter.price(counter.shelf.product("F-1"), "10.00")
    table = counter.table()
    alice = signed_in("alice")
    alice.post(reverse("books:delete", args=["tabelas-de-preco", table.pk]))
    assert PriceTable.objects.filter(pk=table.pk).exists()
    alice.post(reverse("books:toggle", args=["tabelas-de-preco", table.pk]))
    table.refresh_from_db()
    assert not table.is_active
    ana = signed_in("ana")
    assert ana.post(reverse("books:toggle", args=["tabelas-de-preco", table.pk])).status_code == 403


def test_a_number_that_its_column_cannot_hold_is_refused_beside_it(counter: Counter, signed_in: SignIn) -> None:
    form = {"code": "pix", "name": "Pix", "fee_percent": "0", "fee_amount": "0", "valid_from": "01/01/2026"}
    address = reverse("books:new", args=["formas-de-pagamento"])
    answer = signed_in("alice").post(address, form | {"days_to_receive": "32768"})
    assert answer.status_code == 422
    assert "days_to_receive" in answer.context["form"].errors


def test_a_carrier_with_a_wrong_document_is_refused(counter: Counter, signed_in: SignIn) -> None:
    form = {"code": "t1", "name": "Rápido", "mode": "road", "valid_from": "01/01/2026", "is_active": "on"}
    alice, address = signed_in("alice"), reverse("books:new", args=["transportadoras"])
    assert alice.post(address, form | {"document": "11.222.333/0001-82"}).status_code == 422
    assert alice.post(address, form | {"document": "11.222.333/0001-81", "states": ["SP"]}).status_code == 302
    assert Carrier.objects.get().document == "11222333000181"


@pytest.mark.parametrize(("who", "taken"), [("bruno", "529.982.247-25"), ("sara", "***.982.247-**")])
def test_the_cpf_of_a_price_is_shown_in_part_and_leaves_whole_with_who_may_see_it(
    counter: Counter, who: str, taken: str
) -> None:
    counter.price(counter.shelf.product("F-1"), "10.00", party=customer(counter.cast.ana, "Maria"))
    actor, column = counter.cast.actor(who), PRICES.by_key["documento"]
    rows = list(PRICES.rows(actor))
    assert PRICES.prepare
    assert column.export
    PRICES.prepare(rows, {"documento"})
    assert [(column.value(row), column.export(row)) for row in rows] == [("***.982.247-**", taken)]
