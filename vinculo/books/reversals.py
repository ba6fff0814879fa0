"""The way back from an import or from a change of one row, for fifteen minutes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from vinculo.books import actions
from vinculo.books.refusals import Refused
from vinculo.books.registry import Book, UnknownBook, book_of
from vinculo.foundation import undo
from vinculo.foundation.access import Actor
from vinculo.foundation.reversal import Span
from vinculo.foundation.undo.actions import offer

IMPORT = "books.import"
CHANGE = "books.change"


def offer_undo(actor: Actor, book: Book, span: Span, *, now: datetime, words: str = "Importação desfeita.") -> str:
    """The address that takes an import back."""
    return offer(actor, IMPORT, {"book": book.slug, "span": list(span)}, words, now=now)


def offer_take_back(actor: Actor, book: Book, span: Span, *, now: datetime) -> str:
    """The address that takes back what one write did to a row."""
    return offer(actor, CHANGE, {"book": book.slug, "span": list(span)}, "Alteração desfeita.", now=now)


@undo.handler(CHANGE)
def give_back(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:  # noqa: ARG001  (the handler's signature)
    try:
        actions.take_back(actor, _book(payload), Span(*payload["span"]))
    except Refused as refused:
        raise undo.UndoRefused(refused.sentence) from refused


@undo.handler(IMPORT)
def take_back(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:  # noqa: ARG001  (the handler's signature)
    book = _book(payload)
    outcome = actions.undo_import(actor, book, Span(*payload["span"]))
    if not outcome.records and outcome.kept:
        raise undo.UndoRefused("As linhas foram alteradas ou usadas depois da importação; nada foi desfeito.")


def _book(payload: Mapping[str, Any]) -> Book:
    try:
        return book_of(payload["book"])
    except UnknownBook as unknown:
        raise undo.UndoRefused("Esta tabela não existe mais.") from unknown
