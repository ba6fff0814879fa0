"""Rows that come with the product and a matrix lacks, put into its draft to be seen, corrected and published."""

from datetime import date, datetime
from typing import Final

from vinculo.engines.decision import Row
from vinculo.foundation.access import Actor
from vinculo.matrices.actions.drafts import start_draft
from vinculo.matrices.actions.editing import Added, Change, change
from vinculo.matrices.cells import stored
from vinculo.matrices.columns import NOTE
from vinculo.matrices.kinds import shipped_for
from vinculo.matrices.models import MatrixRow, Version
from vinculo.matrices.queries.versions import draft_of, version_in_force

LABEL: Final = "Linhas que vêm com o produto"
TO_CHECK: Final = "Vem com o produto: confira antes de publicar"


def lacking(kind: str, version: Version | None) -> list[Row]:
    """The shipped rows whose keys no row of the version has. Raises `UnknownKind`."""
    rows = MatrixRow.objects.filter(version=version).values_list("keys", flat=True) if version is not None else ()
    known = {frozenset(keys.items()) for keys in rows}
    return [row for row in shipped_for(kind) if frozenset(row.keys.items()) not in known]


def bring_lacking(actor: Actor, kind: str, *, today: date, now: datetime) -> tuple[Version | None, int]:
    """Put what is lacking at the end of the open draft, or of one opened from the version in force; the draft and how
    many rows came. One step of the draft, which is undone as a whole. Nothing lacking opens no draft.

    Raises `DraftExists` when somebody opened a draft meanwhile, `UnknownKind`.
    """
    draft = draft_of(actor, kind)
    standing = draft or version_in_force(actor, kind, on=today)
    rows = lacking(kind, standing)
    if not rows:
        return draft, 0
    if draft is None:
        draft = start_draft(actor, kind, based_on=standing, now=now)
    added = [Added(None, {**row.keys, **_results(row), NOTE: TO_CHECK}) for row in rows]
    change(actor, draft.pk, Change(added=added, from_sheet=True), label=LABEL, now=now)
    return draft, len(rows)


def _results(row: Row) -> dict[str, str]:
    return {name: stored(value) for name, value in row.results.items() if value is not None}
