"""The way back from an import, for fifteen minutes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from vinculo.books import actions
from vinculo.books.registry import Book, UnknownBook, book_of
from vinculo.foundation import undo
from vinculo.foundation.access import Actor
from vinculo.foundation.reversal import Span
from vinculo.foundation.undo.actions import offer

IMPORT = "books.import"


def offer_undo(actor: Actor, book: Book, span: Span, *, now: datetime, words: str = "Importação desfeita.") -> str:
    """The address that takes an import back."""
    return offer(actor, IMPORT, {"book": book.slug, "span": list(span)}, words, now=now)


@undo.handler(IMPORT)
def take_back(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:  # noqa: ARG001  (the handler's signature)
    try:
        book = book_of(payload["book"])
    except UnknownBook as unknown:
        raise undo.UndoRefused("Esta tabela não existe mais.") from unknown
    outcome = actions.undo_import(actor, book, Span(*payload["span"]))
    if not outcome.records and outcome.kept:
        raise undo.UndoRefused("As linhas foram alteradas ou usadas depois da importação; nada foi desfeito.")
