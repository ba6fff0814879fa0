"""Two people at the same cells of a draft: what one typed without having seen what the other had."""

from collections.abc import Collection, Mapping
from typing import Any

from vinculo.matrices.columns import columns_of
from vinculo.matrices.kinds import kind_of
from vinculo.matrices.models import EditedRow, Version


def overwritten(version: Version, typed: Mapping[int, tuple[Collection[str], int]]) -> str:
    """What stood in the cells that are about to be written and that whoever types had not seen, in a sentence; empty
    when there was nothing. `typed` has, by line, the columns and the last edit that was seen in the row. One query.
    """
    if not typed:
        return ""
    columns = {column.name: column for column in columns_of(kind_of(version.kind))}
    edited = EditedRow.objects.filter(
        edit__version=version,
        edit__undone_at__isnull=True,
        edit__pk__gt=min(known for _, known in typed.values()),
        line__in=typed,
    ).select_related("edit__author")
    found: dict[tuple[int, str], str] = {}
    for row in edited.order_by("edit__pk"):
        names, known = typed[row.line]
        for name in names if row.edit_id > known else ():
            before, after = (_text(side, name) for side in (row.before, row.after))
            if name in columns and before != after:
                is_fault = name in ((row.after or {}).get("faults") or {})
                shown = (after if is_fault else columns[name].show(after)) or "em branco"
                where = f"{columns[name].label}, linha {row.line}"
                found[row.line, name] = f"{row.edit.author.name} tinha posto “{shown}” em {where}"
    if not found:
        return ""
    others = len(found) - 1
    more = "" if not others else ", e outra célula" if others == 1 else f", e outras {others} células"
    return f"{next(iter(found.values()))}{more}, depois que você abriu a página. Ficou o seu: Ctrl+Z volta."


def _text(side: Mapping[str, Any] | None, name: str) -> str:
    if side is None:
        return ""
    fault = (side.get("faults") or {}).get(name)
    return str(fault[0]) if fault else str(side["texts"].get(name, ""))
