"""What an import of prices does: customers found by code or document, general lists, planted faults."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from tests.imports.conftest import ImportFile, Sheet, remarks
from vinculo.customers.models import ExternalReference, Party
from vinculo.foundation.lists.spreadsheets import export_value
from vinculo.price_book.actions.founding import create_default_tables
from vinculo.price_book.listed_prices import PRICES
from vinculo.price_book.models import ListPrice, PriceTable

HEADERS = [
    "Código do produto",
    "Código do cliente",
    "CPF/CNPJ",
    "Origem",
    "Preço",
    "Tabela",
    "UN",
    "Vale desde",
    "Vale até",
]


@pytest.fixture
def shelf(cast: Cast) -> Shelf:
    found = Shelf(cast)
    found.product("FO-1", "Filtro de óleo")
    create_default_tables(cast.company.pk)
    PriceTable.objects.create(
        company=cast.company, code="VAREJO", name="Varejo", kind="region", valid_from=date(2020, 1, 1)
    )
    return found


@pytest.fixture
def silva(cast: Cast) -> Party:
    party = Party.objects.create(
        company=cast.company,
        kind="organization",
        stage="customer",
        name="Silva Ltda.",
        document="11222333000181",
        establishment=cast.head,
    )
    ExternalReference.objects.create(company=cast.company, party=party, system="dms", code="C-10")
    return party


def test_prices_of_customers_and_of_lists_come_in_and_again_change_only_what_differs(
    shelf: Shelf, silva: Party, sheet: Sheet, import_file: ImportFile
) -> None:
    rows = [
        ["FO-1", "C-10", "", "DMS", "45,90", "", "", "01/01/2026", ""],
        ["FO-1", "", "11.222.333/0001-81", "DMS", "R$ 1.234,5678", "VAREJO", "", "01/01/2026", "31/12/2026"],
        ["FO-1", "", "", "", 52.5, "varejo", "UN", "01/01/2026", ""],
    ]
    checked = import_file(sheet(HEADERS, rows), importer="prices", write=False)
    assert (checked.created, checked.refused, ListPrice.objects.count()) == (3, 0, 0)
    run = import_file(sheet(HEADERS, rows), importer="prices")
    assert (run.created, run.refused) == (3, 0)
    kept = {(p.table.code, p.party_id): (p.price, p.valid_until) for p in ListPrice.objects.select_related("table")}
    base = PriceTable.objects.get(kind="base").code
    assert kept == {
        (base, silva.pk): (Decimal("45.9"), None),
        ("VAREJO", silva.pk): (Decimal("1234.5678"), date(2026, 12, 31)),
        ("VAREJO", None): (Decimal("52.5"), None),
    }
    rows[0][4] = "47"
    again = import_file(sheet(HEADERS, rows), importer="prices")
    assert (again.created, again.updated, again.unchanged) == (0, 1, 2)


def test_planted_faults_are_told_beside_their_cells(
    shelf: Shelf, silva: Party, cast: Cast, sheet: Sheet, import_file: ImportFile
) -> None:
    other = Party.objects.create(
        company=cast.company, kind="organization", stage="prospect", name="Outro", establishment=cast.head
    )
    ExternalReference.objects.create(company=cast.company, party=other, system="dms", code="C-99")
    rows = [
        ["NADA", "C-10", "", "DMS", "1"],
        ["FO-1", "C-11", "", "DMS", "1"],
        ["FO-1", "C-10", "", "", "1"],
        ["FO-1", "", "", "DMS", "1"],
        ["FO-1", "", "", "", "1"],
        ["FO-1", "C-10", "", "DMS", "0"],
        ["FO-1", "C-10", "", "DMS", "dez"],
        ["FO-1", "C-10", "", "DMS", ""],
        ["FO-1", "C-99", "11.222.333/0001-81", "DMS", "1"],
        ["FO-1", "", "11.222.333/0001-82", "DMS", "1"],
        ["FO-1", "C-10", "", "DMS", "1", "NENHUMA"],
        ["FO-1", "C-10", "", "DMS", "1", "", "CX"],
        ["FO-1", "C-10", "", "DMS", "1", "", "", "31/02/2026"],
        ["FO-1", "C-10", "", "DMS", "1", "", "", "10/02/2026", "01/02/2026"],
        ["FO-1", "C-10", "", "DMS", "9", "", "", "01/01/2026"],
        ["FO-1", "", "11.222.333/0001-81", "DMS", "8", "", "", "01/01/2026"],
        ["", "C-10", "", "DMS", "1"],
        ["fo-1", "C-10", "", "DMS", "9", "", "", "02/01/2026"],
        ["FO-1", "", "111.111.111-11", "DMS", "9"],
        ["FO-1", "C-10", "", "DMS", "1e400"],
        ["FO-1", "C-10", "", "DMS", "99999999999999999999"],
        ["1,2E+11", "C-10", "", "DMS", "9"],
        ["FO-1", "", "", "DMS", "1", "BASE"],
    ]
    run = import_file(sheet(HEADERS, rows), importer="prices")
    told = {(row, field): sentence for row, field, sentence in remarks(run, "refusal")}
    expected = {
        (2, "product"): "Nenhum produto",
        (3, "customer_code"): "Nenhum cliente",
        (4, "origin"): "Informe a origem",
        (5, "customer_code"): "Informe o código ou o CPF/CNPJ",
        (6, "table"): "o preço é geral",
        (7, "price"): "maior que 0",
        (8, "price"): "não é um número",
        (9, "price"): "Informe o preço",
        (10, "customer_document"): "cadastros diferentes",
        (11, "customer_document"): "",
        (12, "table"): "não é uma tabela",
        (13, "unit"): "fator de conversão",
        (14, "valid_from"): "não existe",
        (15, "valid_until"): "não pode vir antes",
        (17, "product"): "Mesmo preço (produto, cliente, tabela e início) da linha 16",
        (18, "product"): "Informe o código do produto",
        (20, "customer_document"): "não existe",
        (21, "price"): "grande demais",
        (22, "price"): "grande demais",
        (23, "product"): "notação científica",
        (24, "customer_code"): "em preço geral, deixe a origem vazia",
    }
    assert {key: words in told.get(key, "") for key, words in expected.items()} == dict.fromkeys(expected, True)
    assert set(told) == set(expected)
    assert (run.created, run.refused) == (2, 21)
    assert {price.price for price in ListPrice.objects.all()} == {Decimal(9)}


def test_one_price_in_two_batches_by_two_handles_is_refused_once(
    shelf: Shelf, silva: Party, sheet: Sheet, import_file: ImportFile
) -> None:
    """By the customer's code and by its document; without a unit and with the product's own."""
    rows = [
        ["FO-1", "C-10", "", "DMS", "9", "", "", "01/01/2026"],
        ["FO-1", "C-10", "", "DMS", "8", "", "", "1/2/26"],
        ["FO-1", "", "11.222.333/0001-81", "DMS", "7", "", "UN", "01/01/2026"],
    ]
    run = import_file(sheet(HEADERS, rows), importer="prices", batch_rows=1)
    assert [(row, field) for row, field, _ in remarks(run, "refusal")] == [(4, "product")]
    assert {price.price for price in ListPrice.objects.all()} == {Decimal(9), Decimal(8)}


def test_the_exported_list_changes_nothing_whatever_names_its_customers(
    shelf: Shelf, silva: Party, cast: Cast, sheet: Sheet, import_file: ImportFile
) -> None:
    """By a code of another system, by document, and one with neither by its number in the registry."""
    known = {"company": cast.company, "kind": "organization", "stage": "prospect", "establishment": cast.head}
    lima = Party.objects.create(name="Lima", document="11444777000161", **known)
    rui = Party.objects.create(name="Rui", **known)
    base = PriceTable.objects.get(kind="base")
    product = shelf.product("PA-9", "Pastilha")
    for party, price in ((silva, "9.5"), (lima, "8.25"), (rui, "7.1234"), (None, "10")):
        ListPrice.objects.create(
            company=cast.company, table=base, product=product, unit=product.unit, party=party, price=Decimal(price),
            valid_from=date(2026, 1, 1),
        )  # fmt: skip
    actor = cast.actor("adele")
    columns = PRICES.exported([column.key for column in PRICES.columns])
    rows = list(PRICES.rows(actor).order_by("pk"))
    assert PRICES.prepare is not None
    PRICES.prepare(rows, {column.key for column in columns})
    cells = [[export_value(column, row) for column in columns] for row in rows]
    headings = [column.label for column in columns]
    assert [row[headings.index("Código do cliente")] for row in cells] == ["C-10", "", str(rui.pk), ""]
    again = import_file(sheet(headings, cells), importer="prices")
    assert (again.created, again.updated, again.unchanged, again.refused) == (0, 0, 4, 0)
    cells[2][headings.index("Código do cliente")] = str(rui.pk + 10**6)
    assert remarks(import_file(sheet(headings, cells), importer="prices"), "refusal") == [
        (4, "customer_code", "Nenhum cliente tem este código na origem “cadastro”.")
    ]
