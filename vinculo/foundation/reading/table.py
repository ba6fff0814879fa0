"""What every reader gives: the header and then the rows, numbered as the person sees them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from vinculo.foundation.reading.errors import UnusableFile
from vinculo.foundation.reading.limits import Limits

# Titles, logos and dates that people put above the header.
_ROWS_ABOVE_HEADER = 30


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1 as spreadsheet programs show it. `formulas` are the columns whose value was computed."""

    number: int
    values: list[str]
    formulas: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it. `rows` reads the file again each time it is called.

    `expected_rows` is a near count, for progress bars: empty rows and line breaks inside cells deceive it. `remarks`
    are sentences about the file as a whole. Reading may raise `UnusableFile` at any row: a damaged file shows only
    when it is reached.
    """

    headers: list[str]
    header_number: int
    expected_rows: int
    description: str
    rows: Callable[[], Iterator[Row]]
    remarks: list[str] = field(default_factory=list)


def build_table(
    read: Callable[[], Iterator[Row]],
    *,
    expected_rows: int,
    description: str,
    limits: Limits,
    remarks: list[str] | None = None,
) -> Table:
    """The table inside the raw rows of `read`: header found, empty rows left out.

    Raises `UnusableFile` when there is no header with at least one row below it.
    """
    header = _find_header(read())
    if header is None:
        raise UnusableFile("A planilha está vazia: a primeira linha deve ter os nomes das colunas.")
    width = len(header.values)

    def rows() -> Iterator[Row]:
        for count, row in enumerate(_rows_below(read(), header.number), start=1):
            if count > limits.rows:
                raise UnusableFile(f"A planilha passa de {limits.rows:,} linhas; divida-a.".replace(",", "."))
            yield row

    first = next(rows(), None)
    if first is None:
        raise UnusableFile("A planilha tem o cabeçalho, mas nenhuma linha abaixo dele.")
    return Table(
        headers=_named_headers(header.values + [""] * max(0, len(first.values) - width)),
        header_number=header.number,
        expected_rows=max(1, expected_rows - header.number),
        description=description,
        rows=rows,
        remarks=remarks or [],
    )


def _find_header(rows: Iterator[Row]) -> Row | None:
    """The first of the top rows that is as full as the fullest of them is, near enough, and holds only words."""
    top: list[Row] = []
    for row in rows:
        if any(row.values):
            top.append(row)
        if row.number >= _ROWS_ABOVE_HEADER or len(top) >= _ROWS_ABOVE_HEADER:
            break
    if not top:
        return None
    fullest = max(_filled(row) for row in top)
    wordy = [row for row in top if _filled(row) * 2 >= fullest and _looks_like_header(row)]
    return _trimmed(wordy[0] if wordy else top[0])


def _filled(row: Row) -> int:
    return sum(1 for value in row.values if value)


def _looks_like_header(row: Row) -> bool:
    """Names are mostly words: a row with a number, a date or an e-mail in most cells is already data."""
    filled = [value for value in row.values if value]
    words = sum(1 for value in filled if value[0].isalpha() and "@" not in value)
    return words * 2 > len(filled)


def _trimmed(row: Row) -> Row:
    values = list(row.values)
    while values and not values[-1]:
        values.pop()
    return Row(row.number, values)


def _rows_below(rows: Iterator[Row], header_number: int) -> Iterator[Row]:
    return (row for row in rows if row.number > header_number and any(row.values))


def _named_headers(headers: list[str]) -> list[str]:
    """Headers as shown: an empty one gets its letter, a repeated one its count."""
    seen: dict[str, int] = {}
    named = []
    for position, header in enumerate(headers):
        name = " ".join(header.split()) or f"(coluna {column_letters(position)})"
        seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        repeated = seen[name.casefold()]
        named.append(name if repeated == 1 else f"{name} ({repeated})")
    return named


def column_letters(position: int) -> str:
    """0 gives A, 26 gives AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
