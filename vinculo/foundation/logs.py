"""What the program writes into its log: what happened and where, and nothing about people."""

import logging
import re
from collections.abc import Iterator
from types import TracebackType
from typing import Final

import psycopg

from vinculo.kernel.payment_card import without_card_numbers

_EMAIL: Final = re.compile(r"([\w.+-])[\w.+-]*@([\w-]+(?:\.[\w-]+)+)")
# CPF, CNPJ and telephones, bare or punctuated; a day and an hour are not among them.
_NUMBER: Final = re.compile(r"(?<![\w.:])(?!\d{4}-\d\d-\d\d)\+?\(?\d[\d ()./-]{8,}\d(?![\w:])")
_SHORTEST: Final = 10

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Masks e-mails, telephones, documents and cards, and leaves out the rows that PostgreSQL quotes in its errors."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the library's name)
        record.message = without_people(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802  (the library's name)
        text = super().formatException(ei)
        for error in _chain(ei[1]):
            cause = error if isinstance(error, psycopg.Error) else error.__cause__
            if isinstance(cause, psycopg.Error) and cause.diag.message_primary:
                text = text.replace(str(error), cause.diag.message_primary)
        return without_people(text)


def without_people(text: str) -> str:
    """`m•••@a.com.br` for an e-mail, `•••4725` for a CPF, a CNPJ or a telephone, nothing of a card."""
    return _NUMBER.sub(_masked, _EMAIL.sub(r"\1•••@\2", without_card_numbers(text)))


def _masked(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    return f"•••{digits[-4:]}" if len(digits) >= _SHORTEST else found[0]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
