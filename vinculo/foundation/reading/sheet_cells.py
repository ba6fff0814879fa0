"""The cells of a sheet's XML, turned into text as they pass."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from xml.parsers import expat

from vinculo.foundation.reading.errors import UnusableFile
from vinculo.foundation.reading.limits import Limits
from vinculo.foundation.reading.package import local
from vinculo.foundation.reading.table import Row

_LONGEST: Final = 32_767
# The database counts rows with four bytes.
_LAST_ROW: Final = 2_147_483_647
_NONE: Final[frozenset[int]] = frozenset()
_NUMBERED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_SERIAL: Final = 2_958_466  # 31-12-9999
# A number in E notation with fewer significant digits than this lost the rest for good.
_ENOUGH_DIGITS: Final = 10
# As many significant digits of a fraction as a spreadsheet shows.
_SHOWN_DIGITS: Final = 15


class CellReader:
    """Handlers of an expat parser that gather rows in `ready`. One per reading."""

    def __init__(
        self, shared: Callable[[int], str], date_styles: frozenset[str], starts_in_1904: bool, limits: Limits
    ) -> None:
        self.ready: list[Row] = []
        self._shared = shared
        self._date_styles = date_styles
        self._epoch = datetime(1904, 1, 1) if starts_in_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        self._columns: dict[str, int] = {}
        self._limits = limits
        self._number = self._last = 0
        self._values: list[str] = []
        self._formulas: set[int] = set()
        self._reference = self._kind = self._style = ""
        self._text = ""
        self._collecting = False

    def attach(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def take(self) -> list[Row]:
        rows, self.ready = self.ready, []
        return rows

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = local(name)
        if name == "c":
            self._reference = attributes.get("r", "")
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._text = ""
        elif name == "v" or name == "t":
            self._collecting = True
        elif name == "row":
            number = attributes.get("r")
            self._number = int(number) if number else self._number + 1
            self._values = []
            self._formulas = set()
        elif name == "f":
            self._formulas.add(self._own_column())

    def _end(self, name: str) -> None:
        if ":" in name:
            name = local(name)
        if name == "v" or name == "t":
            self._collecting = False
        elif name == "c":
            if self._text:
                self._place(self.text_of(self._kind, self._style, self._text))
            elif not self._reference:
                self._values.append("")
        elif name == "row":
            self.ready.append(self.numbered(self._number, self._values, self._formulas))

    def _characters(self, data: str) -> None:
        if self._collecting:
            self._text += data

    def column(self, letters: str) -> int:
        """The position of a column by its letters. Raises `UnusableFile` beyond the limit."""
        column = self._columns.get(letters)
        if column is None:
            column = 0
            for letter in letters.upper():
                column = column * 26 + ord(letter) - 64
            if not 1 <= column <= self._limits.columns:
                raise UnusableFile(f"A planilha tem mais de {self._limits.columns} colunas.")
            column -= 1
            self._columns[letters] = column
        return column

    def text_of(self, kind: str, style: str, text: str) -> str:
        """The text of a cell with the type `kind` (s, n, b, str, inlineStr, d, e) whose stored value is `text`."""
        if kind == "s":
            return spelled_out(self._shared(int(text))).strip()
        if kind == "n":
            if style in self._date_styles:
                return self._date(text)
            return text if text.isdigit() else plain_number(text)
        if kind == "b":
            return "SIM" if text == "1" else "NÃO"
        if kind == "d":
            return _iso_date(text)
        return spelled_out(text).strip()[:_LONGEST]

    def numbered(self, number: int, values: list[str], formulas: set[int]) -> Row:
        """A row that follows the last one. Raises `UnusableFile` when its number does not."""
        if not self._last < number <= _LAST_ROW:
            raise UnusableFile("As linhas da planilha estão fora de ordem. Abra-a no Excel e salve de novo.")
        self._number = self._last = number
        return Row(number, values, frozenset(formulas) if formulas else _NONE)

    def _own_column(self) -> int:
        """The position of the current cell: from its reference, else after the last one."""
        if not self._reference:
            return len(self._values)
        return self.column(self._reference.rstrip("0123456789"))

    def _place(self, value: str) -> None:
        column = self._own_column()
        values = self._values
        values.extend([""] * (column + 1 - len(values)))
        values[column] = value

    def _date(self, serial: str) -> str:
        """An Excel serial as dd/mm/yyyy, with the time when there is one; text that is no serial stays."""
        try:
            days = float(serial)
        except ValueError:
            return serial
        if not 1 <= days < _LAST_SERIAL:
            return plain_number(serial)
        moment = self._epoch + timedelta(seconds=round(days * 86_400))
        return f"{moment:%d/%m/%Y}" if days.is_integer() else f"{moment:%d/%m/%Y %H:%M}"


def spelled_out(text: str) -> str:
    """A text in which characters are written by their number: `_x000D_` is a line's end, `_x005F_` an underline.

    Control characters are left out; half a pair, which stands for nothing alone, becomes the sign for that.
    """
    return _NUMBERED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return chr(code) if code >= 0x20 or code in (0x09, 0x0A) else ""


def plain_number(text: str) -> str:
    """A number as a person would type it: whole numbers without a decimal point or exponent.

    An exponent with few digits before it (`1.23457E+13`) stays as it is: digits were lost, and whoever reads the field
    must see that. A fraction is kept in the file as the binary number nearest to what was typed: 92.56999999999999 was
    92,57, as every spreadsheet shows it.
    """
    try:
        number = float(text)
    except ValueError:
        return text.strip()
    significant = sum(character.isdigit() for character in text.upper().partition("E")[0].replace("-", ""))
    if number.is_integer() and abs(number) < 1e15:
        if "E" in text.upper() and abs(number) >= 1e7 and significant < _ENOUGH_DIGITS:
            return text
        return str(int(number))
    if "E" in text.upper():
        return text.strip()
    if "." in text and significant > _SHOWN_DIGITS:
        return f"{Decimal(f'{number:.{_SHOWN_DIGITS}g}'):f}".replace(".", ",")
    return text.strip().replace(".", ",")


def _iso_date(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return text.strip()
    return f"{moment:%d/%m/%Y}"
