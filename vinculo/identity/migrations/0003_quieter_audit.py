from django.db import migrations

from vinculo.foundation.audit.operations import track

EVENTS = ("insert", "update", "delete")


class Migration(migrations.Migration):
    """What followed and what was repeated is told on the page of the merge, not in the history."""

    dependencies = [("identity", "0002_audit")]
    operations = [
        migrations.RunSQL(
            ";".join(f"drop trigger audit_{event} on identity_merge" for event in EVENTS), migrations.RunSQL.noop
        ),
        track(
            "identity_merge",
            root="customers.party",
            root_column="survivor_id",
            derived=("span", "reversal_id", "moved", "dropped", "survivor_name", "loser_id"),
        ),
    ]
