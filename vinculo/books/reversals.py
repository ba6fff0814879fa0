"""The way back from an import or from a change of one row, for fifteen minutes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from vinculo.books import actions
from vinculo.books.refusals import Refused
from vinculo.books.registry import Book, UnknownBook, book_of
from vinculo.foundation import undo
from vinculo.foundation.access import Actor
from vinculo.foundation.reversal import Kept, Span, position, recorded, span_since
from vinculo.foundation.undo.actions import offer

IMPORT = "books.import"
CHANGE = "books.change"
_NAMED: Final = 5


def offer_undo(actor: Actor, book: Book, span: Span, *, now: datetime, words: str = "Importação desfeita.") -> str:
    """The address that takes an import back."""
    return _offer(actor, IMPORT, book, span, (words, "Importação refeita."), now=now)


def offer_take_back(
    actor: Actor,
    book: Book,
    span: Span,
    *,
    now: datetime,
    words: tuple[str, str] = ("Alteração desfeita.", "Alteração refeita."),
) -> str:
    """The address that takes back what one write did to a row; `words` are said then, and when it is done again."""
    return _offer(actor, CHANGE, book, span, words, now=now)


def _offer(
    actor: Actor, kind: str, book: Book, span: Span, words: tuple[str, str], *, redoes: bool = False, now: datetime
) -> str:
    """`words`: what is said when it is taken, and when that is taken back. `redoes`: it takes an undoing back."""
    payload = {"book": book.slug, "span": list(span), "words": list(words), "redoes": redoes}
    return offer(actor, kind, payload, words[0], now=now)


def _offer_opposite(actor: Actor, kind: str, payload: Mapping[str, Any], span: Span, now: datetime) -> str:
    """The way back from taking `payload`, by what the audit recorded of it."""
    words, opposite = payload["words"]
    book = _book(payload)
    return _offer(actor, kind, book, span, (opposite, words), redoes=not payload["redoes"], now=now)


@undo.handler(CHANGE)
def give_back(actor: Actor, payload: Mapping[str, Any], now: datetime) -> undo.Undone:
    book = _book(payload)
    try:
        span = recorded(partial(actions.take_back, actor, book, Span(*payload["span"]), redoes=payload["redoes"]))
    except Refused as refused:
        raise undo.UndoRefused(refused.sentence) from refused
    return undo.Undone(_offer_opposite(actor, CHANGE, payload, span, now), is_done_again=payload["redoes"])


@undo.handler(IMPORT)
def take_back(actor: Actor, payload: Mapping[str, Any], now: datetime) -> undo.Undone:
    """Rows changed or used since stay, and are told."""
    book, start = _book(payload), position()
    outcome = actions.undo_import(actor, book, Span(*payload["span"]), redoes=payload["redoes"])
    if not outcome.records and outcome.kept:
        raise undo.UndoRefused("As linhas foram alteradas ou usadas depois da importação; nada foi desfeito.")
    words = payload["words"][0]
    again = _offer_opposite(actor, IMPORT, payload, span_since(start), now)
    told = f"{words} {_left(outcome.kept)}" if outcome.kept else words
    return undo.Undone(again, told, is_done_again=payload["redoes"])


def _left(kept: Sequence[Kept]) -> str:
    """The rows that stayed as they are, by name, the first of many."""
    names = ", ".join(each.label for each in kept[:_NAMED])
    if len(kept) == 1:
        return f"Mudou ou foi usada depois, e fica como está: {names}."
    more = f" e mais {len(kept) - _NAMED}" if len(kept) > _NAMED else ""
    return f"Mudaram ou foram usadas depois, e ficam como estão: {names}{more}."


def _book(payload: Mapping[str, Any]) -> Book:
    try:
        return book_of(payload["book"])
    except UnknownBook as unknown:
        raise undo.UndoRefused("Esta tabela não existe mais.") from unknown
