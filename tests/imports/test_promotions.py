"""What an import of promotions does: bands and customers by code or document, planted faults, and the way back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from unittest.mock import Mock

import openpyxl
import pytest
from django.test import Client

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from tests.imports.conftest import ImportFile, Sheet, remarks
from vinculo.customers.models import ExternalReference, Party
from vinculo.foundation import clock
from vinculo.imports.models import Run
from vinculo.imports.undoing import take_back
from vinculo.price_book.models import Promotion, PromotionBand

HEADERS = [
    "Código da promoção", "Nome da promoção", "Vale desde", "Vale até", "Soma com outras", "Código do produto", "Marca",
    "UN", "A partir de", "Desconto (%)", "Preço promocional", "Código do cliente", "CPF/CNPJ", "Origem",
]  # fmt: skip


@pytest.fixture
def shelf(cast: Cast) -> Shelf:
    found = Shelf(cast)
    found.product("FO-1", "Filtro de óleo")
    found.product("FO-2", "Filtro de ar")
    return found


@pytest.fixture
def silva(cast: Cast) -> Party:
    party = Party.objects.create(
        company=cast.company, kind="organization", stage="customer", name="Silva Ltda.",
        document="11222333000181", establishment=cast.head,
    )  # fmt: skip
    ExternalReference.objects.create(company=cast.company, party=party, system="dms", code="C-10")
    return party


@pytest.fixture
def rui(cast: Cast) -> Party:
    party = Party.objects.create(
        company=cast.company, kind="person", stage="prospect", name="Rui", establishment=cast.head
    )
    ExternalReference.objects.create(company=cast.company, party=party, system="dms", code="C-11")
    return party


ROWS = [
    ["verao", "Verão", "01/12/2026", "31/01/2027", "", "FO-1", "", "", "", "5", "", "C-11", "", "DMS"],
    ["VERAO", "", "", "", "", "FO-1", "", "UN", "10", "", "45,90", "", "11.222.333/0001-81", ""],
    ["VERAO", "Verão", "", "", "", "fo-2", "", "", "2,5", "7,5", "", "", "", ""],
]


def test_bands_and_customers_come_in_once_and_go_back(
    shelf: Shelf, silva: Party, rui: Party, sheet: Sheet, import_file: ImportFile
) -> None:
    checked = import_file(sheet(HEADERS, ROWS), importer="promotions", write=False)
    assert (checked.created, checked.refused, Promotion.objects.count()) == (3, 0, 0)
    import_file(sheet(HEADERS, ROWS), importer="promotions")
    verao = Promotion.objects.get()
    assert (verao.code, verao.name, verao.valid_until) == ("VERAO", "Verão", date(2027, 1, 31))
    kept = {(b.product.code, b.unit_id is None, b.from_quantity, b.percent, b.price) for b in verao.bands.all()}
    assert kept == {
        ("FO-1", True, Decimal(0), Decimal(5), None),
        ("FO-1", False, Decimal(10), None, Decimal("45.9")),
        ("FO-2", True, Decimal("2.5"), Decimal("7.5"), None),
    }
    assert set(verao.parties.all()) == {silva, rui}
    changed = [*ROWS[:2], [*ROWS[2][:9], "8", *ROWS[2][10:]]]
    again = import_file(sheet(HEADERS, changed), importer="promotions")
    assert (again.created, again.updated, again.unchanged) == (0, 1, 2)


def test_an_import_is_taken_back_whole(
    shelf: Shelf, silva: Party, rui: Party, cast: Cast, sheet: Sheet, import_file: ImportFile
) -> None:
    run = import_file(sheet(HEADERS, ROWS), importer="promotions")
    Run.objects.filter(pk=run.pk).update(state=Run.State.UNDOING)
    take_back(cast.actor("adele"), run, redo=False, now=clock.now(), report=Mock())
    assert (Promotion.objects.count(), PromotionBand.objects.count()) == (0, 0)
    Run.objects.filter(pk=run.pk).update(state=Run.State.REDOING)
    take_back(cast.actor("adele"), run, redo=True, now=clock.now(), report=Mock())
    assert (Promotion.objects.get().bands.count(), Promotion.objects.get().parties.count()) == (3, 2)


def test_planted_faults_are_told_beside_their_cells(
    shelf: Shelf, silva: Party, sheet: Sheet, import_file: ImportFile
) -> None:
    def row(*values: str) -> list[str]:
        return [*values, *[""] * (len(HEADERS) - len(values))]

    rows = [
        row("", "Sem código"),
        row("A", "", "", "", "", "FO-1", "", "", "", "5"),
        row("B", "B", "", "", "", "NADA", "", "", "", "5"),
        row("B", "B", "", "", "", "FO-1", "", "", "", "100"),
        row("B", "B", "", "", "", "FO-1", "", "", "", "5", "3"),
        row("B", "B", "", "", "", "", "", "", "", "5"),
        row("B", "B", "", "", "", "FO-1", "", "", "1", "", "9,90"),
        row("B", "Outro nome"),
        row("C", "C", "31/12/2026", "01/12/2026"),
        row("C", "C", "", "", "", "FO-1", "", "", "", "5"),
        row("D", "D", "", "", "talvez"),
        row("E", "E", *[""] * 9, "C-77", "", "DMS"),
        row("E", "E", *[""] * 9, "C-10", "", ""),
        row("E", "E", *[""] * 10, "11.222.333/0001-82"),
        row("F", "F", "", "", "", "FO-1", "", "", "", "5"),
        row("F", "F", "", "", "", "FO-1", "", "", "", "6"),
        row("F", "F", "", "", "", "FO-1", "", "", "", "5", "", "", "11.222.333/0001-81"),
    ]
    run = import_file(sheet(HEADERS, rows), importer="promotions")
    told = {(number, column): sentence for number, column, sentence in remarks(run, "refusal")}
    expected = {
        (2, "promotion"): "Informe o código",
        (3, "name"): "informe o nome",
        (4, "product"): "Nenhum produto",
        (5, "percent"): "entre 0 e 100",
        (6, "percent"): "só um dos dois",
        (7, "product"): "informe só um",
        (8, "price"): "de um produto e de uma unidade",
        (9, "name"): "Difere do que a linha 4",
        (10, "valid_until"): "não pode vir antes",
        (11, "promotion"): "A linha 10 tem erro",
        (12, "is_cumulative"): "não é sim nem não",
        (13, "customer_code"): "Nenhum cliente",
        (14, "origin"): "Informe a origem",
        (15, "customer_document"): "",
        (17, "from_quantity"): "A linha 16 dá outro",
    }
    assert {key: key in told and words in told[key] for key, words in expected.items()} == dict.fromkeys(expected, True)
    assert (run.created, run.refused) == (2, 15)
    only = Promotion.objects.get()
    assert (only.code, only.bands.get().percent, only.parties.get()) == ("F", Decimal(5), silva)


def test_what_there_is_comes_out_as_it_goes_in(
    shelf: Shelf,
    silva: Party,
    rui: Party,
    signed_in: Callable[[str], Client],
    sheet: Sheet,
    import_file: ImportFile,
    tmp_path: Path,
) -> None:
    import_file(sheet(HEADERS, ROWS), importer="promotions")
    client = signed_in("adele")
    answer = client.get("/importacoes/conteudo/promotions/")
    path = tmp_path / "conteudo.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    assert openpyxl.load_workbook(path).active.max_row == 4
    again = import_file(path, importer="promotions")
    assert (again.created, again.updated, again.unchanged, again.refused) == (0, 0, 3, 0)
    assert "/importacoes/nova/promotions/" in client.get("/tabelas/promocoes/").text
