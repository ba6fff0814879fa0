"""A cell of a matrix between its forms: what a person types or a spreadsheet holds, the canonical text that is stored,
and the value the engine reads."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from vinculo.engines.decision import Key, Result, ResultType, bands
from vinculo.engines.decision.bands import SEPARATOR
from vinculo.kernel import figures
from vinculo.kernel.text import fold

LONGEST_CODE: Final = 60
LONGEST_TEXT: Final = 500
LONGEST_FAULT: Final = 2_000  # what cannot be is kept to be mended, not without end
_MOST_DIGITS: Final = 15
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
_NUMBER: Final = r"-?[\d.,]+(?:\s*%)?"
_BETWEEN: Final = re.compile(
    rf"(?:de\s+|entre\s+)?({_NUMBER})\s*(?:a|até|ate|e|–|—|-|\.\.)\s*({_NUMBER})", re.IGNORECASE
)
_UP_TO: Final = re.compile(rf"(?:até|ate|<=|≤|\.\.)\s*({_NUMBER})", re.IGNORECASE)
_FROM: Final = re.compile(rf"(?:a partir de|de|>=|≥)\s*({_NUMBER})|({_NUMBER})\s*(?:ou mais|\+|\.\.)", re.IGNORECASE)
_ABOVE: Final = re.compile(rf"(?:acima de|mais de|>)\s*({_NUMBER})", re.IGNORECASE)
_BELOW: Final = re.compile(rf"(?:abaixo de|menos de|<)\s*({_NUMBER})", re.IGNORECASE)
_HOURS: Final = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_YES: Final = {"sim", "s", "x", "1", "verdadeiro", "true", "yes"}
_NO: Final = {"nao", "n", "0", "falso", "false", "no"}


class CellFault(ValueError):
    """What was typed cannot be; the text is a sentence for beside the cell."""


def read_number(text: str, decimals: int, *, from_sheet: bool = False) -> Decimal:
    """`1.234,56`, `12,5 %` or `R$ 10` as a number. Raises `CellFault`.

    A spreadsheet's own numbers (`from_sheet`) have a point for decimals and are rounded half-up to the column's; what a
    person types with too many decimals is refused.
    """
    plain = text.replace("R$", "").replace("%", "").replace("\u00a0", " ").strip()
    plain = plain.replace("\u2212", "-").replace(" ", "")
    if "," in plain or (_GROUPED.fullmatch(plain.lstrip("-")) and not from_sheet):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise CellFault(f"“{text}” não é um número.") from None
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise CellFault(f"“{text}” não é um número que caiba aqui.")
    rounded = number.quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")
    if rounded != number and not from_sheet:
        raise CellFault(f"No máximo {decimals} casas decimais." if decimals else "Só números inteiros.")
    return rounded


def plain(number: Decimal) -> str:
    """The canonical text of a number: no exponent, no zeros at the end."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def read_date(text: str) -> date:
    """`31/12/2026`, `31/12/26` or ISO 8601, with the hours a spreadsheet puts after a day. Raises `CellFault`."""
    day = _HOURS.sub("", text.strip())
    for form in ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d"):
        try:
            found = datetime.strptime(day, form).date()  # noqa: DTZ007  (a day, not an instant)
        except ValueError:
            continue
        if not 1900 <= found.year <= 2200 and found.year != date.max.year:  # the last year there is: without end
            raise CellFault("Escolha um dia entre 1900 e 2200.")
        return found
    raise CellFault(f"“{text}” não é uma data; escreva dd/mm/aaaa.")


def read_flag(text: str) -> str:
    """`1` or `0` for the ways people say yes and no. Raises `CellFault`."""
    folded = fold(text) or text.strip()
    if folded in _YES:
        return "1"
    if folded in _NO:
        return "0"
    raise CellFault(f"“{text}” não é sim nem não.")


