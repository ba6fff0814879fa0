"""A sale of the company, from its records to its taxes, as of a day."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from vinculo.catalogue.models import FiscalGroup, ProductType
from vinculo.customers.models import Address, Complement, Party, StateRegistration
from vinculo.engines import plain
from vinculo.engines.command import Refusal
from vinculo.engines.decision import Row
from vinculo.engines.tax import Buyer, CannotTax, Destination, SaleTaxes
from vinculo.foundation import clock
from vinculo.identity.buyers import registered_buyer
from vinculo.matrices.actions import publish_rows
from vinculo.tax_book import asking, queries
from vinculo.tax_book.models import (
    Cfop,
    Classification,
    EstablishmentRegime,
    InternalRate,
    InterstateRate,
    StateRule,
)
from vinculo.tax_book.queries import BookedSale, Item, NoBook
from vinculo.tax_book.queries.standing import standings
from vinculo.tax_book.rules import Customer

TODAY = date(2026, 11, 26)
SHOP_IN_CAMPINAS = Customer(uf="SP", buyer=Buyer.CONTRIBUTOR)
SHOP_IN_BAHIA = Customer(uf="BA", buyer=Buyer.CONTRIBUTOR)
PERSON_IN_BAHIA = Customer(uf="BA", buyer=Buyer.NON_CONTRIBUTOR)


def booked(
    cast: Cast,
    shelf: Shelf,
    customer: Customer | int,
    *,
    on: date = TODAY,
    products: Sequence[str] = ("FO-1",),
    branch: bool = False,
    **product: object,
) -> BookedSale:
    goods = [shelf.product(code, ncm="84212300", **product) for code in products]
    return queries.sale(
        cast.company.pk,
        establishment_id=(cast.branch if branch else cast.head).pk,
        customer=customer,
        nature="VENDA",
        on=on,
        items=[Item(product_id=each.pk, quantity=Decimal(10), unit_price=Decimal("100.00")) for each in goods],
    )


def taxes(cast: Cast, shelf: Shelf, customer: Customer | int, **asked: object) -> SaleTaxes:
    return booked(cast, shelf, customer, **asked).taxes()  # type: ignore[arg-type]


def test_the_shipped_book_is_whole(book: Cast) -> None:
    assert Cfop.objects.filter(company=book.company).count() == 619
    assert Classification.objects.filter(company=book.company).count() == 173
    assert InternalRate.objects.filter(company=book.company).count() == 5
    assert InterstateRate.objects.filter(company=book.company, origin="SP", destination="BA").get().rate == 7
    assert not InterstateRate.objects.filter(company=book.company, destination="ES").exists()


def test_inside_the_state_the_internal_rate_serves(book: Cast, shelf: Shelf) -> None:
    line = taxes(book, shelf, SHOP_IN_CAMPINAS).lines[0]
    assert (line.icms.rate, line.icms.amount) == (18, 180)
    assert (line.pis.amount, line.cofins.amount) == (Decimal("13.53"), Decimal("62.32"))
    assert (line.ibs_cbs.base, line.total) == (Decimal("744.15"), 1000)


def test_to_another_state_the_rate_of_the_route_serves(book: Cast, shelf: Shelf) -> None:
    assert taxes(book, shelf, SHOP_IN_BAHIA).lines[0].icms.rate == 7


@pytest.mark.parametrize("nature", ["BONIFICACAO", "AMOSTRA", "COMODATO", "TRANSFERENCIA"])
def test_what_brings_no_receivable_is_no_revenue(book: Cast, shelf: Shelf, nature: str) -> None:
    product = shelf.product("FO-1", ncm="84212300")
    sale = queries.sale(
        book.company.pk,
        establishment_id=book.head.pk,
        customer=SHOP_IN_CAMPINAS,
        nature=nature,
        on=TODAY,
        items=[Item(product_id=product.pk, quantity=Decimal(1), unit_price=Decimal(100))],
    )
    line = sale.taxes().lines[0]
    assert (line.pis.amount, line.cofins.amount) == (0, 0)
    assert any("Sem receita" in step.source for step in line.derivation)


def test_imported_goods_pay_four(book: Cast, shelf: Shelf) -> None:
    assert taxes(book, shelf, SHOP_IN_BAHIA, origin="1").lines[0].icms.rate == 4
    assert taxes(book, shelf, SHOP_IN_BAHIA, origin="6", products=("FO-2",)).lines[0].icms.rate == 7


def test_who_does_not_contribute_brings_the_difference(book: Cast, shelf: Shelf) -> None:
    sale = booked(book, shelf, PERSON_IN_BAHIA)
    line = sale.taxes().lines[0]
    assert (line.icms.amount, line.difal.amount, line.difal.paid_by_seller) == (70, 135, True)
    assert sale.cfops == ("6108",)


@pytest.mark.parametrize(
    ("base", "icms", "difal"),
    [("single", "70.00", "135.00"), ("gross_up", "81.89", "157.92"), ("net_price", "70.00", "169.81")],
)
def test_the_state_of_who_consumes_says_the_base_of_the_difference(
    book: Cast, shelf: Shelf, base: str, icms: str, difal: str
) -> None:
    """1,000.00 at 7 to 20.5: 930.00 ÷ 0.795 = 1,169.81 and 1,000.00 ÷ 0.795 = 1,257.86, 13.5 points of it."""
    StateRule.objects.filter(company=book.company, state_id="BA").update(consumer_difal=base)
    line = taxes(book, shelf, PERSON_IN_BAHIA).lines[0]
    assert (line.icms.amount, line.difal.amount) == (Decimal(icms), Decimal(difal))


def test_a_rate_of_the_destination_given_by_the_matrix_names_its_line(book: Cast, shelf: Shelf) -> None:
    rows = [Row(1, {}, {"situation": "00", "destination_rate": Decimal(25), "source": "RICMS/BA, art. 16"})]
    publish_rows(None, "icms", rows, valid_from=None, reason="Teste", now=clock.now(), company_id=book.company.pk)
    line = taxes(book, shelf, PERSON_IN_BAHIA).lines[0]
    difal = next(step for step in line.derivation if step.code == "difal")
    assert (line.difal.internal_rate, difal.row) == (25, "Matriz de ICMS, linha 1")
    assert "RICMS/BA, art. 16" in difal.source


def test_the_source_of_a_rate_reaches_who_reads_the_derivation(book: Cast, shelf: Shelf) -> None:
    line = taxes(book, shelf, SHOP_IN_BAHIA).lines[0]
    told = {step.code: step for step in line.derivation}
    assert "Resolução do Senado 22/1989" in told["icms"].source
    assert told["icms"].row == "Matriz de ICMS, linha 1"


def test_the_fiscal_group_of_the_branch_goes_before_the_products_own(book: Cast, shelf: Shelf) -> None:
    own, here = (
        FiscalGroup.objects.create(company=book.company, code=code, name=code) for code in ("GERAL-1", "ISENTO-1")
    )
    rows = [
        Row(1, {}, {"situation": "00"}),
        Row(2, {"fiscal_group": "ISENTO-1"}, {"situation": "40", "source": "Convênio de teste"}),
    ]
    publish_rows(None, "icms", rows, valid_from=None, reason="Teste", now=clock.now(), company_id=book.company.pk)
    product = shelf.product("FO-7", fiscal_group=own)
    asked = {
        "customer": SHOP_IN_CAMPINAS,
        "establishment_id": book.head.pk,
        "nature": "VENDA",
        "on": TODAY,
        "items": [Item(product_id=product.pk, quantity=Decimal(1), unit_price=Decimal(10))],
    }
    before = queries.sale(book.company.pk, **asked)  # type: ignore[arg-type]
    shelf.at(product, book.head, fiscal_group=here)
    after = queries.sale(book.company.pk, **asked)  # type: ignore[arg-type]
    assert (before.rows[0]["icms"], after.rows[0]["icms"]) == (1, 2)
    assert after.taxes().totals.icms == 0


def test_simples_lets_a_contributor_take_its_credit(book: Cast, shelf: Shelf) -> None:
    customer = Customer(uf="PR", buyer=Buyer.CONTRIBUTOR)
    line = taxes(book, shelf, customer, branch=True).lines[0]
    assert (line.icms.situation, line.icms.credit_rate, line.icms.credit) == ("101", Decimal("1.81"), Decimal("18.10"))
    assert line.pis.amount == 0
    # 5.32 % of 1,000.00, the effective rate of 300,000.00 a year in Annex I.
    assert (line.das, line.net_revenue) == (Decimal("53.20"), Decimal("946.80"))
    told = [(step.code, step.after) for step in line.derivation if step.code.startswith("simples.")]
    rates = [("simples.effective", Decimal("5.32")), ("simples.credit_rate", Decimal("1.81"))]
    assert told == [*rates, ("simples.das", line.das)]


def test_simples_sets_single_phase_goods_apart(book: Cast, shelf: Shelf) -> None:
    """Of 5.32 % the DAS leaves 15.5 % out, the part of PIS and COFINS, which the maker paid."""
    rows = [Row(1, {}, {"situation": "04", "source": "Lei 10.485/2002"})]
    publish_rows(None, "pis_cofins", rows, valid_from=None, reason="Teste", now=clock.now(), company_id=book.company.pk)
    line = taxes(book, shelf, Customer(uf="PR", buyer=Buyer.CONTRIBUTOR), branch=True).lines[0]
    assert (line.pis.amount, line.das) == (0, Decimal("44.95"))
    assert "sai a parte do PIS e da COFINS, 15,5% dela" in next(
        step.reason for step in line.derivation if step.code == "simples.das"
    )


def test_the_same_sale_in_2027_changes_by_data_alone(book: Cast, shelf: Shelf) -> None:
    product = shelf.product("FO-9", ncm="84212300")
    asked = {
        "establishment_id": book.head.pk,
        "customer": SHOP_IN_CAMPINAS,
        "nature": "VENDA",
        "items": [Item(product_id=product.pk, quantity=Decimal(10), unit_price=Decimal("100.00"))],
    }
    now = queries.sale(book.company.pk, on=TODAY, **asked).taxes().totals  # type: ignore[arg-type]
    then = queries.sale(book.company.pk, on=date(2027, 3, 1), **asked).taxes().totals  # type: ignore[arg-type]
    assert (now.pis > 0, then.pis, now.total) == (True, 0, 1000)
    assert then.total == 1000 + then.cbs + then.ibs
    # From 2027 São Paulo has IBS and CBS in the base of ICMS: 18 % of 1,000.00 and of what the two come to.
    assert then.icms_base == then.total
    assert then.ibs_cbs_base == 1000 - then.icms


def test_the_state_of_who_sells_says_what_is_in_the_base_of_its_icms(book: Cast, shelf: Shelf) -> None:
    """LC 87/1996, art. 11, I, a: the tax of the operation belongs to where the goods leave from."""
    rule = {"company": book.company, "valid_from": date(2020, 1, 1), "source": "Teste"}
    StateRule.objects.create(state_id="BA", reform_in_icms_base=True, **rule)
    assert taxes(book, shelf, SHOP_IN_BAHIA).totals.icms_base == 1000
    StateRule.objects.filter(company=book.company, state_id="SP").update(reform_in_icms_base=True)
    assert taxes(book, shelf, SHOP_IN_BAHIA, products=("FO-2",)).totals.icms_base > 1000


def test_a_factory_without_the_rate_of_its_goods_is_refused(book: Cast, shelf: Shelf) -> None:
    EstablishmentRegime.objects.filter(establishment=book.head).update(pays_ipi=True)
    with pytest.raises(CannotTax, match="IPI"):
        taxes(book, shelf, SHOP_IN_CAMPINAS)
    assert taxes(book, shelf, Customer(uf="EX", buyer=Buyer.NON_CONTRIBUTOR), products=("FO-2",)).totals.ipi == 0


@pytest.mark.parametrize(
    ("rate", "item", "fits"), [("5", "", True), ("5.01", "", False), ("1.99", "14.01", False), ("1.5", "7.02", True)]
)
def test_the_rate_of_iss_keeps_to_the_law(book: Cast, shelf: Shelf, rate: str, item: str, fits: bool) -> None:
    row = Row(1, {}, {"rate": Decimal(rate), "service_code": item})
    publish_rows(None, "iss", [row], valid_from=None, reason="Teste", now=clock.now(), company_id=book.company.pk)
    labour = ProductType.objects.filter(company=book.company, is_service=True).first()
    problems = booked(book, shelf, SHOP_IN_CAMPINAS, type=labour).problems
    assert [problem.code for problem in problems] == ([] if fits else ["rule_conflict"])


def test_a_rate_that_is_not_in_the_book_is_a_problem_of_the_line(book: Cast, shelf: Shelf) -> None:
    sale = booked(book, shelf, Customer(uf="AC", buyer=Buyer.NON_CONTRIBUTOR))
    assert [problem.line for problem in sale.problems] == [1]
    with pytest.raises(CannotTax, match="alíquota interna do ICMS de AC"):
        sale.taxes()


def test_a_matrix_without_a_row_is_a_problem_never_zero(book: Cast, shelf: Shelf) -> None:
    labour = ProductType.objects.filter(company=book.company, is_service=True).first()
    sale = booked(book, shelf, SHOP_IN_CAMPINAS, type=labour)
    with pytest.raises(CannotTax, match="ISS"):
        sale.taxes()


def test_a_party_is_read_with_its_fiscal_standing(book: Cast, shelf: Shelf) -> None:
    party = Party.objects.create(
        company=book.company, establishment=book.head, name="Oficina do Zé", kind="organization", stage="prospect"
    )

    def buyer() -> Buyer:
        found = registered_buyer(book.company.pk, party.pk)
        assert found is not None
        return queries.customer_of(found).buyer

    with pytest.raises(NoBook, match="não tem endereço"):
        buyer()
    Address.objects.create(party=party, company=book.company, street="Rua A", municipality=book.curitiba, is_main=True)
    assert buyer() is Buyer.NON_CONTRIBUTOR
    StateRegistration.objects.create(party=party, company=book.company, state_id="PR", number="1234567890")
    assert buyer() is Buyer.CONTRIBUTOR
    Complement.objects.create(
        party=party, company=book.company, tax_status="contributor", fiscal_category="fixed_asset"
    )
    sale = booked(book, shelf, party.pk)
    assert (sale.sale.buyer_uf, sale.sale.destination) == ("PR", Destination.FIXED_ASSET)
    line = sale.taxes().lines[0]
    assert (line.difal.paid_by_seller, line.difal.amount > 0, line.total) == (False, True, 1000)


def test_another_company_reads_nothing_of_this_one(book: Cast, shelf: Shelf) -> None:
    with pytest.raises(NoBook):
        queries.seller_of(book.company.pk + 1, book.head.pk, on=TODAY)


def test_a_longer_sale_asks_the_database_no_more(book: Cast, shelf: Shelf) -> None:
    with CaptureQueriesContext(connection) as few:
        booked(book, shelf, SHOP_IN_BAHIA, products=("A-1",))
    goods = [shelf.product(f"B-{number}", ncm="84212300") for number in range(20)]
    with CaptureQueriesContext(connection) as many:
        queries.sale(
            book.company.pk,
            establishment_id=book.head.pk,
            customer=SHOP_IN_BAHIA,
            nature="VENDA",
            on=TODAY,
            items=[Item(product_id=each.pk, quantity=Decimal(1), unit_price=Decimal(10)) for each in goods],
        )
    assert len(many) <= len(few)


def test_the_command_line_asks_by_the_companys_own_codes(book: Cast, shelf: Shelf) -> None:
    shelf.product("FO-1", ncm="84212300")
    asked = {
        "on": "2026-11-26",
        "establishment": "01",
        "buyer_uf": "BA",
        "buyer": "non_contributor",
        "lines": [{"product": "FO-1", "quantity": "10", "unit_price": "100.00"}],
    }
    found = asking.taxed(plain.load(asking.AskedSale, asked))
    assert (found.cfops, found.taxes.totals.difal) == (("6108",), 135)
    with pytest.raises(Refusal, match="produto X não está no catálogo"):
        asking.taxed(plain.load(asking.AskedSale, asked | {"lines": [{**asked["lines"][0], "product": "X"}]}))  # type: ignore[dict-item]
    with pytest.raises(Refusal, match="estabelecimento 99"):
        asking.taxed(plain.load(asking.AskedSale, asked | {"establishment": "99"}))


def test_a_product_says_how_it_is_taxed_from_here(book: Cast, shelf: Shelf) -> None:
    product = shelf.product("FO-8", ncm="84212300")
    found = standings(book.company.pk, book.head.pk, product.pk, on=TODAY)
    assert [(each.buyer, each.cfop, each.icms.text, each.difal.text) for each in found] == [
        ("SP, revenda", "5102", "00 · 18%", ""),
        ("SP, consumidor final", "5102", "00 · 18%", ""),
        ("RJ, revenda", "6102", "00 · 12%", ""),
        ("RJ, consumidor final", "6108", "00 · 12%", "até 20% + FCP 2%"),
    ]
    assert found[0].contributions.text == "01 · 1,65% + 7,6%"
    assert found[0].icms.row == "Matriz de ICMS, linha 1"
