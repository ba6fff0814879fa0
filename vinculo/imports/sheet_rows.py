"""Reading a row of a spreadsheet of codes, figures and days: every fault beside its column, one function per kind."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar

from vinculo.foundation.reading import Row
from vinculo.imports.customers import cells
from vinculo.imports.remarks import Critic, Severity
from vinculo.kernel.brazil.document import is_scientific_notation
from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.text import fold

T = TypeVar("T")

_THOUSANDS: Final = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_COMMA: Final = re.compile(r"-?\d+,\d+")
_POINT: Final = re.compile(r"-?\d+(\.\d+)?")
_EXPONENT: Final = re.compile(r"-?\d(\.\d+)?[eE][+-]?\d+")
_BRAZILIAN: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[ T].*)?")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_SERIAL: Final = re.compile(r"\d{5}(\.0+)?")
_SCIENTIFIC: Final = "A planilha guardou o código em notação científica e perdeu dígitos; formate a coluna como texto."
_EXCEL_EPOCH: Final = date(1899, 12, 30)


def figure(text: str) -> Decimal:
    """`1.234,56`, `1234,56`, `1234.56` or `R$ 1.234,56`. Raises `Refused`."""
    plain = text.replace("R$", "").replace("\u00a0", "").replace(" ", "").removesuffix("%")
    if _THOUSANDS.fullmatch(plain) and not (plain.count(".") == 1 and "," not in plain and plain.startswith("0.")):
        plain = plain.replace(".", "").replace(",", ".")
    elif _COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    elif not (_POINT.fullmatch(plain) or _EXPONENT.fullmatch(plain)):
        raise Refused(f"“{text[:40]}” não é um número; use 1234,56.")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise Refused(f"“{text[:40]}” não é um número; use 1234,56.") from None


def any_day(text: str) -> date:
    """A day as dd/mm/aaaa, as a spreadsheet writes it, or as the number Excel counts. Raises `Refused`."""
    if match := _BRAZILIAN.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        year += 2000 if len(match[3]) == 2 else 0  # of prices and lots, and so of this century
    elif match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif _SERIAL.fullmatch(text):
        return _EXCEL_EPOCH + timedelta(days=int(text.partition(".")[0]))
    else:
        raise Refused(f"“{text[:40]}” não é uma data; use dd/mm/aaaa.")
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(f"A data {text[:40]} não existe.") from None


def by_code_or_name(rows: Iterable[tuple[T, str, str]]) -> dict[str, T]:
    """A small table of (id, code, name) as `RowReader.one_of` looks it up; a code wins over a name like it."""
    rows = list(rows)
    found = {fold(name): pk for pk, _, name in rows if name}
    return found | {fold(code): pk for pk, code, _ in rows if code}


class RowReader(Critic):
    """The mapped cells of one row after another."""

    def __init__(self, mapping: Mapping[int, str], lengths: Mapping[str, int], *, paragraphs: frozenset[str]) -> None:
        super().__init__()
        self._columns = sorted(mapping.items())
        self._lengths = lengths
        self._paragraphs = paragraphs
        self._formula_columns: set[int] = set()
        self.texts: dict[str, str] = {}

    def begin(self, row: Row) -> None:
        self.texts, self.found = {}, []
        width = len(row.values)
        for position, key in self._columns:
            if position >= width or row.values[position] in cells.BLANKS:
                continue
            text = row.values[position]
            if cells.is_error(text):
                self.refuse(key, f"A fórmula desta célula resultou em erro ({text}).", text)
                continue
            text = cells.bare(text)
            text = cells.clean_paragraphs(text) if key in self._paragraphs else cells.clean_line(text)
            most = self._lengths.get(key)
            if most is not None and len(text) > most:
                self.refuse(key, f"Tem {len(text)} caracteres; o máximo é {most}.", text[:200])
                continue
            if text:
                self.texts[key] = text
            if position in row.formulas and position not in self._formula_columns:
                self._formula_columns.add(position)
                self.note(key, "A coluna tem fórmulas; vale o último valor calculado e salvo na planilha.")

    def code(self, key: str) -> str | None:
        """A code as it is written; one that lost digits to scientific notation is refused."""
        text = self.texts.get(key)
        if text is not None and is_scientific_notation(text.upper()):
            self.refuse(key, _SCIENTIFIC, text)
            return None
        return text

    def read(self, key: str, parse: Callable[[str], T]) -> T | None:
        """The cell through a parser whose refusal becomes the cell's; None for an empty one."""
        return self.parsed(key, self.texts.get(key), parse)

    def figure(self, key: str, *, places: int, digits: int, above: int | None = None) -> Decimal | None:
        """A figure of at most so many digits and decimal places, not below zero, or greater than `above`."""
        value = self.read(key, figure)
        if value is None:
            return None
        sentence = ""
        if above is not None and value <= above:
            sentence = f"Precisa ser maior que {above}."
        elif value < 0:
            sentence = "Não pode ser negativo."
        elif value >= Decimal(10) ** (digits - places):  # before it is rounded, which has a limit of its own
            sentence = "O número é grande demais."
        elif value != round(value, places):
            sentence = f"Tem mais de {places} casas decimais." if places else "Precisa ser um número inteiro."
        if sentence:
            self.refuse(key, sentence, self.texts[key])
            return None
        return value

    def whole(self, key: str, *, most: int) -> int | None:
        value = self.figure(key, places=0, digits=9)
        if value is not None and value > most:
            self.refuse(key, f"O máximo é {most}.", self.texts[key])
            return None
        return None if value is None else int(value)

    def yes_or_no(self, key: str) -> bool | None:
        return self.read(key, cells.yes_or_no)

    def one_of(self, key: str, known: Mapping[str, T], what: str) -> T | None:
        """The entry of a table by its code or name, as `folded` keys."""

        def find(text: str) -> T:
            found = known.get(fold(text))
            if found is None and text.isdigit():  # spreadsheets turn 01 into 1
                found = known.get(text.zfill(2)) or known.get(text.zfill(3))
            if found is None:
                raise Refused(f"“{text[:60]}” não é {what} em uso; cadastre, ou confira a escrita.")
            return found

        return self.read(key, find)

    def is_refused(self, key: str) -> bool:
        """Whether the present row has a fault in this column."""
        return any(each.field == key and each.severity is Severity.REFUSAL for each in self.found)
