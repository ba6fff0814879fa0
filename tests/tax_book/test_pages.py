"""The tables of the tax book on their pages: who sees them, what is refused, in words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.test import Client

from tests.cast import Cast
from vinculo.books.sheets import read_sheet, write_sheet
from vinculo.foundation.reading import open_table
from vinculo.tax_book.books import BOOKS
from vinculo.tax_book.models import InternalRate, OperationNature

TODAY = date(2026, 11, 26)
SignIn = Callable[[str], Client]


def test_an_analyst_opens_every_table_and_the_first_row_of_each(book: Cast, signed_in: SignIn) -> None:
    alice = signed_in("alice")
    for each in BOOKS:
        assert alice.get(f"/tabelas/{each.slug}/").status_code == 200
        assert alice.get(f"/tabelas/{each.slug}/incluir/").status_code == 200
        row = each.model._default_manager.filter(company=book.company).first()
        assert row is not None
        assert alice.get(f"/tabelas/{each.slug}/{row.pk}/").status_code == 200


def test_who_sells_does_not_open_them(book: Cast, signed_in: SignIn) -> None:
    assert signed_in("ana").get("/tabelas/aliquotas-internas/").status_code == 403


def test_a_new_rate_is_written_with_its_validity_and_source(book: Cast, signed_in: SignIn) -> None:
    answer = signed_in("alice").post(
        "/tabelas/aliquotas-internas/incluir/",
        {"state": "SP", "rate": "18,5", "fcp_rate": "0", "valid_from": "01/01/2027", "source": "Lei nova"},
    )
    assert answer.status_code == 302
    row = InternalRate.objects.get(company=book.company, state="SP", valid_from=date(2027, 1, 1))
    assert (str(row.rate), row.source) == ("18.5000", "Lei nova")


REFUSED = (
    (
        "aliquotas-internas",
        {"state": "SP", "rate": "118", "fcp_rate": "0", "valid_from": "01/01/2028"},
        "vai de 0 a 100%",
    ),
    (
        "aliquotas-internas",
        {"state": "SP", "rate": "18", "fcp_rate": "0", "valid_from": "01/01/2026"},
        "Já existe uma linha",
    ),
    (
        "faixas-do-simples",
        {
            "annex": "I",
            "up_to": "5.000.000,00",
            "nominal_rate": "20",
            "deduction": "0",
            "icms_share": "70",
            "contributions_share": "30,5",
            "valid_from": "01/01/2026",
        },
        "vão de 0 a 100%, também somadas",
    ),
    (
        "naturezas-de-operacao",
        {"code": "X", "name": "Xis", "kind": "sale", "cfop_state": "9999", "valid_from": "01/01/2026"},
        "O CFOP 9999 não está na tabela",
    ),
    (
        "naturezas-de-operacao",
        {"code": "X", "name": "Xis", "kind": "sale", "cfop_state": "6102", "valid_from": "01/01/2026"},
        "começa por 5",
    ),
    (
        "aliquotas-interestaduais",
        {"origin": "SP", "destination": "SP", "rate": "12", "valid_from": "01/01/2026"},
        "mesmo estado",
    ),
    (
        "faixas-do-simples",
        {"annex": "I", "up_to": "180000", "nominal_rate": "400", "deduction": "0", "icms_share": "34"},
        "A alíquota vai de 0 a 100%",
    ),
    (
        "faixas-do-simples",
        {"annex": "I", "up_to": "180000", "nominal_rate": "4", "deduction": "-1", "icms_share": "34"},
        "A parcela a deduzir não pode ser negativa",
    ),
    (
        "cclasstrib",
        {"code": "12", "name": "x", "ibs_reduction": "0", "cbs_reduction": "0", "valid_from": "01/01/2026"},
        "seis dígitos",
    ),
)


def test_what_cannot_be_is_refused_beside_the_field(book: Cast, signed_in: SignIn) -> None:
    alice = signed_in("alice")
    for slug, typed, sentence in REFUSED:
        answer = alice.post(f"/tabelas/{slug}/incluir/", typed)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not OperationNature.objects.filter(company=book.company, code="X").exists()


def test_a_sheet_brought_back_untouched_changes_nothing(book: Cast, tmp_path: Path) -> None:
    for each in BOOKS:
        if not each.sheet_key:
            continue
        path = tmp_path / f"{each.slug}.xlsx"
        count = write_sheet(book.alice, each, path, today=TODAY)
        rows = read_sheet(book.alice, each, open_table(path), today=TODAY).rows
        assert len(rows) == count > 0
        assert {(row.fate, row.faults) for row in rows} == {("igual", ())}, each.slug
