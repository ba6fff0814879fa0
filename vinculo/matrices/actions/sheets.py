"""Bringing a spreadsheet into a draft, as one step that is undone as a whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from json import dumps
from pathlib import Path
from typing import Any

from django.db import connection

from vinculo.engines.decision import Kind
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.reading import open_table
from vinculo.kernel.figures import counted, decimal_number
from vinculo.matrices.actions.drafts import STEP, locked_draft
from vinculo.matrices.actions.editing import record
from vinculo.matrices.codes import check_codes
from vinculo.matrices.columns import FROM, STORED, RowState, state_of, stored_columns, type_into
from vinculo.matrices.kinds import kind_of
from vinculo.matrices.models import Version
from vinculo.matrices.permissions import Permission
from vinculo.matrices.sheet import Sheet, looks_like_fractions, read_sheet

BRING = "matrices.bring"  # the kind of the job
_AT_ONCE = 2000
_COPY = f"copy matrices_matrixrow (version_id, line, position, {', '.join(STORED)}) from stdin"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a spreadsheet. `faulty` lines were taken with their faults marked; `remarks` are of the file."""

    added: int
    changed: int
    unchanged: int
    removed: int
    faulty: int
    remarks: Sequence[str]

    @property
    def sentence(self) -> str:
        if not (self.added or self.changed or self.removed or self.faulty):
            return "Nada muda: a planilha diz o que o rascunho já tem."
        parts = [
            counted(self.added, "nova", "novas"),
            counted(self.changed, "alterada", "alteradas"),
            counted(self.unchanged, "igual", "iguais"),
        ]
        if self.removed:
            parts.append(counted(self.removed, "excluída", "excluídas"))
        said = f"{', '.join(parts)}."
        if not self.faulty:
            return said
        return f"{said} {decimal_number(self.faulty)} com erro: corrija na grade ou na planilha."


@dataclass(slots=True)
class _Row:
    line: int
    position: int
    before: RowState | None
    after: RowState


def bring(
    actor: Actor,
    version_id: int,
    path: Path,
    *,
    file_name: str,
    replace: bool,
    now: datetime,
    progress: Progress = lambda _done: None,
) -> Brought:
    """Take the rows of a spreadsheet. `replace`: lines the file does not have are removed.

    A row of the file is the line it names, or else the line with the same keys and start; any other is new. Columns the
    file does not have stay as they are. What cannot be is kept as a fault of its cell. Raises `NotADraft`,
    `UnusableFile`.
    """
    actor.require(Permission.EDIT)
    table = open_table(path)
    with audit.writing(actor, "matrices.draft.imported"):
        draft = locked_draft(actor, version_id)
        kind = kind_of(draft.kind)
        sheet = read_sheet(kind, table)
        standing = _standing(draft)
        rows = list(_matched(actor, kind, draft, sheet, standing, progress))
        remarks = [*sheet.remarks, *_repeated(sheet.repeated)]
        remarks += [
            f"Todos os valores de {label} são menores que 1: percentuais são pontos (12,5 é 12,5%)."
            for label in looks_like_fractions(kind, [row.after for row in rows])
        ]
        seen = {row.line for row in rows}
        removed = {line: kept for line, kept in standing.items() if line not in seen} if replace else {}
        changed = [row for row in rows if row.before is not None and row.before != row.after]
        added = [row for row in rows if row.before is None]
        draft.rows.filter(line__in=[*removed, *(row.line for row in changed)]).delete()
        _copy(kind, draft, [*changed, *added])
        brought = Brought(
            len(added),
            len(changed),
            len(rows) - len(added) - len(changed),
            len(removed),
            sum(1 for row in rows if row.after.faults),
            remarks,
        )
        steps = {row.line: (_kept(row.position, row.before), _kept(row.position, row.after)) for row in changed}
        steps |= {row.line: (None, _kept(row.position, row.after)) for row in added}
        steps |= {line: (_kept(position, state), None) for line, (position, state) in removed.items()}
        if not steps:
            return brought
        record(draft, actor, steps, label=f"Planilha {file_name}"[:200], now=now)
        draft.row_count += len(added) - len(removed)
        draft.save(update_fields=["row_count", "last_line", "last_position"])
    return brought


def _repeated(numbers: Sequence[int]) -> list[str]:
    """Rows of the file that name a line another row named before: what becomes of them is told."""
    if not numbers:
        return []
    rows = ", ".join(map(str, numbers[:10])) + ("…" if len(numbers) > 10 else "")
    if len(numbers) == 1:
        return [f"A linha {rows} da planilha repete o número de outra, e entrou como linha nova."]
    return [f"As linhas {rows} da planilha repetem o número de outra, e entraram como linhas novas."]


def _standing(draft: Version) -> dict[int, tuple[int, RowState]]:
    rows = draft.rows.values("line", "position", *STORED)
    return {row["line"]: (row["position"], state_of(row)) for row in rows.iterator(chunk_size=_AT_ONCE)}


def _matched(
    actor: Actor,
    kind: Kind,
    draft: Version,
    sheet: Sheet,
    standing: dict[int, tuple[int, RowState]],
    progress: Progress,
) -> Iterator[_Row]:
    """The rows of the file with the lines they are, checked; no line is taken twice."""
    by_keys = {} if sheet.has_lines else {_handle(kind, state): line for line, (_, state) in standing.items()}
    taken: set[int] = set()
    done = 0
    while batch := list(islice(sheet.rows, _AT_ONCE)):
        fresh = [type_into(kind, RowState({}, {}), row.cells, from_sheet=True) for row in batch]
        check_codes(actor, kind, fresh)
        pending: list[_Row] = []
        for row, alone in zip(batch, fresh, strict=True):
            line = row.line if sheet.has_lines else _line_of(kind, by_keys, alone)
            if sheet.has_lines and line in taken:
                sheet.repeated.append(row.number)
            if line is None or line in taken or not 0 < line < 10**9:
                draft.last_line += 1
                line = draft.last_line
            taken.add(line)
            draft.last_line = max(draft.last_line, line)
            if line in standing:
                position, before = standing[line]
                after = type_into(kind, before, row.cells, from_sheet=True)
            else:
                draft.last_position += STEP
                position, before, after = draft.last_position, None, alone
            pending.append(_Row(line, position, before, after))
        check_codes(actor, kind, [row.after for row in pending if row.before is not None])
        yield from pending
        done += len(batch)
        progress(done)


def _line_of(kind: Kind, by_keys: Mapping[tuple[str, ...], int], state: RowState) -> int | None:
    """The line with the same keys; a row whose keys could not be read is none of them."""
    if any(key.name in state.faults for key in kind.keys):
        return None
    return by_keys.get(_handle(kind, state))


def _handle(kind: Kind, state: RowState) -> tuple[str, ...]:
    return (*(state.texts.get(key.name, "") for key in kind.keys), state.texts.get(FROM, ""))


def _kept(position: int, state: RowState | None) -> dict[str, Any] | None:
    return None if state is None else {"position": position, **state.as_data()}


def _copy(kind: Kind, draft: Version, rows: Sequence[_Row]) -> None:
    with connection.cursor() as cursor, cursor.cursor.copy(_COPY) as copy:
        for row in rows:
            columns = stored_columns(kind, row.after)
            values = [columns[name] for name in STORED]
            written = [dumps(value) if isinstance(value, dict) else value for value in values]
            copy.write_row((draft.pk, row.line, row.position, *written))
