from django.db import migrations

from vinculo.foundation.audit.operations import track


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial"), ("audit", "0002_triggers")]
    operations = [
        track("identity_merge", root="customers.party", root_column="survivor_id", derived=("span", "reversal_id")),
        track("identity_distinction", root="customers.party", root_column="first_id"),
    ]
