from django.db import migrations

from vinculo.foundation.audit.operations import track

TABLES = ("company", "establishment", "team", "role", "parametervalue", "holiday")


class Migration(migrations.Migration):
    dependencies = [("organization", "0001_initial"), ("audit", "0002_triggers")]
    operations = [
        track("organization_user", root="organization.user", derived=("password", "last_login")),
        track("organization_membership", root="organization.user", root_column="user_id"),
        *(track(f"organization_{name}", root=f"organization.{name}") for name in TABLES),
    ]
