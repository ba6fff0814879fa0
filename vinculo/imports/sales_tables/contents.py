"""The sales tables there are, as the import reads them."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from vinculo.foundation.access import Actor
from vinculo.foundation.lists.definition import ExportValue
from vinculo.imports.customer_columns import cells_of
from vinculo.price_book.models import SalesTable

_AT_ONCE: Final = 5_000


def contents(actor: Actor) -> Iterator[Sequence[ExportValue]]:
    """In the order of `FIELDS`. Those of customers outside the actor's reach are left out."""
    rows = SalesTable.objects.visible_to(actor).select_related("establishment", "warehouse", "table")
    found = rows.order_by("party_id", "valid_from", "pk").iterator(_AT_ONCE)
    while part := list(islice(found, _AT_ONCE)):
        customers = cells_of(actor, [row.party_id for row in part if row.party_id])
        for row in part:
            if row.party_id is None or row.party_id in customers:
                yield (
                    *(customers[row.party_id] if row.party_id else ("", "", "")),
                    row.table.code,
                    row.establishment.code if row.establishment else "",
                    row.warehouse.code if row.warehouse else "",
                    row.valid_from,
                    row.valid_until,
                )
