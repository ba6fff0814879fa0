"""Rows that come with the product and a table lacks: seen first, then brought in, and taken back."""

from django.http import Http404, HttpResponse

from vinculo.books import actions
from vinculo.books.refusals import Refused
from vinculo.books.registry import Book, groups_for
from vinculo.books.reversals import offer_undo
from vinculo.books.shipped import lacking
from vinculo.books.views.tables import importable, page_context
from vinculo.foundation import clock
from vinculo.foundation.access import Request, authenticated
from vinculo.foundation.ui import page, redirect, toast

_SHOWN = 200


@authenticated
def index(request: Request) -> HttpResponse:
    """The tables of the person that lack rows, with how many."""
    found = []
    for _, books in groups_for(request.actor):
        for book in books:
            if book.shipped is not None and request.actor.may(book.bring):
                lack = lacking(request.actor.company_id, book)
                if lack.rows or lack.held:
                    found.append((book, len(lack.rows), len(lack.held)))
    return page(request, "books/lacking.html", {"found": found})


@authenticated
def rows(request: Request, slug: str) -> HttpResponse:
    """The rows of one table, before and on bringing them."""
    book = _shipped(request, slug)
    if request.method == "POST":
        return _bring(request, book)
    lack = lacking(request.actor.company_id, book)
    context = {"rows": lack.rows[:_SHOWN], "count": len(lack.rows), "held": lack.held[:_SHOWN]}
    return page(request, "books/shipped.html", page_context(request, book) | context)


def _bring(request: Request, book: Book) -> HttpResponse:
    try:
        count, span = actions.bring_shipped(request.actor, book)
    except Refused as refusal:
        toast(request, refusal.sentence, tone="warning")
        return redirect(request, "books:shipped", book.slug)
    if not count:
        toast(request, "Não falta nenhuma linha nesta tabela.", tone="info")
        return redirect(request, "books:list", book.slug)
    words = "1 linha trazida." if count == 1 else f"{count} linhas trazidas."
    undo_url = offer_undo(request.actor, book, span, now=clock.now(), words="As linhas trazidas saíram da tabela.")
    toast(request, words, undo_url=undo_url)
    return redirect(request, "books:list", book.slug)


def _shipped(request: Request, slug: str) -> Book:
    book = importable(request, slug)
    if book.shipped is None:
        raise Http404("Nenhuma linha desta tabela vem com o produto.")
    return book
