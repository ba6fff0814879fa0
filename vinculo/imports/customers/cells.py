"""Reading single cells of a customer spreadsheet. Pure: a value and what there is to say, or a refusal."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from vinculo.kernel.brazil.phone import AREA_CODES
from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.text import fold

PERSON: Final = "person"
ORGANIZATION: Final = "organization"

_NOTHING: Final = (
    "-", "--", "---", ".", "null", "none", "nan", "n/a", "n/d", "nd", "não informado", "nao informado",
    "sem informação",
)  # fmt: skip
# What systems write for nothing, in the usual spellings. Compared as it is: this runs for every cell.
BLANKS: Final = frozenset(
    spelling for words in _NOTHING for spelling in (words, words.upper(), words.capitalize(), words.title())
) | {""}
_ERRORS: Final = frozenset(
    ["#n/d", "#n/a", "#ref!", "#valor!", "#value!", "#nome?", "#name?", "#div/0!", "#num!", "#núm!", "#nulo!", "#null!"]
)
# Control characters, and those of no width that come with text copied from pages and messages.
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]|_x000[Dd]_")
_SPACES: Final = re.compile(r"\s+")
_YES: Final = frozenset(
    [
        "sim",
        "s",
        "yes",
        "y",
        "true",
        "verdadeiro",
        "v",
        "1",
        "x",
        "ok",
        "ativo",
        "ativa",
        "aceita",
        "autoriza",
        "autorizado",
    ]
)
_NO: Final = frozenset(["nao", "n", "no", "false", "falso", "f", "0", "inativo", "inativa", "bloqueado", "recusa"])
_ACTIVE: Final = frozenset(["a", "at", "ativado", "ativada", "liberado", "normal", "regular"])
_INACTIVE: Final = frozenset(
    ["i", "in", "inat", "b", "bloq", "bloqueada", "suspenso", "suspensa", "cancelado", "baixado", "baixada"]
)
_KINDS: Final = {
    "pf": PERSON, "f": PERSON, "fisica": PERSON, "pessoa fisica": PERSON, "p fisica": PERSON, "cpf": PERSON,
    "1": PERSON,
    "pj": ORGANIZATION, "j": ORGANIZATION, "juridica": ORGANIZATION, "pessoa juridica": ORGANIZATION,
    "p juridica": ORGANIZATION, "cnpj": ORGANIZATION, "empresa": ORGANIZATION, "2": ORGANIZATION,
}  # fmt: skip
_BRAZILIAN_DATE: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})(?:[ T].*)?")
_ISO_DATE: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T].*)?")
_PACKED_DATE: Final = re.compile(r"(\d{2})(\d{2})(\d{4})")
_SERIAL: Final = re.compile(r"\d{4,5}(?:[.,]\d+)?")
_EXCEL_EPOCH: Final = date(1899, 12, 30)
_OLDEST: Final = date(1850, 1, 1)


def is_error(text: str) -> bool:
    """The result of a formula that failed."""
    return text.lower() in _ERRORS


def bare(text: str) -> str:
    """Without what people and programs write for a number to stay a text: `'0123` and `="0123"` are 0123."""
    if text[:1] == "'" and text[1:2].isalnum():
        return text[1:]
    if text[:2] == '="' and text[-1:] == '"' and len(text) > 3:
        return text[2:-1]
    return text


def clean_line(text: str) -> str:
    """One line without control characters or repeated spaces."""
    return _SPACES.sub(" ", _CONTROL.sub("", text)).strip()


def clean_paragraphs(text: str) -> str:
    """Like `clean_line`, line breaks kept."""
    return _CONTROL.sub("", text.replace("\r\n", "\n")).strip()


@lru_cache(maxsize=1_000)
def yes_or_no(text: str) -> bool:
    """Raises `Refused`."""
    key = fold(text)
    if key in _YES:
        return True
    if key in _NO:
        return False
    raise Refused(f"“{text}” não é sim nem não.")


@lru_cache(maxsize=1_000)
def active_or_not(text: str) -> bool:
    """A situation: A, I, ativo, bloqueado… besides yes and no. Raises `Refused`."""
    key = fold(text)
    if key in _ACTIVE | _INACTIVE:
        return key in _ACTIVE
    try:
        return yes_or_no(text)
    except Refused:
        raise Refused(f"“{text}” não é uma situação; use Ativo ou Inativo.") from None


def area_code(text: str) -> str:
    """A DDD: `19`, `019`, `(19)`. Raises `Refused`."""
    code = text.strip("() ").removesuffix(".0").lstrip("0")
    if code not in AREA_CODES:
        raise Refused(f"O DDD {text} não existe.")
    return code


def is_yes(text: str) -> bool:
    return fold(text) in _YES


@lru_cache(maxsize=1_000)
def kind_of_party(text: str) -> str:
    """`person` or `organization`. Raises `Refused`."""
    try:
        return _KINDS[fold(text)]
    except KeyError:
        raise Refused(f"“{text}” não é um tipo de pessoa; use PF ou PJ.") from None


def day(text: str, today: date) -> tuple[date, str]:
    """A past day and a note, empty unless something had to be guessed. Raises `Refused`.

    Day comes before month, as in Brazil; a number is taken as the day Excel counts from 1900.
    """
    note = ""
    if match := _BRAZILIAN_DATE.fullmatch(text) or _PACKED_DATE.fullmatch(text):
        d, m, y = (int(part) for part in match.groups())
        if len(match[3]) == 2:
            y += 2000 if y <= today.year % 100 else 1900
            note = f"Ano com dois dígitos lido como {y}."
    elif match := _ISO_DATE.fullmatch(text):
        y, m, d = (int(part) for part in match.groups())
    elif _SERIAL.fullmatch(text):
        if len(text) == 4 and _OLDEST.year <= int(text) <= today.year:
            raise Refused(f"“{text}” é só um ano; informe dia, mês e ano: dd/mm/aaaa.")
        value = _EXCEL_EPOCH + timedelta(days=int(re.split(r"[.,]", text)[0]))
        y, m, d = value.year, value.month, value.day
        note = f"Número {text} lido como a data {value:%d/%m/%Y}."
    else:
        raise Refused(f"“{text}” não é uma data; use dd/mm/aaaa.")
    if m > 12 >= d:
        raise Refused(f"O mês {m} não existe; a data parece estar em mês/dia/ano. Use dd/mm/aaaa.")
    try:
        value = date(y, m, d)
    except ValueError:
        raise Refused(f"A data {text} não existe.") from None
    if value > today:
        raise Refused(f"A data {value:%d/%m/%Y} está no futuro.")
    if value < _OLDEST:
        raise Refused(f"A data {value:%d/%m/%Y} é antiga demais.")
    return value, note
