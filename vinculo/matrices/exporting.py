"""Writing a version to a spreadsheet, and saying who took it."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Export
from vinculo.foundation.lists.spreadsheets import XlsxWriter
from vinculo.matrices.codes import names_of
from vinculo.matrices.columns import STORED, columns_of, state_of
from vinculo.matrices.kinds import kind_of
from vinculo.matrices.models import Version
from vinculo.matrices.sheet import export_cells, headings

EXPORT = "matrices.export"  # the kind of the job
_AT_ONCE = 2000


def write_version(
    actor: Actor, version: Version, path: Path, progress: Callable[[int], None] = lambda _done: None
) -> int:
    """Write every row of a version, in the order of the grid; how many were written."""
    kind = kind_of(version.kind)
    coded = [column.name for column in columns_of(kind) if column.subject]
    rows = iter(version.rows.order_by("position", "line").values("line", *STORED).iterator(chunk_size=_AT_ONCE))
    written = 0
    with XlsxWriter(path, kind.label, headings(kind)) as writer:
        while batch := list(islice(rows, _AT_ONCE)):
            states = [(row["line"], state_of(row)) for row in batch]
            pairs = [(name, state.texts[name]) for _, state in states for name in coded if name in state.texts]
            names = names_of(actor, kind, pairs)
            for line, state in states:
                writer.write(export_cells(kind, line, state, names))
            written += len(batch)
            progress(written)
    return written


def log_export(actor: Actor, version: Version, rows: int, *, address: str) -> None:
    Export.objects.create(
        company_id=actor.company_id,
        actor_id=actor.user_id,
        list_key="matrices.version",
        title=str(version),
        parameters={"version": version.pk},
        rows=rows,
        address=address,
    )
