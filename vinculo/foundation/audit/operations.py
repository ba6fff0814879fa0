"""Migration operations that put a table under audit."""

from pathlib import Path

from django.db.migrations.operations import RunSQL

_TRIGGERS = (Path(__file__).parent / "triggers.sql").read_text()


def install() -> RunSQL:
    """Create the functions, as they are today."""
    return RunSQL(_TRIGGERS, "drop function audit_record(); drop function audit_inserted(bigint[])")


def reinstall() -> RunSQL:
    """Replace the functions that an earlier migration created by those of today."""
    return RunSQL(_TRIGGERS, RunSQL.noop)


def track(table: str, *, root: str, root_column: str = "id", derived: tuple[str, ...] = ()) -> RunSQL:
    """Record every change of `table` under the record type `root`, whose id is in `root_column`.

    `derived` columns (generated values, versions) are left out of the recorded rows.
    """
    arguments = f"'{root}', '{root_column}', '{','.join(derived)}'"
    tables = {
        "insert": "referencing new table as new_rows",
        "update": "referencing old table as old_rows new table as new_rows",
        "delete": "referencing old table as old_rows",
    }
    create = ";\n".join(
        f"create trigger audit_{event} after {event} on {table} {transition} "
        f"for each statement execute function audit_record({arguments})"
        for event, transition in tables.items()
    )
    drop = ";\n".join(f"drop trigger audit_{event} on {table}" for event in tables)
    return RunSQL(create, drop)
