"""What the database itself holds: nobody decides what they made, and everything is recorded."""

from django.db import migrations

from vinculo.foundation.audit.operations import track

_FUNCTION = """
create function approvals_nobody_decides_their_own() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from approvals_approvalrequest request
        where request.id = new.request_id and new.user_id = any(request.makers)
    ) then
        raise exception 'nobody decides what they made'
            using errcode = 'check_violation', constraint = 'nobody_decides_their_own';
    end if;
    return new;
end $$;
create trigger nobody_decides_their_own before insert or update on approvals_approvaldecision
for each row execute function approvals_nobody_decides_their_own();
"""
_UNDO = """
drop trigger nobody_decides_their_own on approvals_approvaldecision;
drop function approvals_nobody_decides_their_own();
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial"), ("audit", "0002_triggers")]
    operations = [
        migrations.RunSQL(_FUNCTION, _UNDO),
        track("approvals_level", root="approvals.level"),
        track("approvals_levelholder", root="approvals.level", root_column="level_id"),
        track("approvals_delegation", root="approvals.delegation"),
        track("approvals_approvalrequest", root="approvals.request", derived=("content", "judgement")),
        track("approvals_approvaldecision", root="approvals.request", root_column="request_id"),
    ]
