"""What an import of products does: planted faults beside their cells, new and known products, brands on the way."""

from decimal import Decimal

import pytest

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from tests.imports.conftest import ImportFile, Sheet, remarks
from vinculo.catalogue.models import Brand, Product
from vinculo.foundation.audit.models import Change

HEADERS = [
    "SKU",
    "Descrição do produto",
    "UN",
    "EAN",
    "Marca",
    "Linha",
    "NCM",
    "CEST",
    "Origem",
    "Peso bruto",
    "Peso líquido",
    "Múltiplo",
    "Situação",
]
FILTER = [
    "FO-1",
    "Filtro de óleo",
    "und",
    "7891910000197",
    "Tecfil",
    "FREIOS",
    "8421.23.00",
    "",
    "0",
    "0,4",
    "0,35",
    "2",
    "",
]


@pytest.fixture
def shelf(cast: Cast) -> Shelf:
    found = Shelf(cast)
    found.line("Freios")
    return found


def test_new_products_come_in_and_known_ones_change_only_what_the_sheet_says(
    shelf: Shelf, sheet: Sheet, import_file: ImportFile
) -> None:
    known = shelf.product("PF-9", "Pastilha", keywords="freio", ncm="87083019")
    rows = [FILTER, ["PF-9", "", "", "", "cobreq", "", "", "", "", "", "", "", "bloqueado"]]
    checked = import_file(sheet(HEADERS, rows), importer="products", write=False)
    assert (checked.created, checked.updated, checked.refused, Product.objects.count()) == (1, 1, 0, 1)
    run = import_file(sheet(HEADERS, rows), importer="products")
    assert (run.created, run.updated, run.unchanged, run.refused) == (1, 1, 0, 0)
    made = Product.objects.select_related("unit", "brand", "line").get(code="FO-1")
    assert (made.unit.code, str(made.brand), str(made.line), made.ncm, made.gtin) == (
        "UN",
        "Tecfil",
        "Freios",
        "84212300",
        "7891910000197",
    )
    assert (made.gross_weight, made.sale_multiple, made.status) == (Decimal("0.4"), Decimal(2), "active")
    known.refresh_from_db()
    assert (known.description, known.keywords, str(known.brand), known.status) == (
        "Pastilha",
        "freio",
        "cobreq",
        "blocked",
    )
    assert Product.objects.filter(search_vector__words="tecfil oleo").exists()
    again = import_file(sheet(HEADERS, rows), importer="products")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert Brand.objects.count() == 2
    change = Change.objects.filter(root_type="catalogue.product", root_id=known.pk).latest("id")
    assert change.verb == "catalogue.product.imported"


def test_planted_faults_are_told_beside_their_cells(shelf: Shelf, sheet: Sheet, import_file: ImportFile) -> None:
    shelf.product("OLD", gtin="7891910000197")
    rows = [
        ["A", "Sem unidade", ""],
        ["", "Sem código", "UN"],
        ["C", "", "UN"],
        ["D", "GTIN errado", "UN", "7891910000198"],
        ["E", "GTIN de outro", "UN", "7891910000197"],
        ["F", "Linha que não há", "UN", "", "", "Bicicletas"],
        ["G", "NCM morto", "UN", "", "", "", "85171231"],
        ["H", "CEST errado", "UN", "", "", "", "", "9999999"],
        ["I", "Origem", "UN", "", "", "", "", "", "9"],
        ["J", "Pesos", "UN", "", "", "", "", "", "", "1", "2"],
        ["K", "Múltiplo", "UN", "", "", "", "", "", "", "", "", "0"],
        ["L", "Certo", "UN"],
        ["L", "Repetido", "UN"],
        ["M", "Situação", "UN", "", "", "", "", "", "", "", "", "", "talvez"],
        ["N" * 41, "Código longo", "UN"],
    ]
    run = import_file(sheet(HEADERS, rows), importer="products")
    assert (run.created, run.refused) == (1, 14)
    told = {(row, field): sentence for row, field, sentence in remarks(run, "refusal")}
    expected = {
        (2, "unit"): "informe a unidade",
        (3, "code"): "Informe o código",
        (4, "description"): "informe a descrição",
        (5, "gtin"): "deveria ser 7",
        (6, "gtin"): "O produto OLD já tem este GTIN",
        (7, "line"): "não é uma linha em uso",
        (8, "ncm"): "8517.13.00",
        (9, "cest"): "não existe",
        (10, "origin"): "0 a 8",
        (11, "gross_weight"): "menor que o líquido",
        (12, "sale_multiple"): "maior que 0",
        (14, "code"): "Mesmo código da linha 13",
        (15, "status"): "não é uma situação",
        (16, "code"): "o máximo é 40",
    }
    assert {key: words in told.get(key, "") for key, words in expected.items()} == dict.fromkeys(expected, True)


def test_a_new_brand_is_noted(shelf: Shelf, sheet: Sheet, import_file: ImportFile) -> None:
    run = import_file(sheet(HEADERS, [FILTER]), importer="products")
    assert [sentence for _, _, sentence in remarks(run, "note")] == ["Marca nova: será cadastrada."]