def read_band(text: str, decimals: int, *, from_sheet: bool = False) -> str:
    """`1 a 10`, `até 10`, `a partir de 10`, `acima de 10` or a single figure, as "from..until". Raises `CellFault`."""

    def number(words: str) -> Decimal:
        return read_number(words, decimals, from_sheet=from_sheet)

    step = Decimal(1).scaleb(-decimals)
    words = " ".join(text.split())
    if found := _BETWEEN.fullmatch(words):
        lower, upper = number(found[1]), number(found[2])
        if lower > upper:
            raise CellFault("A faixa começa depois de terminar.")
        return f"{plain(lower)}{SEPARATOR}{plain(upper)}"
    if found := _UP_TO.fullmatch(words):
        return f"{SEPARATOR}{plain(number(found[1]))}"
    if found := _BELOW.fullmatch(words):
        return f"{SEPARATOR}{plain(number(found[1]) - step)}"
    if found := _ABOVE.fullmatch(words):
        return f"{plain(number(found[1]) + step)}{SEPARATOR}"
    if found := _FROM.fullmatch(words):
        return f"{plain(number(found[1] or found[2]))}{SEPARATOR}"
    try:
        single = plain(number(words))
    except CellFault:
        raise CellFault("Escreva a faixa como “1 a 10”, “até 10” ou “a partir de 10”.") from None
    return f"{single}{SEPARATOR}{single}"


def read_text(text: str) -> str:
    """Free text on one line. Raises `CellFault`."""
    words = " ".join(text.split())
    if len(words) > LONGEST_TEXT:
        raise CellFault(f"No máximo {LONGEST_TEXT} caracteres.")
    return words


def show_number(stored: str) -> str:
    return figures.plain_number(Decimal(stored))


def read_code(text: str) -> str:
    code = " ".join(text.split())
    if len(code) > LONGEST_CODE:
        raise CellFault(f"No máximo {LONGEST_CODE} caracteres.")
    return code


def read_key(key: Key, text: str, *, from_sheet: bool = False) -> str:
    """The canonical text of a key cell that is not blank. Raises `CellFault`."""
    if key.decimals is not None:
        return read_band(text, key.decimals, from_sheet=from_sheet)
    return read_code(text)


def show_key(key: Key, stored: str) -> str:
    return bands.words(stored) if key.is_band else stored


def _choice(result: Result, text: str) -> str:
    wanted = fold(text)
    for code, label in result.choices:
        if text.casefold() == code.casefold() or wanted in (fold(label), fold(f"{code} {label}")):
            return code
    shown = ", ".join(code for code, _ in result.choices[:12])
    raise CellFault(f"“{text}” não está na lista: {shown}{'…' if len(result.choices) > 12 else ''}.")


def read_result(result: Result, text: str, *, from_sheet: bool = False) -> str:
    """The canonical text of a result cell that is not blank. Raises `CellFault`."""
    match result.type:
        case ResultType.FLAG:
            return read_flag(text)
        case ResultType.DECIMAL | ResultType.PERCENT | ResultType.MONEY:
            return plain(_within(result, read_number(text, result.decimals, from_sheet=from_sheet)))
        case ResultType.INTEGER:
            return plain(_within(result, read_number(text, 0, from_sheet=from_sheet)))
        case ResultType.CODE:
            return _choice(result, text) if result.choices else read_code(text)
        case ResultType.TEXT:
            return read_text(text)


def _within(result: Result, value: Decimal) -> Decimal:
    if result.least is not None and value < result.least:
        raise CellFault(f"Não pode ser menor que {show_number(plain(result.least))}.")
    if result.most is not None and value > result.most:
        raise CellFault(f"Não pode ser maior que {show_number(plain(result.most))}.")
    return value


def show_result(result: Result, stored: str) -> str:
    """As people write it: `12,5`, `Sim`, the code of a choice."""
    match result.type:
        case ResultType.FLAG:
            return "Sim" if stored == "1" else "Não"
        case ResultType.MONEY:
            return figures.decimal_number(Decimal(stored), places=max(2, len(stored.partition(".")[2])))
        case ResultType.DECIMAL | ResultType.PERCENT | ResultType.INTEGER:
            return show_number(stored)
        case _:
            return stored


_VALUES: Final[Mapping[ResultType, Callable[[str], Any]]] = {
    ResultType.DECIMAL: Decimal,
    ResultType.PERCENT: Decimal,
    ResultType.MONEY: Decimal,
    ResultType.INTEGER: int,
    ResultType.FLAG: "1".__eq__,
    ResultType.TEXT: str,
    ResultType.CODE: str,
}


def converter(result: Result) -> Callable[[str], Any]:
    """What turns the stored text of a result into the value the engine reads."""
    return _VALUES[result.type]


def stored(value: object) -> str:
    """The canonical text of a typed value, as loaders and the demonstration give it."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return plain(value)
    return str(value)
