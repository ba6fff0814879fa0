"""A row of a book written, taken out of use, or removed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError
from django.db.models import Model, ProtectedError

from vinculo.books.refusals import AlreadyThere, Impossible, InUse, Refused
from vinculo.books.registry import Book, refusal_for
from vinculo.books.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor

Values = Mapping[str, Any]
Links = Mapping[str, Sequence[Model]]


def save_entry(
    actor: Actor, book: Book, entry: Model, values: Values, links: Links, belongings: Values | None = None
) -> Model:
    """Create or change a row, its links and its further parts. Raises `AlreadyThere` and `Impossible`."""
    actor.require(book.manage)
    try:
        with audit.writing(actor, Verb.CREATED if entry.pk is None else Verb.EDITED):
            write_entry(actor, entry, values, links)
            if belongings is not None and book.belongings is not None:
                book.belongings.write(entry, belongings)
            return entry
    except IntegrityError as error:
        raise refusal_of(error) from error


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


def refusal_of(error: IntegrityError) -> Refused:
    """The sentence for the constraint a write broke."""
    constraint = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "")
    known = refusal_for(constraint)
    if known:
        return Impossible(known[1], field=known[0])
    if constraint.endswith("_code_is_unique"):
        return AlreadyThere("Este código já é de outra linha desta tabela.", field="code")
    if constraint.endswith("_ends_after_it_begins"):
        return Impossible("O fim da validade não pode vir antes do começo.", field="valid_until")
    return Impossible("Estes valores não podem ficar juntos.")
