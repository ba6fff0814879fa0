"""Which rows a bulk action or an export is about: some by id, or everything that passes the filters."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from vinculo.foundation.access import Actor
from vinculo.foundation.lists import address as names
from vinculo.foundation.lists.definition import ListDefinition
from vinculo.foundation.lists.page import state_for
from vinculo.foundation.lists.state import ListState
from vinculo.foundation.lists.totals import Total, total_of
from vinculo.kernel.text import row_number

MOST_TICKED = 1_000


@dataclass(frozen=True, slots=True)
class Selection:
    """`ids` of ticked rows; or, `everything`, the rows of `query` (a canonical query string of the list)."""

    ids: tuple[int, ...]
    everything: bool
    query: str

    @classmethod
    def posted(cls, data: QueryDict) -> "Selection":
        ids = [number for text in data.getlist("linha") if (number := row_number(text)) is not None]
        return cls(tuple(dict.fromkeys(ids))[:MOST_TICKED], data.get("todos") == "1", data.get("consulta", ""))

    def rows(self, actor: Actor, definition: ListDefinition) -> QuerySet[Any]:
        """The rows among those the actor may see now; a filter that makes no sense any more selects nothing."""
        if not self.everything:
            return definition.rows(actor).filter(pk__in=self.ids)
        state = state_of_query(actor, definition, self.query)
        rows = definition.rows(actor)
        return rows.none() if state.notes else state.narrow(rows)

    def total(self, actor: Actor, definition: ListDefinition) -> Total:
        rows = self.rows(actor, definition)
        return total_of(rows) if self.everything else Total(rows.order_by().values("pk").count())


def state_of_query(actor: Actor, definition: ListDefinition, query: str) -> ListState:
    """What a canonical query string means for the actor, without their default view."""
    state, _ = state_for(actor, definition, {**names.texts_of(query), names.VIEW: (names.NO_VIEW,)})
    return state
