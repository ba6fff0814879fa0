"""The pages of every table: the cards of all, the list of one, the form of a row."""

from functools import partial
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinculo.books import actions
from vinculo.books.refusals import Refused
from vinculo.books.registry import Book, UnknownBook, book_of, groups_for, importing_address
from vinculo.books.reversals import offer_take_back
from vinculo.foundation import clock
from vinculo.foundation.access import Request, authenticated, get_or_404
from vinculo.foundation.audit.queries import changes_after, newest_change
from vinculo.foundation.lists.page import render
from vinculo.foundation.returning import safe_path
from vinculo.foundation.reversal import recorded
from vinculo.foundation.ui import page, redirect, toast
from vinculo.kernel.text import row_number


@authenticated
def index(request: Request) -> HttpResponse:
    """The tables the person may read, by group."""
    groups = groups_for(request.actor)
    ships = any(book.shipped and request.actor.may(book.bring) for _, books in groups for book in books)
    return page(request, "books/index.html", {"groups": groups, "may_bring_shipped": ships})


@authenticated
def entries(request: Request, slug: str) -> HttpResponse:
    book = _readable(request, slug)
    return render(request, book.listing, template="books/list.html", extra=page_context(request, book))


@authenticated
def new(request: Request, slug: str) -> HttpResponse:
    """`?campo=valor` fills fields in, so that other pages can begin a row; `?voltar=` is where saving it leads."""
    book = _writable(request, slug)
    return _form(request, book, book.model())


@authenticated
def edit(request: Request, slug: str, pk: int) -> HttpResponse:
    """The row; whoever may not change it reads it."""
    book = _readable(request, slug)
    entry = get_or_404(_rows(request, book), pk)
    if request.method == "POST":
        request.actor.require(book.manage)
    return _form(request, book, entry)


@require_POST
@authenticated
def toggle(request: Request, slug: str, pk: int) -> HttpResponse:
    """Offer a row again, or no longer."""
    book = _writable(request, slug)
    entry: Any = get_or_404(_rows(request, book), pk)
    if not book.has_state:
        raise Http404("Esta tabela não tem situação.")
    try:
        actions.set_active(request.actor, book, entry, is_active=not entry.is_active)
    except Refused as refusal:
        toast(request, refusal.sentence, tone="warning")
    else:
        words = "volta a ser oferecida" if entry.is_active else "não é mais oferecida"
        toast(request, f"“{entry}” {words}.", undo_url=reverse("books:toggle", args=[slug, pk]))
    return redirect(request, "books:edit", slug, pk)


@require_POST
@authenticated
def delete(request: Request, slug: str, pk: int) -> HttpResponse:
    book = _writable(request, slug)
    entry = get_or_404(_rows(request, book), pk)
    name = str(entry)
    try:
        span = recorded(partial(actions.delete_entry, request.actor, book, entry))
    except Refused as refusal:
        toast(request, refusal.sentence, tone="warning")
        return redirect(request, "books:edit", slug, pk)
    words = ("Exclusão desfeita.", "Excluído de novo.")
    undo_url = offer_take_back(request.actor, book, span, now=clock.now(), words=words)
    toast(request, f"Excluído: {name}.", undo_url=undo_url)
    return redirect(request, *_way_back(request, book))


def _form(request: Request, book: Book, entry: Model) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    newest = newest_change(book.record, entry.pk) if entry.pk else 0
    seen = row_number(data.get("seen", "")) if data is not None else None
    form = book.form(request.actor, entry, data, today=clock.today())
    rows = book.belongings.forms(request.actor, entry, data, request.GET) if book.belongings else None
    if data is None:
        form.initial.update({name: request.GET[name] for name in form.fields if name in request.GET})
    elif all([form.is_valid(), rows is None or rows.is_valid()]):
        try:
            parts = rows.values() if rows else None
            save = partial(actions.save_entry, request.actor, book, entry, form.values(), form.links(), parts)
            span = recorded(partial(save, seen=seen))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            undo_url = offer_take_back(request.actor, book, span, now=clock.now())
            toast(request, f"Salvo: {entry}.", undo_url=undo_url)
            return redirect(request, *_way_back(request, book))
    known = newest if seen is None else seen
    meanwhile = changes_after(request.actor, book.record, entry.pk, known) if newest > known else []
    context = page_context(request, book) | {
        "entry": entry,
        "form": form,
        "rows": rows,
        "seen": newest,
        "meanwhile": meanwhile,
        "back": _came_from(request),
    }
    return page(request, "books/entry.html", context, status=422 if data is not None else 200)


def _came_from(request: Request) -> str | None:
    """The page that opened the row and waits for it, if any."""
    asked = request.GET.get("voltar", "")
    return safe_path(asked) if asked else None


def _way_back(request: Request, book: Book) -> tuple[str, ...]:
    """Where a row that was saved or removed leads: the page that opened it, or the list of its table."""
    came_from = _came_from(request)
    return ("books:list", book.slug) if came_from is None else (came_from,)


def page_context(request: Request, book: Book) -> dict[str, Any]:
    """What every page of a table shows of it."""
    ships = book.shipped is not None and request.actor.may(book.bring)
    return {
        "book": book,
        "shipped_url": reverse("books:shipped", args=[book.slug]) if ships else "",
        "may_manage": request.actor.may(book.manage),
        "bring_url": importing_address(request.actor, book),
    }


def importable(request: Request, slug: str) -> Book:
    """The table of an address that takes spreadsheets from the actor; 404 or 403 otherwise."""
    book = _readable(request, slug)
    if not book.sheet_key:
        raise Http404("Esta tabela não recebe planilhas.")
    request.actor.require(book.bring)
    return book


def _readable(request: Request, slug: str) -> Book:
    try:
        book = book_of(slug)
    except UnknownBook:
        raise Http404("Esta tabela não existe.") from None
    request.actor.require(book.view)
    return book


def _writable(request: Request, slug: str) -> Book:
    book = _readable(request, slug)
    request.actor.require(book.manage)
    return book


def _rows(request: Request, book: Book) -> QuerySet[Any]:
    return book.listing.rows(request.actor)
