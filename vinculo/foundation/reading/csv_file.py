"""Delimited text: encoding and delimiter are found out, quoted line breaks are kept."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vinculo.foundation.reading.errors import UnusableFile
from vinculo.foundation.reading.limits import MEGABYTE, Limits
from vinculo.foundation.reading.table import Row, Table, build_table

_DELIMITERS: Final = {";": "ponto e vírgula", ",": "vírgula", "\t": "tabulação", "|": "barra vertical"}
_ENCODINGS: Final = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_SAMPLE_CHARACTERS: Final = 64 * 1024
_SAMPLE_RECORDS: Final = 25
_LONGEST_CELL: Final = MEGABYTE


@dataclass(frozen=True, slots=True)
class Dialect:
    encoding: str
    delimiter: str
    lines: int


def open_csv(path: Path, limits: Limits) -> Table:
    """The table in a CSV file. Raises `UnusableFile`."""
    dialect = detect(path)

    def read() -> Iterator[Row]:
        return _read(path, dialect, limits)

    description = f"CSV, {_ENCODINGS[dialect.encoding]}, separado por {_DELIMITERS[dialect.delimiter]}"
    return build_table(read, expected_rows=dialect.lines, description=description, limits=limits)


def detect(path: Path) -> Dialect:
    """Encoding (by the byte order mark, else UTF-8 if the whole file is, else Windows-1252) and delimiter."""
    encoding, lines = _encoding_and_lines(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = file.read(_SAMPLE_CHARACTERS)
    return Dialect(encoding, _delimiter(sample), lines)


def _unmarked(value: str) -> str:
    """Without the apostrophe that marks a text as no formula, which the exports of lists put there."""
    return value[1:] if value[:1] == "'" and value[1:2] in _FORMULA_STARTS else value


def _encoding_and_lines(path: Path) -> tuple[str, int]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = "utf-8-sig"
    lines = 0
    last = b""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            encoding = "utf-16"
        file.seek(0)
        while block := file.read(MEGABYTE):
            lines += block.count(b"\n")
            last = block[-2:]
            if encoding == "utf-8-sig":
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    encoding = "cp1252"
    return encoding, lines if b"\n" in last else lines + 1


def _delimiter(sample: str) -> str:
    """The candidate that splits the most records into the same number of cells; a semicolon when none does.

    Counted with a real reader, so that delimiters inside quotes do not vote.
    """

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = Counter[int]()
        try:
            for record, _ in zip(csv.reader(sample.splitlines(True), delimiter=delimiter), range(_SAMPLE_RECORDS)):  # noqa: B905
                widths[len(record)] += 1
        except csv.Error:
            return 0, 0
        split = Counter({width: count for width, count in widths.items() if width > 1})
        if not split:
            return 0, 0
        [(width, count)] = split.most_common(1)
        return count, width

    return max(_DELIMITERS, key=agreement)


def _read(path: Path, dialect: Dialect, limits: Limits) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=dialect.encoding, errors="replace", newline="") as file:
        # The null character ends texts in some programs; the database keeps it in none.
        lines = (line.replace("\x00", "") for line in file)
        number = 0
        try:
            for number, record in enumerate(csv.reader(lines, delimiter=dialect.delimiter), start=1):
                if len(record) > limits.columns:
                    raise UnusableFile(f"A planilha tem mais de {limits.columns} colunas.")
                yield Row(number, [_unmarked(value.strip()) for value in record])
        except csv.Error as error:
            raise UnusableFile(
                f"O CSV tem aspas que não fecham ou uma célula longa demais depois da linha {number}."
            ) from error
