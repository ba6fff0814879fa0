"""Working on a draft: typing cells, adding, duplicating and deleting rows; undoing and redoing, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F

from vinculo.engines.decision import Kind
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.matrices.actions.drafts import STEP, locked_draft
from vinculo.matrices.codes import check_codes
from vinculo.matrices.columns import STORED, RowState, state_of, stored_columns, type_into
from vinculo.matrices.kinds import kind_of
from vinculo.matrices.models import Edit, EditedRow, MatrixRow, Version
from vinculo.matrices.permissions import Permission
from vinculo.matrices.queries.collisions import overwritten
from vinculo.matrices.refusals import NothingToUndo, RowGone

Steps = dict[int, tuple[dict[str, Any] | None, dict[str, Any] | None]]


@dataclass(frozen=True, slots=True)
class Typed:
    """Cells typed into an existing row: column to text. `known` is the last edit of the draft that whoever typed had
    seen in the row (None: it cannot be said)."""

    line: int
    cells: Mapping[str, str]
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A new row below `after` (None: at the end), with what was typed or copied into it."""

    after: int | None
    cells: Mapping[str, str] = field(default_factory=dict)
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One step: it is undone as a whole."""

    typed: Sequence[Typed] = ()
    added: Sequence[Added] = ()
    deleted: Sequence[int] = ()
    from_sheet: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The lines that changed or came, in the order asked, and those that went. `version` has the new counts, `unseen`
    what somebody else had put in the cells that were written over."""

    version: Version
    changed: list[int]
    added: list[int]
    deleted: list[int]
    unseen: str = ""


def change(actor: Actor, version_id: int, wanted: Change, *, label: str, now: datetime) -> Outcome:
    """Take one step on a draft. Raises `NotADraft`, `RowGone`."""
    actor.require(Permission.EDIT)
    with audit.writing(actor, "matrices.draft.edited"):
        draft = locked_draft(actor, version_id)
        kind = kind_of(draft.kind)
        named = {each.line for each in wanted.typed} | set(wanted.deleted)
        named |= {each.after for each in wanted.added if each.after} | {
            each.copy_of for each in wanted.added if each.copy_of
        }
        rows = {row.line: row for row in draft.rows.filter(line__in=named)}
        if named - rows.keys():
            raise RowGone
        # Read under the lock: of two who type at once, the second is told of the first.
        unseen = overwritten(
            draft, {each.line: (each.cells, each.known) for each in wanted.typed if each.known is not None}
        )
        new_rows = _placed(draft, rows, wanted.added)
        before = {line: snapshot(row) for line, row in rows.items()}
        states = {each.line: _typed(kind, rows[each.line], each.cells, wanted.from_sheet) for each in wanted.typed}
        fresh = [
            type_into(kind, _copied(rows, each), each.cells, from_sheet=wanted.from_sheet) for each in wanted.added
        ]
        check_codes(actor, kind, [*states.values(), *fresh])
        for row, state in zip(new_rows, fresh, strict=True):
            _write(kind, row, state)
        for line, state in states.items():
            _write(kind, rows[line], state)
        MatrixRow.objects.bulk_update([rows[line] for line in states], STORED, batch_size=1000)
        MatrixRow.objects.bulk_create(new_rows, batch_size=1000)
        draft.rows.filter(line__in=wanted.deleted).delete()
        steps: Steps = {line: (before[line], snapshot(rows[line])) for line in states}
        steps |= {line: (before[line], None) for line in wanted.deleted}
        steps |= {row.line: (None, snapshot(row)) for row in new_rows}
        record(draft, actor, steps, label=label, now=now)
        draft.row_count += len(new_rows) - len(set(wanted.deleted))
        draft.save(update_fields=["row_count", "last_line", "last_position"])
    return Outcome(draft, list(states), [row.line for row in new_rows], list(wanted.deleted), unseen)


def undo(actor: Actor, version_id: int, *, now: datetime) -> tuple[Edit, Outcome]:
    """Take back the last step that stands. Raises `NotADraft`, `NothingToUndo`."""
    actor.require(Permission.EDIT)
    with audit.writing(actor, "matrices.draft.undone"):
        draft = locked_draft(actor, version_id)
        edit = draft.edits.filter(undone_at__isnull=True).order_by("-number").first()
        if edit is None:
            raise NothingToUndo("desfazer")
        outcome = _replay(draft, edit, forward=False)
        edit.undone_at = now
        edit.save(update_fields=["undone_at"])
    return edit, outcome


def redo(actor: Actor, version_id: int) -> tuple[Edit, Outcome]:
    """Take again the last step that was undone. Raises `NotADraft`, `NothingToUndo`."""
    actor.require(Permission.EDIT)
    with audit.writing(actor, "matrices.draft.redone"):
        draft = locked_draft(actor, version_id)
        edit = draft.edits.filter(undone_at__isnull=False).order_by("number").first()
        if edit is None:
            raise NothingToUndo("refazer")
        outcome = _replay(draft, edit, forward=True)
        edit.undone_at = None
        edit.save(update_fields=["undone_at"])
    return edit, outcome


