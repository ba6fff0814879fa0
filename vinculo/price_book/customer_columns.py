"""How a list of prices tells its customers: filtered by one, and named in its export as the imports read them."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet, Value

from vinculo.customers.models import ExternalReference
from vinculo.customers.permissions import Permission as CustomerPermission
from vinculo.customers.queries import party_name
from vinculo.customers.rules import REGISTRY, shown_document
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import Column, LookupFilter

_BY_REFERENCE = frozenset({"codigo_cliente", "origem", "documento"})


def telling_documents(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows, each telling whether the actor takes away the document of its customer in full."""
    told: QuerySet[Any] = rows.annotate(shows_document=Value(actor.may(CustomerPermission.SEE_DOCUMENTS)))
    return told


def with_references(rows: Sequence[Any], keys: Collection[str]) -> None:
    """Gives each row the code of its customer in another system: with it the exported sheet is imported again."""
    parties = {row.party_id for row in rows if row.party_id} if _BY_REFERENCE & set(keys) else ()
    found = ExternalReference.objects.filter(party_id__in=parties).order_by("-pk") if parties else ()
    references = {each.party_id: each for each in found}
    for row in rows:
        own = references.get(row.party_id) if row.party_id else None
        row.reference = own  # what the columns below read


def _document(row: Any, *, in_full: bool) -> str:
    """That of a customer without a code. As a page shows it, a CPF in part (`customers.lists` has the same rule)."""
    return shown_document(row.party.document, in_full=in_full) if row.party and not row.reference else ""


def _code(row: Any) -> str:
    """That of another system; of a customer without one and without a document, its number in the registry."""
    if row.reference:
        return str(row.reference.code)
    return "" if row.party is None or row.party.document else str(row.party_id)


def _origin(row: Any) -> str:
    """The system of the code; a customer known by document or number alone comes from the registry itself."""
    return (row.reference.system if row.reference else REGISTRY) if row.party_id else ""


CUSTOMER_COLUMNS = [
    Column(
        "codigo_cliente",
        "Código do cliente",
        _code,
        default=False,
        always_exported=True,
    ),
    Column("origem", "Origem", _origin, default=False, always_exported=True),
    Column(
        "documento",
        "CPF/CNPJ do cliente",
        partial(_document, in_full=False),
        export=lambda row: _document(row, in_full=row.shows_document),
        default=False,
        always_exported=True,
    ),
]

CUSTOMER_FILTER = LookupFilter(
    key="cliente",
    label="Cliente",
    field="party_id",
    url_name="customers:parties",
    label_for=lambda actor, pk: party_name(actor, pk) or None,
)
