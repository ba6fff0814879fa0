"""A spreadsheet of a table: downloaded, brought back, criticised, written."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from vinculo.books import actions
from vinculo.books.refusals import Refused
from vinculo.books.registry import Book
from vinculo.books.reversals import offer_undo
from vinculo.books.sheets import CHANGED, NEW, REFUSED, SAME, Sheet, read_sheet, write_sheet
from vinculo.books.views.tables import importable, page_context
from vinculo.foundation import clock
from vinculo.foundation.access import Request, authenticated
from vinculo.foundation.audit.actions import log_export
from vinculo.foundation.reading import UnusableFile, open_table
from vinculo.foundation.ui import page, redirect, toast

FOLDER, SALT = "books", "books.sheet"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 200


class SheetForm(forms.Form):
    file = forms.FileField(label="Planilha", help_text="XLSX ou CSV, com os nomes de coluna da planilha da tabela.")


@require_GET
@authenticated
def download(request: Request, slug: str) -> FileResponse:
    """The table as the import reads it."""
    book = importable(request, slug)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tabela.xlsx"
        count = write_sheet(request.actor, book, path, today=clock.today())
        content = path.open("rb")
    log_export(request.actor, book.listing.key, book.title, {}, count)
    return FileResponse(content, as_attachment=True, filename=f"{book.slug}.xlsx", content_type=_XLSX)


@authenticated
def bring(request: Request, slug: str) -> HttpResponse:
    """Choose a spreadsheet; its critique is the answer, and nothing is written yet."""
    book = importable(request, slug)
    form = SheetForm(request.POST or None, request.FILES or None)
    context = page_context(request, book) | {"form": form}
    if request.method != "POST":
        return page(request, "books/bring.html", context)
    if form.is_valid():
        kept = default_storage.save(f"{FOLDER}/{uuid4().hex}", form.cleaned_data["file"])
        try:
            sheet = _sheet(request, book, kept)
        except UnusableFile as unusable:
            default_storage.delete(kept)
            form.add_error("file", unusable.sentence)
        else:
            token = signing.dumps([kept, book.slug, request.actor.user_id], salt=SALT)
            return page(request, "books/critique.html", context | _critique(sheet) | {"token": token})
    return page(request, "books/bring.html", context, status=422)


@require_POST
@authenticated
def take(request: Request, slug: str) -> HttpResponse:
    """Write the rows of a spreadsheet that was criticised; those with faults stay out."""
    book = importable(request, slug)
    kept = _kept(request, book)
    if kept is None or not default_storage.exists(kept):
        toast(request, "Escolha a planilha de novo: a anterior não está mais guardada.", tone="warning")
        return redirect(request, "books:bring", slug)
    try:
        rows = _sheet(request, book, kept).rows
        written, span = actions.import_rows(request.actor, book, rows)
    except (UnusableFile, Refused) as refusal:
        toast(request, refusal.sentence, tone="warning")
        return redirect(request, "books:bring", slug)
    default_storage.delete(kept)
    refused = sum(row.fate == REFUSED for row in rows)
    words = "1 linha importada." if written == 1 else f"{written} linhas importadas."
    if refused:
        words += " 1 ficou de fora." if refused == 1 else f" {refused} ficaram de fora."
    undo_url = offer_undo(request.actor, book, span, now=clock.now()) if written else None
    toast(request, words, undo_url=undo_url, tone="warning" if refused else "success")
    return redirect(request, "books:list", slug)


def _sheet(request: Request, book: Book, kept: str) -> Sheet:
    return read_sheet(request.actor, book, open_table(Path(default_storage.path(kept))), today=clock.today())


def _kept(request: Request, book: Book) -> str | None:
    """The file the token names, when it is of this table and person, within the hour."""
    try:
        kept, slug, user_id = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(kept) if (slug, user_id) == (book.slug, request.actor.user_id) else None


def _critique(sheet: Sheet) -> dict[str, Any]:
    rows = sheet.rows
    counts = {fate: sum(row.fate == fate for row in rows) for fate in (NEW, CHANGED, SAME, REFUSED)}
    faulty = [row for row in rows if row.faults]
    changed = [row for row in rows if row.changes]
    plurals = ((NEW, "novas"), (CHANGED, "alteradas"), (SAME, "iguais"), (REFUSED, "recusadas"))
    return {
        "counts": [(fate if counts[fate] == 1 else many, counts[fate]) for fate, many in plurals],
        "changed": changed[:_SHOWN],
        "to_write": counts[NEW] + counts[CHANGED],
        "is_same": counts[SAME] == len(rows),
        "unread": sheet.unread,
        "faulty": faulty[:_SHOWN],
        "more": max(len(faulty) - _SHOWN, 0),
    }
