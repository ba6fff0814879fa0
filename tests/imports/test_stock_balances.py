"""Balances from a spreadsheet: counted, criticised, posted as differences, taken back by reversals."""

from datetime import date
from decimal import Decimal

import pytest

from tests.imports.conftest import ImportFile, Sheet
from tests.stock.depot import NOW, Depot
from vinculo.imports import undoing
from vinculo.imports.importer import importer_of
from vinculo.imports.mapping import suggest
from vinculo.imports.models import Remark, Run
from vinculo.stock.models import Balance, Lot, Posting
from vinculo.stock.queries.reconciliation import differences

HEADERS = ["Código do produto", "Armazém", "Lote", "Validade", "Unidade", "Em mãos"]


@pytest.fixture
def depot(cast) -> Depot:
    return Depot(cast)


def test_the_exported_list_has_the_columns_of_the_import() -> None:
    found = suggest(HEADERS, importer_of("stock_balances").fields)
    assert sorted(found.values()) == ["expires_on", "lot", "product", "quantity", "unit", "warehouse"]


def test_what_was_counted_becomes_the_balance(depot: Depot, sheet: Sheet, import_file: ImportFile) -> None:
    known, new, lots = depot.product("P-1"), depot.product("p-2"), depot.product("P-3", tracks_lots=True)
    same = depot.product("P-4", gtin="7891234567895")
    depot.put(known, 10)
    depot.put(same, 7)
    path = sheet(
        HEADERS,
        [
            ["p-1", "a1", "", "", "", 4],
            ["P-2", "A1", "", "", "UN", "1.200"],
            ["P-3", "A1", "x1", "31/12/2027", "", 9],
            ["7891234567895", "A1", "", "", "", 7],
        ],
        "saldos.xlsx",
    )
    checked = import_file(path, write=False, importer="stock_balances")
    assert (checked.created, checked.updated, checked.unchanged, checked.refused) == (2, 1, 1, 0)
    assert not Posting.objects.filter(kind="import").exists()
    run = import_file(path, importer="stock_balances")
    assert (run.created, run.updated, run.unchanged, run.refused) == (2, 1, 1, 0)
    assert depot.balance(known).on_hand == 4
    assert depot.balance(new).on_hand == 1200
    lot = Lot.objects.get()
    assert (lot.number, lot.expires_on) == ("X1", date(2027, 12, 31))
    assert lot.received_on is not None
    assert depot.balance(lots, lot=lot).on_hand == 9
    posting = Posting.objects.get(kind="import")
    assert (posting.reason, posting.movements.count()) == (f"Importação nº {run.pk}", 3)
    again = import_file(path, importer="stock_balances")
    assert again.unchanged == 4
    assert differences() == []


def test_a_wrong_row_says_what_is_wrong_and_the_others_enter(
    depot: Depot, sheet: Sheet, import_file: ImportFile
) -> None:
    plain, lots = depot.product("P-1"), depot.product("P-2", tracks_lots=True)
    depot.put(plain, 10)
    depot.reserve(plain, 6)
    depot.lot(lots, "L1", date(2027, 1, 1))
    faults = [
        (["", "A1", "", "", "", 1], "product", "Informe o código do produto."),
        (["P-9", "A1", "", "", "", 1], "product", "Nenhum produto tem este código ou GTIN."),
        (["P-1", "ZZ", "", "", "", 1], "warehouse", "“ZZ” não é um armazém em uso"),
        (["P-1", "A1", "", "", "", 5], "quantity", "Há 6 reservado: libere as reservas antes."),
        (["P-1", "A2", "", "", "", "muitos"], "quantity", "“muitos” não é um número"),
        (["P-1", "A2", "", "", "", -1], "quantity", "Não pode ser negativo."),
        (["P-1", "A2", "", "", "CX", 1], "unit", "Não há fator de CX para UN."),
        (["P-1", "A2", "", "", "", "1,5"], "quantity", "A unidade UN aceita 0 casas decimais."),
        (["P-1", "A2", "L9", "", "", 1], "lot", "Este produto não é controlado por lote."),
        (["P-2", "A1", "", "", "", 1], "lot", "Este produto é controlado por lote: informe o lote."),
        (["P-2", "A1", "L1", "01/02/2027", "", 1], "expires_on", "O lote já existe com validade 01/01/2027."),
        (["P-2", "A1", "L2", "31/02/2027", "", 1], "expires_on", "A data 31/02/2027 não existe."),
        (["P-1", "A2", "", "", "", "1e400"], "quantity", "O número é grande demais."),
    ]
    good = ["P-1", "B1", "", "", "", 3]
    path = sheet(
        HEADERS, [*(row for row, _, _ in faults), good, good, ["P-2", "B1", "OLD", "01/01/2020", "", 1]], "saldos.xlsx"
    )
    run = import_file(path, importer="stock_balances")
    said = {(remark.row, remark.field): remark.sentence for remark in Remark.objects.filter(run=run)}
    for number, (_, field, sentence) in enumerate(faults, start=2):
        assert said.pop((number, field)).startswith(sentence)
    assert said == {
        (16, "product"): "Mesmo produto, armazém, unidade e lote da linha 15.",
        (17, "lot"): "O lote venceu em 01/01/2020.",
    }
    assert (run.created, run.refused, run.warned) == (2, 14, 1)
    assert Balance.objects.get(warehouse=depot.far, lot=None).on_hand == 3


def test_an_import_is_taken_back_and_done_again_by_reversals(
    depot: Depot, sheet: Sheet, import_file: ImportFile
) -> None:
    gone, kept = depot.product("P-1"), depot.product("P-2")
    depot.put(gone, 2)
    rows = [["P-1", "A1", "", "", "", 10], ["P-2", "A1", "", "", "", 5]]
    run = import_file(sheet(HEADERS, rows, "saldos.xlsx"), importer="stock_balances")
    depot.reserve(kept, 4)
    assert undoing.is_reversible(run)
    for redo, balance, told in ((False, 2, "1 registro desfeito; 1 mantido"), (True, 10, "1 registro refeito")):
        Run.objects.filter(pk=run.pk).update(state=Run.State.REDOING if redo else Run.State.UNDOING)
        reversal = undoing.take_back(depot.cast.bruno, run, redo=redo, now=NOW, report=lambda *_: None)
        assert undoing.summary(reversal).startswith(told)
        assert depot.balance(gone).on_hand == balance
    assert depot.balance(kept).on_hand == 5
    assert Posting.objects.filter(source=f"imports.run:{run.pk}").count() == 3
    assert sum(balance.on_hand for balance in Balance.objects.all()) == Decimal(15)
    assert differences() == []
