"""Writing rows to a spreadsheet or a CSV file, a row at a time, so that memory does not grow with them."""

import csv
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from html import unescape
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import xlsxwriter
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from vinculo.foundation.lists.definition import Column, ExportValue

# Excel's own limits: 1,048,576 rows a sheet, 32,767 characters a cell.
ROWS_PER_SHEET = 1_000_000
MOST_CHARACTERS = 32_767
# A text that begins with one of these would be run as a formula when opened.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class RowWriter(ABC):
    """`with writer: writer.write(values)` after a header given at the start."""

    @abstractmethod
    def write(self, values: Sequence[ExportValue]) -> None: ...

    @abstractmethod
    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class XlsxWriter(RowWriter):
    """Texts stay texts: nothing is guessed to be a number, a link or a formula."""

    def __init__(self, path: Path, title: str, header: Sequence[str]) -> None:
        self._book = xlsxwriter.Workbook(
            path,
            {
                "constant_memory": True,
                "tmpdir": str(path.parent),
                "strings_to_numbers": False,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "default_date_format": "dd/mm/yyyy",
            },
        )
        self._heading = self._book.add_format({"bold": True, "bottom": 1})
        self._instant = self._book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self._figure = self._book.add_format({"num_format": "#,##0.00########"})
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._title = title[:24].translate(str.maketrans("[]:*?/\\", "       ")).strip() or "Lista"
        self._header = header
        self._sheets = 0
        self._start_sheet()

    def write(self, values: Sequence[ExportValue]) -> None:
        if self._row > ROWS_PER_SHEET:
            self._start_sheet()
        for column, value in enumerate(values):
            self._cell(column, value)
        self._row += 1

    def close(self) -> None:
        self._book.close()

    def _start_sheet(self) -> None:
        self._sheets += 1
        name = self._title if self._sheets == 1 else f"{self._title} {self._sheets}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for column, label in enumerate(self._header):
            self._sheet.set_column(column, column, max(12, min(40, len(label) + 6)))
            self._sheet.write_string(0, column, label, self._heading)
        self._row = 1

    def _cell(self, column: int, value: ExportValue) -> None:
        match value:
            case None:
                return
            case bool():
                self._sheet.write_string(self._row, column, _yes_or_no(value))
            case int():
                self._sheet.write_number(self._row, column, value)
            case Decimal():
                self._sheet.write_number(self._row, column, float(value), self._figure if _scale(value) else None)
            case datetime():
                self._sheet.write_datetime(self._row, column, _local(value), self._instant)
            case date():
                self._sheet.write_datetime(self._row, column, datetime.combine(value, time()))
            case str():
                style = self._quoted if value.startswith(FORMULA_STARTS) else None
                self._sheet.write_string(self._row, column, value[:MOST_CHARACTERS], style)


class CsvWriter(RowWriter):
    """`;` between cells and a byte-order mark, as spreadsheets in Portuguese expect; decimals with a comma."""

    def __init__(self, path: Path, header: Sequence[str]) -> None:
        self._file: TextIOWrapper = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, delimiter=";")
        self._writer.writerow(header)

    def write(self, values: Sequence[ExportValue]) -> None:
        self._writer.writerow([_csv_text(value) for value in values])

    def close(self) -> None:
        self._file.close()


def export_value(column: Column, row: Any) -> ExportValue:
    """What a spreadsheet gets of a row: the column's own export, or the text of what the screen shows."""
    if column.export:
        return column.export(row)
    value = column.value(row)
    if value is None or isinstance(value, bool | int | Decimal | date):
        return value
    return text_of(value)


def text_of(value: object) -> str:
    """What a cell of the screen says, without its marks."""
    return unescape(strip_tags(value)).strip() if isinstance(value, SafeString) else str(value)


def _csv_text(value: ExportValue) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _yes_or_no(value)
        case Decimal():
            return f"{_without_noughts(value):f}".replace(".", ",")
        case datetime():
            return f"{_local(value):%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case str():
            # The apostrophe is how spreadsheets themselves mark a text that must not be run.
            return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return str(value)


def _scale(value: Decimal) -> int:
    """How many decimals a figure is kept with."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _without_noughts(value: Decimal) -> Decimal:
    """A price kept as 84.2200000000 goes out as 84,22: the decimals it has, and at least two."""
    least = min(2, _scale(value))
    return value.quantize(Decimal(1).scaleb(-max(least, _scale(value.normalize())))) if _scale(value) > 2 else value


def _yes_or_no(value: bool) -> str:
    return "Sim" if value else "Não"


def _local(moment: datetime) -> datetime:
    """Without its zone, in the time zone of the company: spreadsheets know no zones."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment
