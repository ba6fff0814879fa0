"""The columns and the list that tables of coded, dated rows share."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, QuerySet

from vinculo.books.registry import address_of
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import BooleanFilter, Column, Empty, ListDefinition, TextFilter
from vinculo.foundation.lists.filters import Filter
from vinculo.foundation.ui import marks
from vinculo.kernel.figures import percentage

CODE = Column("codigo", "Código", lambda row: row.code, sort="code")
NAME = Column("nome", "Nome", lambda row: row.name, sort="name", primary=True)
FROM = Column("vale_de", "Vale de", lambda row: row.valid_from, sort="valid_from")
UNTIL = Column("ate", "Até", lambda row: row.valid_until)
IN_USE = BooleanFilter(key="ativo", label="Situação", field="is_active", yes="Em uso", no="Fora de uso")
WORDS = TextFilter(
    key="busca",
    label="Busca",
    placeholder="Código ou nome",
    condition=lambda text: Q(code__icontains=text) | Q(name__icontains=text),
)


def _state(row: Any) -> object:
    return marks.badge("Em uso", "outline") if row.is_active else marks.badge("Fora de uso", "warning")


STATE = Column("situacao", "Situação", _state, export=lambda row: row.is_active)


def rows_of(model: type[Model], *related: str) -> Callable[[Actor], QuerySet[Any]]:
    """The rows of the actor's company, with what the columns show of others."""

    def rows(actor: Actor) -> QuerySet[Any]:
        found: QuerySet[Any] = model._default_manager.filter(company_id=actor.company_id)
        return found.select_related(*related) if related else found

    return rows


def exact(name: str) -> Callable[[Any], Decimal | None]:
    """What a spreadsheet gets of a figure."""
    return lambda row: getattr(row, name)


def points(name: str) -> Callable[[Any], str]:
    """A percentage for the screen, empty when zero."""
    return lambda row: percentage(getattr(row, name)) if getattr(row, name) else ""


def coded_list(
    key: str,
    title: str,
    noun: tuple[str, str],
    rows: Callable[[Actor], QuerySet[Any]],
    columns: Sequence[Column],
    empty: Empty,
    *,
    view: str,
    export: str,
    filters: Sequence[Filter] = (),
) -> ListDefinition:
    """The list of a table whose rows have a code and a name."""
    return ListDefinition(
        key=key,
        title=title,
        noun=noun,
        permission=view,
        export_permission=export,
        rows=rows,
        columns=[CODE, NAME, *columns, FROM, UNTIL, STATE],
        default_sort="code",
        search="busca",
        filters=[WORDS, IN_USE, *filters],
        row_url=address_of,
        row_tone=lambda row: "" if row.is_active else "muted",
        empty=empty,
    )
