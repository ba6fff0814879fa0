"""How figures leave: as many decimals as they have, and of a price kept with ten never the noughts."""

from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from vinculo.catalogue.lists import PRODUCTS
from vinculo.foundation.lists.spreadsheets import CsvWriter, XlsxWriter

FIGURES = {"84.2200000000": "84,22", "84.2000000000": "84,20", "2.7287500000": "2,72875", "0E-10": "0,00", "7": "7",
           "5000.00": "5000,00", "19.5": "19,5", "1E+3": "1000"}  # fmt: skip


def test_a_csv_has_the_decimals_of_a_figure_and_two_of_a_price(tmp_path: Path) -> None:
    with CsvWriter(tmp_path / "f.csv", ["Preço"]) as writer:
        for figure in FIGURES:
            writer.write([Decimal(figure)])
    assert (tmp_path / "f.csv").read_text("utf-8-sig").split() == ["Preço", *FIGURES.values()]


def test_a_spreadsheet_shows_two_decimals_of_a_price_and_keeps_the_others(tmp_path: Path) -> None:
    with XlsxWriter(tmp_path / "f.xlsx", "Preços", ["Preço"]) as writer:
        for figure in ("84.2000000000", "2.7287500000", "7"):
            writer.write([Decimal(figure)])
    cells = [row[0] for row in load_workbook(tmp_path / "f.xlsx").worksheets[0].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [84.2, 2.72875, 7]
    assert [cell.number_format for cell in cells] == ["#,##0.00########", "#,##0.00########", "General"]


def test_a_button_of_a_list_goes_into_no_spreadsheet() -> None:
    assert [column.label for column in PRODUCTS.exported(["maintenance", "gtin"])] == ["GTIN"]