def record(
    draft: Version,
    actor: Actor,
    steps: Steps,
    *,
    label: str,
    now: datetime,
) -> Edit:
    """Keep what a step did to each line; steps undone before can no longer be redone."""
    draft.edits.filter(undone_at__isnull=False).delete()
    last = draft.edits.order_by("-number").values_list("number", flat=True).first()
    edit = Edit.objects.create(version=draft, number=(last or 0) + 1, label=label, author_id=actor.user_id, made_at=now)
    EditedRow.objects.bulk_create(
        (EditedRow(edit=edit, line=line, before=before, after=after) for line, (before, after) in steps.items()),
        batch_size=2000,
    )
    return edit


def snapshot(row: MatrixRow) -> dict[str, Any]:
    """A row as an edit keeps it."""
    state = state_of({name: getattr(row, name) for name in STORED})
    return {"position": row.position, **state.as_data()}


def _replay(draft: Version, edit: Edit, *, forward: bool) -> Outcome:
    kind = kind_of(draft.kind)
    changed, added, deleted = [], [], []
    steps = edit.rows.values_list("line", "before", "after")
    for line, before, after in steps:
        target, source = (after, before) if forward else (before, after)
        if target is None:
            deleted.append(line)
        elif source is None:
            added.append(_restored(kind, MatrixRow(version=draft, line=line), target))
        else:
            changed.append((line, target))
    rows = {row.line: row for row in draft.rows.filter(line__in=[line for line, _ in changed])}
    kept = [_restored(kind, rows[line], target) for line, target in changed]
    draft.rows.filter(line__in=deleted).delete()
    MatrixRow.objects.bulk_update(kept, ("position", *STORED), batch_size=1000)
    MatrixRow.objects.bulk_create(added, batch_size=1000)
    draft.row_count += len(added) - len(deleted)
    draft.save(update_fields=["row_count"])
    return Outcome(draft, [row.line for row in kept], [row.line for row in added], deleted)


def _restored(kind: Kind, row: MatrixRow, data: Mapping[str, Any]) -> MatrixRow:
    row.position = data["position"]
    _write(kind, row, RowState(data["texts"], data["faults"]))
    return row


def _write(kind: Kind, row: MatrixRow, state: RowState) -> None:
    for name, value in stored_columns(kind, state).items():
        setattr(row, name, value)


def _typed(kind: Kind, row: MatrixRow, cells: Mapping[str, str], from_sheet: bool) -> RowState:
    state = state_of({name: getattr(row, name) for name in STORED})
    return type_into(kind, state, cells, from_sheet=from_sheet)


def _copied(rows: Mapping[int, MatrixRow], wanted: Added) -> RowState:
    if wanted.copy_of is None:
        return RowState({}, {})
    return state_of({name: getattr(rows[wanted.copy_of], name) for name in STORED})


def _placed(draft: Version, rows: Mapping[int, MatrixRow], wanted: Sequence[Added]) -> list[MatrixRow]:
    """New rows with their lines and positions: each below the row it follows, in the order asked."""
    new_rows = []
    followers: dict[int, list[MatrixRow]] = {}
    for each in wanted:
        draft.last_line += 1
        row = MatrixRow(version=draft, line=draft.last_line)
        if each.after is None:
            draft.last_position += STEP
            row.position = draft.last_position
        else:
            followers.setdefault(each.after, []).append(row)
        new_rows.append(row)
    for line, following in followers.items():
        _squeeze(draft, rows[line], following, [*rows.values(), *new_rows])
    return new_rows


def _squeeze(draft: Version, above: MatrixRow, following: Sequence[MatrixRow], at_hand: Sequence[MatrixRow]) -> None:
    """Positions between a row and the next, which moves down with all below it when there is no room left."""
    start = above.position
    kept = draft.rows.filter(position__gt=start).order_by("position").values_list("position", flat=True)[:1]
    below = [*kept, *(row.position for row in at_hand if (row.position or 0) > start)]
    end = min(below, default=start + STEP * 2)
    if end - start <= len(following):
        more = STEP * (len(following) + 1)
        _move_down(draft, start, more, at_hand)
        end += more
    width = (end - start) // (len(following) + 1)
    for place, row in enumerate(following, start=1):
        row.position = start + place * width
    draft.last_position = max(draft.last_position, following[-1].position)


_MOVE_REMEMBERED = """
    update matrices_editedrow edited set
        before = jsonb_set(before, '{position}', to_jsonb((before->>'position')::bigint
            + case when (before->>'position')::bigint > %(start)s then %(more)s else 0 end)),
        after = jsonb_set(after, '{position}', to_jsonb((after->>'position')::bigint
            + case when (after->>'position')::bigint > %(start)s then %(more)s else 0 end))
    from matrices_edit edit
    where edit.id = edited.edit_id and edit.version_id = %(version)s
        and greatest((before->>'position')::bigint, (after->>'position')::bigint) > %(start)s
"""


def _move_down(draft: Version, start: int, more: int, at_hand: Sequence[MatrixRow]) -> None:
    """Everything below a position: what is kept, what the edits remember, and the rows at hand. The order stays."""
    draft.rows.filter(position__gt=start).update(position=F("position") + more)
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_REMEMBERED, {"version": draft.pk, "start": start, "more": more})
    for row in at_hand:
        if (row.position or 0) > start:
            row.position += more
    draft.last_position += more
