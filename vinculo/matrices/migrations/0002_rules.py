"""What the database itself holds: rows of a published version never change, and its history is recorded."""

from django.db import migrations

from vinculo.foundation.audit.operations import track

_FUNCTION = """
create function matrices_rows_are_written_in_drafts() returns trigger language plpgsql as $$
declare
    settled integer;
begin
    if tg_op = 'DELETE' then
        select v.number into settled from (select distinct version_id from old_rows) changed
        join matrices_version v on v.id = changed.version_id where v.status in ('published', 'discarded') limit 1;
    else
        select v.number into settled from (select distinct version_id from new_rows) changed
        join matrices_version v on v.id = changed.version_id where v.status in ('published', 'discarded') limit 1;
    end if;
    if settled is not null then
        raise exception 'version % is not a draft: its rows do not change', settled
            using errcode = 'check_violation', constraint = 'rows_are_written_in_drafts';
    end if;
    return null;
end $$;
"""
_TRIGGERS = {
    "insert": "referencing new table as new_rows",
    "update": "referencing old table as old_rows new table as new_rows",
    "delete": "referencing old table as old_rows",
}
_CREATE = ";\n".join(
    f"create trigger rows_are_written_in_drafts_{event} after {event} on matrices_matrixrow {transition} "
    "for each statement execute function matrices_rows_are_written_in_drafts()"
    for event, transition in _TRIGGERS.items()
)


class Migration(migrations.Migration):
    dependencies = [("matrices", "0001_initial"), ("audit", "0002_triggers")]
    operations = [
        migrations.RunSQL(
            _FUNCTION + _CREATE,
            ";\n".join(f"drop trigger rows_are_written_in_drafts_{event} on matrices_matrixrow" for event in _TRIGGERS)
            + ";\ndrop function matrices_rows_are_written_in_drafts()",
        ),
        track("matrices_version", root="matrices.version", derived=("row_count", "last_line", "last_position")),
        track("matrices_publication", root="matrices.version", root_column="version_id"),
    ]
