"""What an import of sales tables does: who buys by which table, where, and when."""

from datetime import date
from unittest.mock import Mock

import pytest

from tests.cast import Cast
from tests.imports.conftest import ImportFile, Sheet, remarks
from vinculo.customers.models import ExternalReference, Party
from vinculo.foundation import clock
from vinculo.foundation.lists.spreadsheets import export_value
from vinculo.imports.models import Run
from vinculo.imports.undoing import take_back
from vinculo.price_book.lists import SALES_TABLES
from vinculo.price_book.models import PriceTable, SalesTable

HEADERS = [
    "Código do cliente",
    "CPF/CNPJ",
    "Origem",
    "Tabela de preço",
    "Local de faturamento",
    "Vale desde",
    "Vale até",
]


@pytest.fixture
def silva(cast: Cast) -> Party:
    for code, kind in (("BASE", "base"), ("VAREJO", "region")):
        PriceTable.objects.create(
            company=cast.company, code=code, name=code.title(), kind=kind, valid_from=date(2020, 1, 1)
        )
    party = Party.objects.create(
        company=cast.company, kind="organization", stage="customer", name="Silva Ltda.",
        document="11222333000181", establishment=cast.head,
    )  # fmt: skip
    ExternalReference.objects.create(company=cast.company, party=party, system="dms", code="C-10")
    return party


def test_links_come_in_change_and_go_back(silva: Party, cast: Cast, sheet: Sheet, import_file: ImportFile) -> None:
    rows = [
        ["C-10", "", "DMS", "varejo", "", "01/01/2026", ""],
        ["", "", "", "BASE", cast.head.code, "01/01/2026", "31/12/2026"],
    ]
    run = import_file(sheet(HEADERS, rows), importer="sales_tables")
    assert (run.created, run.refused) == (2, 0)
    kept = {(row.party_id, row.establishment_id, row.table.code, row.valid_until) for row in SalesTable.objects.all()}
    assert kept == {(silva.pk, None, "VAREJO", None), (None, cast.head.pk, "BASE", date(2026, 12, 31))}
    rows[0][0:4] = ["", "11222333000181", "", "BASE"]
    again = import_file(sheet(HEADERS, rows), importer="sales_tables")
    assert (again.created, again.updated, again.unchanged) == (0, 1, 1)
    Run.objects.filter(pk=again.pk).update(state=Run.State.UNDOING)
    take_back(cast.actor("adele"), again, redo=False, now=clock.now(), report=Mock())
    assert SalesTable.objects.get(party=silva).table.code == "VAREJO"


def test_planted_faults_are_told_beside_their_cells(
    silva: Party, cast: Cast, sheet: Sheet, import_file: ImportFile
) -> None:
    rows = [
        ["C-10", "", "DMS", "", "", "", ""],
        ["C-10", "", "DMS", "NENHUMA", "", "", ""],
        ["", "", "", "BASE", "", "", ""],
        ["C-99", "", "DMS", "BASE", "", "", ""],
        ["", "", "", "BASE", "99", "", ""],
        ["C-10", "", "DMS", "BASE", "", "01/02/2026", "01/01/2026"],
        ["C-10", "", "DMS", "BASE", "", "01/03/2026", ""],
        ["", "11.222.333/0001-81", "", "VAREJO", "", "01/03/2026", ""],
    ]
    run = import_file(sheet(HEADERS, rows), importer="sales_tables")
    told = {(row, field): sentence for row, field, sentence in remarks(run, "refusal")}
    expected = {
        (2, "table"): "Informe a tabela",
        (3, "table"): "não é uma tabela",
        (4, "customer_document"): "Informe o cliente",
        (5, "customer_code"): "Nenhum cliente",
        (6, "establishment"): "não é um estabelecimento",
        (7, "valid_until"): "não pode vir antes",
        (9, "table"): "Mesma tabela de venda da linha 8",
    }
    assert {key: key in told and words in told[key] for key, words in expected.items()} == dict.fromkeys(expected, True)
    assert (run.created, run.refused, SalesTable.objects.get().table.code) == (1, 7, "BASE")


def test_the_exported_list_changes_nothing(silva: Party, cast: Cast, sheet: Sheet, import_file: ImportFile) -> None:
    rui = Party.objects.create(
        company=cast.company, kind="person", stage="prospect", name="Rui", establishment=cast.head
    )
    varejo = PriceTable.objects.get(code="VAREJO")
    for party, place in ((silva, None), (rui, cast.head), (None, cast.head)):
        SalesTable.objects.create(
            company=cast.company, party=party, establishment=place, table=varejo, valid_from=date(2026, 1, 1)
        )
    rows = list(SALES_TABLES.rows(cast.actor("adele")).order_by("pk"))
    columns = SALES_TABLES.exported([column.key for column in SALES_TABLES.columns])
    assert SALES_TABLES.prepare is not None
    SALES_TABLES.prepare(rows, {column.key for column in columns})
    cells = [[export_value(column, row) for column in columns] for row in rows]
    again = import_file(sheet([column.label for column in columns], cells), importer="sales_tables")
    assert (again.created, again.updated, again.unchanged, again.refused) == (0, 0, 3, 0)
