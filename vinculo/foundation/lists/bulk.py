"""Doing something to the selected rows: at once when they are few, as a job when they are many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict

from vinculo.foundation.access import Actor
from vinculo.foundation.jobs.actions import enqueue
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.lists.definition import BulkAction, BulkResult, Foreseen, ListDefinition
from vinculo.foundation.lists.selection import Selection

# As many rows as a page of a preview looks at.
FORESEEN = 20
# As many rows as one call of an action gets, and as many as are done while the person waits.
BATCH = 500
AT_ONCE = 200
JOB = "lists.bulk"
FORESIGHT = "lists.foresight"
UNDO = "lists.bulk"


class NothingSelected(Exception):
    """The text is fit for the person."""


class UnknownBulkAction(LookupError):
    """The list has no such action, or the actor may not use it."""


def action_of(actor: Actor, definition: ListDefinition, key: str) -> BulkAction:
    """Raises `UnknownBulkAction`."""
    try:
        return next(action for action in definition.actions_for(actor) if action.key == key)
    except StopIteration as error:
        raise UnknownBulkAction(key) from error


@dataclass(frozen=True, slots=True)
class Foresight:
    """A page of what a bulk action would change, and sentences about all of it. `after` is the last row it looked at,
    None when there are no more; `is_first` whether the page begins with the first row.
    """

    seen: Sequence[Foreseen]
    sums: Sequence[str]
    after: int | None
    is_first: bool


def foreseen(
    actor: Actor,
    definition: ListDefinition,
    action: BulkAction,
    selection: Selection,
    values: Mapping[str, Any],
    *,
    after: int = 0,
) -> Foresight | None:
    """Before and after of the rows that follow `after`, by their ids; None for an action that does not tell."""
    if action.foresee is None:
        return None
    selected = selection.rows(actor, definition).order_by("pk")
    rows = list(selected.filter(pk__gt=after)[: FORESEEN + 1])
    page, has_more = rows[:FORESEEN], len(rows) > FORESEEN
    seen = action.foresee(actor, page, values) if page else ()
    sums = action.sum_up(actor, selected.order_by(), values) if action.sum_up and rows else ()
    return Foresight(seen, sums, page[-1].pk if has_more else None, after == 0)


def export_foresight(
    actor: Actor, definition: ListDefinition, action: BulkAction, selection: Selection, *, raw_values: str
) -> JobRun:
    """The job that writes everything the action would change into a spreadsheet, and changes nothing."""
    return enqueue(
        actor, FORESIGHT, f"O que muda: {action.label.lower()}", _asked(definition, action, selection, raw_values)
    )


def _asked(definition: ListDefinition, action: BulkAction, selection: Selection, raw_values: str) -> dict[str, Any]:
    return {
        "list": definition.key,
        "action": action.key,
        "ids": list(selection.ids),
        "everything": selection.everything,
        "query": selection.query,
        "values": raw_values,
    }


def carry_out(
    actor: Actor,
    definition: ListDefinition,
    action: BulkAction,
    selection: Selection,
    *,
    values: Mapping[str, Any],
    raw_values: str,
) -> BulkResult | JobRun:
    """The result, or the job that will do it.

    `values` are the cleaned data of the action's form, `raw_values` what was posted to it. Raises `NothingSelected`.
    """
    if selection.everything or len(selection.ids) > AT_ONCE:
        title = f"{action.label}: {definition.title}"
        return enqueue(actor, JOB, title, _asked(definition, action, selection, raw_values))
    rows = list(selection.rows(actor, definition))
    if not rows:
        raise NothingSelected("Nenhuma linha selecionada está ao seu alcance.")
    with transaction.atomic():
        return action.run(actor, rows, values)


def posted_values(action: BulkAction, actor: Actor, data: QueryDict) -> str:
    """The part of a post that belongs to the action's form, as a query string."""
    kept = QueryDict(mutable=True)
    if action.form:
        for name in action.form(actor, None).fields:
            kept.setlist(name, data.getlist(name))
    return kept.urlencode()


def summary(action: BulkAction, result: BulkResult, noun: tuple[str, str]) -> str:
    """`Inativar: feito em 3 clientes. 1 já estava inativo.`"""
    words = noun[0] if result.changed == 1 else noun[1]
    changed = f"{action.label}: feito em {result.changed} {words}." if result.changed else "Nada foi alterado."
    return " ".join([changed, *result.refused])
