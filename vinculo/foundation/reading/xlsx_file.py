"""XLSX sheets as a stream of rows: memory does not grow with the sheet."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from vinculo.foundation.reading.errors import UnusableFile
from vinculo.foundation.reading.limits import MEGABYTE, Limits
from vinculo.foundation.reading.package import Package, damage_refused, new_parser
from vinculo.foundation.reading.plain_rows import is_plain, plain_rows
from vinculo.foundation.reading.shared_strings import open_shared_strings
from vinculo.foundation.reading.sheet_cells import CellReader
from vinculo.foundation.reading.table import Row, Table, build_table
from vinculo.foundation.reading.workbook import Workbook, read_workbook

_DIMENSION: Final = re.compile(rb'<(?:\w+:)?dimension[^>]*ref="[A-Z]+\d+:[A-Z]+(\d+)"')
_ROW_END: Final = re.compile(rb"</(?:\w+:)?row>")
_LONGEST_ROW_END: Final = 32
# As much of a sheet as is counted to tell how many rows it has: all of it, up to some fifty thousand rows.
_COUNTED_BYTES: Final = 48 * MEGABYTE


def open_xlsx(path: Path, limits: Limits) -> Table:
    """The table in the first visible sheet. Raises `UnusableFile`."""
    with damage_refused():
        package = Package(path, limits)
        workbook = read_workbook(package)
        expected_rows = _expected_rows(package, workbook.sheet)
        package.close()

    def read() -> Iterator[Row]:
        return _read(path, workbook, limits)

    remarks = []
    if workbook.others:
        names = ", ".join(f"“{name}”" for name in workbook.others[:5])
        remarks.append(f"Foi lida a aba “{workbook.sheet_name}”; ficaram de fora: {names}.")
    return build_table(
        read,
        expected_rows=expected_rows,
        description=f"XLSX, aba “{workbook.sheet_name}”",
        limits=limits,
        remarks=remarks,
    )


def _expected_rows(package: Package, sheet: str) -> int:
    """The rows of the sheet, counted; of a long one the first part is, and the rest is as dense.

    What the sheet declares of itself is believed only where the count cannot tell better: some programs leave it out,
    others declare a million rows because a column is coloured.
    """
    rows = seen = 0
    tail = start = b""
    for block in package.blocks(sheet):
        start = start or block
        seen += len(block)
        piece = tail + block
        rows += sum(1 for end in _ROW_END.finditer(piece) if end.end() > len(tail))
        tail = piece[-_LONGEST_ROW_END:]
        if seen >= _COUNTED_BYTES:
            break
    else:
        return rows
    guess = rows * package.size(sheet) // seen
    declared = _DIMENSION.search(start)
    return int(declared[1]) if declared and guess <= 2 * int(declared[1]) <= 4 * guess else guess


def _read(path: Path, workbook: Workbook, limits: Limits) -> Iterator[Row]:
    with damage_refused():
        package = Package(path, limits)
        try:
            cells = CellReader(
                open_shared_strings(package, limits), workbook.date_styles, workbook.starts_in_1904, limits
            )
            blocks = package.blocks(workbook.sheet)
            start = next(blocks, b"")
            walk = plain_rows if is_plain(start) else _parsed_rows
            yield from walk(chain([start], blocks), cells, limits)
        finally:
            package.close()


def _parsed_rows(blocks: Iterable[bytes], cells: CellReader, limits: Limits) -> Iterator[Row]:
    parser = new_parser()
    cells.attach(parser)
    since_last_row = 0
    for block in blocks:
        parser.Parse(block)
        since_last_row = 0 if cells.ready else since_last_row + len(block)
        if since_last_row > limits.row_bytes:
            raise UnusableFile("A planilha tem uma linha grande demais.")
        yield from cells.take()
    parser.Parse(b"", True)
    yield from cells.take()
