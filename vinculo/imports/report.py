"""The critique as a spreadsheet: the columns of the file, in their order, with their values and the reasons."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from django.db.models import QuerySet

from vinculo.foundation.reading import Row, open_table
from vinculo.imports.importer import Importer, importer_of
from vinculo.imports.mapping import REPORT_HEADERS
from vinculo.imports.models import Remark, Run
from vinculo.kernel.payment_card import without_card_numbers

_REFUSED = "Recusada"
_ACCEPTED = "Aceita"


class Said(NamedTuple):
    """One thing said about a field of a row: a `Remark` without its value."""

    row: int
    field: str
    severity: str
    sentence: str


class Criticised(NamedTuple):
    """A row of the file about which something was said."""

    number: int
    values: Sequence[str]
    said: Sequence[Said]


class CritiqueSheet:
    """An XLSX that takes criticised rows in the order of the file, as they become known. `count` says how many it has.

    Corrected there, the same file can be imported again: the columns it adds are not data.
    """

    def __init__(self, run: Run, target: Path) -> None:
        self.count = 0
        self._importer = importer_of(run.importer)
        self._columns = {int(position): field for position, field in run.mapping.items()}
        # Constant memory: rows leave as they are written, whatever their number.
        self._book = xlsxwriter.Workbook(
            target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._text, heading, self._wrong = (
            self._book.add_format({"num_format": "@"}),
            self._book.add_format({"bold": True, "bg_color": "#E8ECF4", "num_format": "@"}),
            self._book.add_format({"num_format": "@", "bg_color": "#FBE4E4"}),
        )
        self._width = width = len(run.headers)
        self._sheet = sheet = self._book.add_worksheet("Críticas")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, width - 1), 18, self._text)
        sheet.set_column(width, width + 1, 14, self._text)
        sheet.set_column(width + 2, width + 3, 70, self._text)
        sheet.write_row(0, 0, [*run.headers, *REPORT_HEADERS], heading)

    def add(self, row: Criticised) -> None:
        self.count = count = self.count + 1
        width, write, text = self._width, self._sheet.write_string, self._text
        refusals = [each for each in row.said if each.severity == Remark.Severity.REFUSAL]
        others = [each for each in row.said if each.severity != Remark.Severity.REFUSAL]
        at_fault = {each.field for each in refusals}
        for position, value in enumerate(row.values[:width]):
            if value and self._columns.get(position) in at_fault:
                write(count, position, without_card_numbers(value), self._wrong)
            elif value:
                write(count, position, value, text)
        self._sheet.write_number(count, width, row.number)
        write(count, width + 1, _REFUSED if refusals else _ACCEPTED)
        write(count, width + 2, _sentences(self._importer, refusals))
        write(count, width + 3, _sentences(self._importer, others))

    def close(self) -> None:
        self._book.close()


def write_report(run: Run, target: Path) -> int:
    """Write to `target` (XLSX) every row of the run about which something was said, read from its file; how many."""
    sheet = CritiqueSheet(run, target)
    for row in _remarked_rows(run, open_table(Path(run.file.path)).rows()):
        sheet.add(row)
    sheet.close()
    return sheet.count


def said_of(run: Run, first: int, last: int) -> Iterator[tuple[int, list[Said]]]:
    """What was said of the rows from `first` to `last`, row by row in the order of the file."""
    return _by_row(Remark.objects.filter(run=run, row__gte=first, row__lte=last))


def _remarked_rows(run: Run, rows: Iterator[Row]) -> Iterator[Criticised]:
    """Both come in the order of the file, so one pass over each is enough."""
    for number, said in _by_row(Remark.objects.filter(run=run)):
        row = next((row for row in rows if row.number >= number), None)
        if row is None:
            return
        yield Criticised(row.number, row.values, said)


def _by_row(remarks: QuerySet[Remark]) -> Iterator[tuple[int, list[Said]]]:
    found = remarks.order_by("row", "id").values_list(*Said._fields).iterator(chunk_size=5_000)
    for number, group in groupby(found, key=itemgetter(0)):
        yield number, [Said(*each) for each in group]


def _sentences(importer: Importer, said: Iterable[Said]) -> str:
    return " | ".join(f"{importer.label(each.field)}: {each.sentence}" for each in said)
