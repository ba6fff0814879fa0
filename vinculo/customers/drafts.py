"""A registration before it is valid: what a search already tells, and what half a form tells."""

from collections.abc import Iterable
from datetime import date, datetime

from django.http import QueryDict

from vinculo.customers.lookalikes import Typed
from vinculo.customers.particulars import Particulars
from vinculo.customers.search_terms import PARTICLES
from vinculo.kernel.brazil import document, email, phone
from vinculo.kernel.brazil.refusal import Refused

_MOST_ROWS = 20


def registration_prefill(searched: str) -> tuple[Particulars, str]:
    """What was searched, put where it belongs: the party's fields and a telephone (either may be empty)."""
    text = " ".join(searched.split())[:150]
    try:
        found = document.parse(text)
        return Particulars(kind="person" if found.is_cpf else "organization", name="", document=found.value), ""
    except Refused:
        pass
    if any(character.isdigit() for character in text) and not any(character.isalpha() for character in text):
        return Particulars(kind="person", name=""), text
    return Particulars(kind="person", name=_capitalized(text) if "@" not in text else ""), ""


def _capitalized(name: str) -> str:
    """A name typed in small letters as it is written; any other stays as typed."""
    if not name.islower():
        return name
    return " ".join(word if word in PARTICLES else word.capitalize() for word in name.split())


def typed_so_far(data: QueryDict) -> Typed:
    """The valid parts of a form that may still be incomplete; what cannot be read yet is left out."""
    return Typed(
        kind=data.get("kind", ""),
        name=data.get("name", "").strip()[:150],
        document=_document(data.get("document", "")),
        birth_date=_day(data.get("birth_date", "")),
        phones=frozenset(_phones(_column(data, "phones", "number"))),
        emails=frozenset(_emails(_column(data, "emails", "address"))),
        municipality_ids=frozenset(
            int(code) for code in _column(data, "addresses", "municipality") if code.isdecimal() and len(code) == 7
        ),
    )


def _column(data: QueryDict, prefix: str, name: str) -> Iterable[str]:
    for row in range(_MOST_ROWS):
        if not data.get(f"{prefix}-{row}-DELETE"):
            value = data.get(f"{prefix}-{row}-{name}", "").strip()
            if value:
                yield value


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  (a day has no time zone)
    except ValueError:
        return None


def _document(text: str) -> str:
    try:
        return document.parse(text).value
    except Refused:
        return ""


def _phones(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        try:
            yield phone.parse(text).e164.removeprefix("+55").removeprefix("+")
        except phone.MissingNinthDigit as missing:
            yield missing.suggestion.removeprefix("+55")
        except Refused:
            continue


def _emails(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        try:
            yield email.parse(text)
        except Refused:
            continue
