"""The critique as a spreadsheet: the columns of the file, in their order, with their values and the reasons."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import xlsxwriter

from vinculo.foundation.reading import Row, open_table
from vinculo.imports.importer import Importer, importer_of
from vinculo.imports.mapping import REPORT_HEADERS
from vinculo.imports.models import Remark, Run

_REFUSED = "Recusada"
_ACCEPTED = "Aceita"


def write_report(run: Run, target: Path) -> int:
    """Write to `target` (XLSX) every row of the run about which something was said; how many.

    Corrected there, the same file can be imported again: the columns it adds are not data.
    """
    importer = importer_of(run.importer)
    table = open_table(Path(run.file.path))
    # Constant memory: rows leave as they are written, whatever their number.
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Críticas")
    text, heading, wrong = (
        book.add_format({"num_format": "@"}),
        book.add_format({"bold": True, "bg_color": "#E8ECF4", "num_format": "@"}),
        book.add_format({"num_format": "@", "bg_color": "#FBE4E4"}),
    )
    width = len(table.headers)
    columns = {int(position): field for position, field in run.mapping.items()}
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(0, width - 1), 18, text)
    sheet.set_column(width, width + 1, 14, text)
    sheet.set_column(width + 2, width + 3, 70, text)
    sheet.write_row(0, 0, [*table.headers, *REPORT_HEADERS], heading)
    count = 0
    for row, remarks in _remarked_rows(run, table.rows()):
        count += 1
        refusals = [remark for remark in remarks if remark.severity == Remark.Severity.REFUSAL]
        others = [remark for remark in remarks if remark.severity != Remark.Severity.REFUSAL]
        at_fault = {remark.field for remark in refusals}
        for position, value in enumerate(row.values[:width]):
            if value:
                sheet.write_string(count, position, value, wrong if columns.get(position) in at_fault else text)
        sheet.write_number(count, width, row.number)
        sheet.write_string(count, width + 1, _REFUSED if refusals else _ACCEPTED)
        sheet.write_string(count, width + 2, _sentences(importer, refusals))
        sheet.write_string(count, width + 3, _sentences(importer, others))
    book.close()
    return count


def _remarked_rows(run: Run, rows: Iterator[Row]) -> Iterator[tuple[Row, list[Remark]]]:
    """Both come in the order of the file, so one pass over each is enough."""
    remarks = Remark.objects.filter(run=run).order_by("row", "id").iterator(chunk_size=5_000)
    for number, group in groupby(remarks, key=lambda remark: remark.row):
        row = next((row for row in rows if row.number >= number), None)
        if row is None:
            return
        yield row, list(group)


def _sentences(importer: Importer, remarks: list[Remark]) -> str:
    return " | ".join(f"{importer.label(remark.field)}: {remark.sentence}" for remark in remarks)
