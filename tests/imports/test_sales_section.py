"""The sales tables of a customer in the sheet of customers: by invoicing site and warehouse, dated, undone."""

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from tests.imports.conftest import ImportFile, Sheet, refusals, remarks
from tests.price_book.counter import Counter
from tests.stock.depot import Depot
from vinculo.customers.models import Party
from vinculo.foundation import clock
from vinculo.imports import undoing
from vinculo.imports.models import Run
from vinculo.price_book.models import SalesTable

HEADERS = ("Nome", "CPF", "Tabela de venda", "Local de faturamento", "Armazém")
CPF = "529.982.247-25"
LONG_AGO = date(2026, 1, 1)


@pytest.fixture
def counter(cast: Cast) -> Counter:
    counter = Counter(Depot(cast).shelf)
    for code in ("ATACADO", "VAREJO"):
        counter.table(code)
    return counter


def line(table: str, site: str = "", warehouse: str = "") -> tuple[str, ...]:
    return ("Maria da Silva", CPF, table, site, warehouse)


def in_force(on: date) -> set[tuple[str, str, str]]:
    rows = SalesTable.objects.in_force(on).select_related("table", "establishment", "warehouse")
    return {
        (row.table.code, getattr(row.establishment, "code", ""), getattr(row.warehouse, "code", "")) for row in rows
    }


def test_it_enters_changes_from_today_on_and_is_undone(
    counter: Counter, cast: Cast, sheet: Sheet, import_file: ImportFile
) -> None:
    head, branch = cast.head.code, cast.branch.code
    many = sheet(HEADERS, [line("ATACADO; varejo", f"{head}; {branch}", "A1")])
    assert import_file(many).created == 1
    today = clock.today()
    assert in_force(today) == {("ATACADO", head, "A1"), ("VAREJO", branch, "A1")}
    assert import_file(many).unchanged == 1
    SalesTable.objects.update(valid_from=LONG_AGO)
    before = list(SalesTable.objects.order_by("pk").values())

    changed = import_file(sheet(HEADERS, [line("VAREJO", head.lstrip("0"), "A1")], "b.xlsx"))
    assert (changed.updated, changed.refused) == (1, 0)
    assert in_force(today) == {("VAREJO", head, "A1"), ("VAREJO", branch, "A1")}
    assert in_force(today - timedelta(days=1)) == {("ATACADO", head, "A1"), ("VAREJO", branch, "A1")}

    Run.objects.filter(pk=changed.pk).update(state=Run.State.UNDOING)
    undone = undoing.take_back(cast.adele, changed, redo=False, now=clock.now(), report=lambda _done, _total: None)
    assert undone.kept_count == 0
    assert list(SalesTable.objects.order_by("pk").values()) == before


def test_an_undo_counts_customers_and_not_what_goes_with_them(
    counter: Counter, cast: Cast, sheet: Sheet, import_file: ImportFile
) -> None:
    run = import_file(sheet(HEADERS, [line("ATACADO; varejo", f"{cast.head.code}; {cast.branch.code}")]))
    assert SalesTable.objects.count() == 2
    for redo, goal, left in ((False, Run.State.UNDOING, 0), (True, Run.State.REDOING, 2)):
        Run.objects.filter(pk=run.pk).update(state=goal)
        run.refresh_from_db()
        taken = undoing.take_back(cast.adele, run, redo=redo, now=clock.now(), report=lambda _done, _total: None)
        assert (taken.records, SalesTable.objects.count()) == (1, left)


def test_undoing_keeps_a_table_changed_since_and_whom_it_is_of(
    counter: Counter, cast: Cast, sheet: Sheet, import_file: ImportFile
) -> None:
    run = import_file(sheet(HEADERS, [line("ATACADO")]))
    row = SalesTable.objects.get()
    row.table = counter.table("VAREJO")
    row.save()
    Run.objects.filter(pk=run.pk).update(state=Run.State.UNDOING)
    undone = undoing.take_back(cast.adele, run, redo=False, now=clock.now(), report=lambda _done, _total: None)
    assert {each.label for each in undone.kept.all()} == {"Maria da Silva", "Maria da Silva → VAREJO · Tabela VAREJO"}
    assert Party.objects.filter(document="52998224725").exists()


@pytest.mark.parametrize(
    ("cells", "field", "words"),
    [
        (("", "01", ""), "sales_table", "Falta a tabela"),
        (("OUTLET", "", ""), "sales_table", "não é uma tabela de preço"),
        (("ATACADO", "99", ""), "billing_site", "não é um estabelecimento"),
        (("ATACADO", "", "Z9"), "warehouse", "não é um armazém"),
        (("ATACADO;VAREJO", "", "A1;A2;A1"), "warehouse", "São 2 tabelas de venda e 3"),
        (("ATACADO;VAREJO", "", ""), "sales_table", "mesmo local e armazém"),
    ],
)
def test_each_fault_has_its_field(
    counter: Counter, sheet: Sheet, import_file: ImportFile, cells: tuple[str, str, str], field: str, words: str
) -> None:
    run = import_file(sheet(HEADERS, [line(*cells)]))
    assert refusals(run) == [(2, field)]
    assert words in remarks(run, "refusal")[0][2]
    assert not SalesTable.objects.exists()


def test_whoever_may_not_keep_prices_may_not_choose_tables(
    counter: Counter, sheet: Sheet, import_file: ImportFile
) -> None:
    run = import_file(sheet(HEADERS, [line("ATACADO"), ("Rui Prado", "111.444.777-35", "", "", "")]), by="sofia")
    assert (run.created, refusals(run)) == (1, [(2, "sales_table")])
