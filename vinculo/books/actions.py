"""A row of a book written, taken out of use, or removed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError
from django.db.models import Model, ProtectedError

from vinculo.books.refusals import AlreadyThere, ChangedMeanwhile, Impossible, InUse, Refused
from vinculo.books.registry import Book, refusal_for
from vinculo.books.sheets import CHANGED, NEW, SheetRow
from vinculo.books.shipped import lacking
from vinculo.books.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.queries import newest_change
from vinculo.foundation.database.breaches import broken_constraint
from vinculo.foundation.reversal import Reversed, Span, position, span_since, was_touched_since
from vinculo.foundation.reversal.fields import reverse_fields
from vinculo.foundation.reversal.records import reverse_records

Values = Mapping[str, Any]
Links = Mapping[str, Sequence[Model]]


def save_entry(
    actor: Actor,
    book: Book,
    entry: Model,
    values: Values,
    links: Links,
    belongings: Values | None = None,
    *,
    seen: int | None = None,
) -> Model:
    """Create or change a row, its links and its further parts. Raises `AlreadyThere` and `Impossible`.

    `seen` is the number of the row's newest change when the person opened it (`audit.queries.newest_change`): with a
    newer one it raises `ChangedMeanwhile`, and nothing is written.
    """
    actor.require(book.manage)
    try:
        with audit.writing(actor, Verb.CREATED if entry.pk is None else Verb.EDITED):
            if entry.pk is not None:
                _require_unchanged(book, entry, seen)
            write_entry(actor, entry, values, links)
            if belongings is not None and book.belongings is not None:
                book.belongings.write(entry, belongings)
            return entry
    except IntegrityError as error:
        raise refusal_of(error) from error


def _require_unchanged(book: Book, entry: Model, seen: int | None) -> None:
    """The row stays locked until the transaction ends."""
    if not book.model._default_manager.select_for_update(of=("self",)).filter(pk=entry.pk).exists():
        raise ChangedMeanwhile("Esta linha foi excluída enquanto você a editava.")
    if seen is not None and newest_change(book.record, entry.pk) > seen:
        raise ChangedMeanwhile(
            "Esta linha mudou depois que você a abriu; veja acima o que mudou. Nada do que você digitou se perdeu: "
            "confira e salve de novo para que fique como está aqui."
        )


def write_entry(actor: Actor, entry: Model, values: Values, links: Links) -> None:
    """The writing of `save_entry`, inside a transaction that the caller opened."""
    for name, value in {**values, "company_id": actor.company_id}.items():
        setattr(entry, name, value)
    entry.save()
    for name, linked in links.items():
        getattr(entry, name).set(linked)


def set_active(actor: Actor, book: Book, entry: Any, *, is_active: bool) -> None:
    """Offer a row again, or no longer; old records keep it either way. Raises `AlreadyThere`."""
    actor.require(book.manage)
    try:
        with audit.writing(actor, Verb.EDITED):
            entry.is_active = is_active
            entry.save(update_fields=["is_active"])
    except IntegrityError as error:
        raise refusal_of(error) from error


def delete_entry(actor: Actor, book: Book, entry: Model) -> None:
    """Remove a row that nothing refers to. Raises `InUse`."""
    actor.require(book.manage)
    try:
        with audit.writing(actor, Verb.DELETED):
            entry.delete()
    except ProtectedError as error:
        raise InUse("Esta linha é usada em outros registros. Desative-a ou encerre a validade.") from error


def import_rows(actor: Actor, book: Book, rows: Sequence[SheetRow]) -> tuple[int, Span]:
    """Write the new and changed rows of a spreadsheet, all or none; how many, and what the audit recorded of it.

    Raises `AlreadyThere` or `Impossible` with the number of the row that could not be written.
    """
    actor.require(book.bring)
    written = 0
    number = 0
    try:
        with audit.writing(actor, Verb.IMPORTED):
            start = position()
            for row in rows:
                if row.fate in (NEW, CHANGED):
                    number = row.number
                    write_entry(actor, row.entry, row.form.values(), row.form.links())
                    written += 1
            return written, span_since(start)
    except IntegrityError as error:
        refusal = refusal_of(error)
        raise type(refusal)(f"Linha {number}: {refusal.sentence}") from error


def bring_shipped(actor: Actor, book: Book) -> tuple[int, Span]:
    """Write the rows that come with the product and the table lacks; how many, and what the audit recorded of it.

    No row of the company's is touched. Raises `AlreadyThere` when somebody wrote one of them meanwhile.
    """
    actor.require(book.bring)
    try:
        with audit.writing(actor, Verb.SHIPPED):
            start = position()
            rows = lacking(actor.company_id, book).rows
            book.model._default_manager.bulk_create(rows)
            return len(rows), span_since(start)
    except IntegrityError as error:
        raise refusal_of(error) from error


def undo_import(actor: Actor, book: Book, span: Span, *, redoes: bool = False) -> Reversed:
    """Take back what an import wrote (or, with `redoes`, the undoing of one); rows changed or used since stay, and are
    named."""
    actor.require(book.bring)
    with audit.writing(actor, Verb.DONE_AGAIN if redoes else Verb.IMPORT_UNDONE):
        return reverse_records([span])


def take_back(actor: Actor, book: Book, span: Span, *, redoes: bool = False) -> None:
    """Give back what one write on a row (with `redoes`, an undoing of one) changed.

    Raises `ChangedMeanwhile` when somebody changed it since, `Refused` when its place is taken; nothing changes then.
    """
    actor.require(book.manage)
    try:
        with audit.writing(actor, Verb.DONE_AGAIN if redoes else Verb.TAKEN_BACK):
            if was_touched_since(span) or reverse_fields([span]):
                raise ChangedMeanwhile("Alguém alterou esta linha depois: nada foi desfeito.")
    except IntegrityError as error:
        raise refusal_of(error) from error


def refusal_of(error: IntegrityError) -> Refused:
    """The sentence for the constraint a write broke."""
    constraint = broken_constraint(error)
    known = refusal_for(constraint)
    if known:
        return Impossible(known[1], field=known[0])
    if constraint.endswith("_code_is_unique"):
        return AlreadyThere("Este código já é de outra linha desta tabela.", field="code")
    if constraint.endswith("_ends_after_it_begins"):
        return Impossible("O fim da validade não pode vir antes do começo.", field="valid_until")
    return Impossible("Estes valores não podem ficar juntos.")
