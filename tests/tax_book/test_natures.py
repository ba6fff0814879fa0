"""Natures of operation that say by themselves how they are taxed, whatever the product and its rows."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from vinculo.engines.decision import Row
from vinculo.engines.tax import Buyer, LineTaxes
from vinculo.foundation import clock
from vinculo.matrices.actions import publish_rows
from vinculo.tax_book import queries
from vinculo.tax_book.models import EstablishmentRegime
from vinculo.tax_book.queries import Item
from vinculo.tax_book.rules import ABROAD, Customer

TODAY = date(2026, 11, 26)
IN_BAHIA = Customer(uf="BA", buyer=Buyer.CONTRIBUTOR)
# One item of 100.00 from SP to BA: CST and ICMS of the normal regime, cClassTrib; CSOSN and ICMS of Simples.
WORKED = {
    "VENDA": ("00", "7.00", "000001", "101", 0),
    "BONIFICACAO": ("00", "7.00", "410001", "400", 0),
    "AMOSTRA": ("40", 0, "410999", "400", 0),
    "COMODATO": ("41", 0, "410999", "400", 0),
    "DEMONSTRACAO": ("50", 0, "410999", "400", 0),
    "TRANSFERENCIA": ("41", 0, "410002", "400", 0),
    "REMESSA-CONSERTO": ("50", 0, "410999", "400", 0),
    "RETORNO-CONSERTO": ("50", 0, "410999", "400", 0),
    # Bought in Bahia at 12: it goes back at the 12 of the purchase, not at the 7 of SP to BA.
    "DEVOLUCAO-COMPRA": ("00", "12.00", "000001", "900", "12.00"),
}


def taxed(cast: Cast, product: int, nature: str, *, branch: bool = False, customer: Customer = IN_BAHIA) -> LineTaxes:
    sale = queries.sale(
        cast.company.pk,
        establishment_id=(cast.branch if branch else cast.head).pk,
        customer=customer,
        nature=nature,
        on=TODAY,
        items=[Item(product_id=product, quantity=Decimal(1), unit_price=Decimal(100))],
    )
    return sale.taxes().lines[0]


@pytest.fixture
def bestseller(book: Cast, shelf: Shelf) -> int:
    """A product whose own row of ICMS weighs more than any nature of operation could."""
    rows = [
        Row(1, {"regime": "3"}, {"situation": "00"}),
        Row(2, {"regime": "1"}, {"situation": "101"}),
        Row(3, {"ncm": "84212300", "regime": "3"}, {"situation": "00"}),
    ]
    publish_rows(None, "icms", rows, valid_from=None, reason="Teste", now=clock.now(), company_id=book.company.pk)
    return shelf.product("FO-1", ncm="84212300").pk


def test_each_shipped_nature_is_taxed_as_its_law_says(book: Cast, bestseller: int) -> None:
    for nature, (cst, icms, classification, csosn, simples_icms) in WORKED.items():
        line = taxed(book, bestseller, nature)
        assert (line.icms.situation, line.icms.amount) == (cst, Decimal(icms)), nature
        assert line.ibs_cbs.classification == classification, nature
        own = taxed(book, bestseller, nature, branch=True)
        assert (own.icms.situation, own.icms.amount) == (csosn, Decimal(simples_icms)), nature
        earns = nature == "VENDA"
        # 5.32 % is the effective rate of the branch; what is no revenue pays neither DAS nor PIS and COFINS.
        assert own.das == (Decimal("5.32") if earns else 0), nature
        assert (line.pis.amount > 0, line.cofins.amount > 0) == (earns, earns), nature


def test_the_law_that_decided_reaches_who_reads_the_derivation(book: Cast, bestseller: int) -> None:
    told = {step.code: step for step in taxed(book, bestseller, "COMODATO").derivation}
    assert "Súmula 573" in told["icms"].source
    assert told["icms"].row == "Natureza de operação COMODATO"
    back = {step.code: step for step in taxed(book, bestseller, "DEVOLUCAO-COMPRA").derivation}
    assert "Convênio ICMS 54/2000" in back["icms"].source


def test_an_industry_suspends_the_ipi_of_what_goes_to_its_own_branch(book: Cast, bestseller: int) -> None:
    EstablishmentRegime.objects.filter(establishment=book.head).update(pays_ipi=True)
    line = taxed(book, bestseller, "TRANSFERENCIA")
    told = {step.code: step for step in line.derivation}
    assert line.ipi.amount == 0
    assert "art. 43, X" in told["ipi"].source


def test_abroad_the_matrix_decides(book: Cast, shelf: Shelf) -> None:
    product = shelf.product("FO-2", ncm="84212300")
    buyer = Customer(uf=ABROAD, buyer=Buyer.NON_CONTRIBUTOR)
    line = taxed(book, product.pk, "AMOSTRA", customer=buyer)
    assert (line.icms.situation, line.ibs_cbs.classification) == ("41", "410004")
