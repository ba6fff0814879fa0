"""Doing something to the selected rows: at once when they are few, as a job when they are many."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.http import QueryDict

from vinculo.foundation.access import Actor
from vinculo.foundation.jobs.actions import enqueue
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.lists.definition import BulkAction, BulkResult, Foreseen, ListDefinition
from vinculo.foundation.lists.selection import Selection

# As many rows as a preview looks at.
FORESEEN = 20
# As many rows as one call of an action gets, and as many as are done while the person waits.
BATCH = 500
AT_ONCE = 200
JOB = "lists.bulk"
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


def foreseen(
    actor: Actor, definition: ListDefinition, action: BulkAction, selection: Selection, values: Mapping[str, Any]
) -> Sequence[Foreseen]:
    """Before and after, of the first rows of the selection; nothing for an action that does not tell."""
    if action.foresee is None:
        return ()
    rows = list(selection.rows(actor, definition)[:FORESEEN])
    return action.foresee(actor, rows, values) if rows else ()


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
        return enqueue(
            actor,
            JOB,
            f"{action.label}: {definition.title.lower()}",
            {
                "list": definition.key,
                "action": action.key,
                "ids": list(selection.ids),
                "everything": selection.everything,
                "query": selection.query,
                "values": raw_values,
            },
        )
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
