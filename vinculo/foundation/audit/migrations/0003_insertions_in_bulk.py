import django.contrib.postgres.indexes
from django.db import migrations, models

from vinculo.foundation.audit.operations import reinstall


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_triggers")]
    operations = [
        reinstall(),
        migrations.RemoveIndex(model_name="change", name="audit_change_at"),
        migrations.AddIndex(
            model_name="change",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["at", "transaction_key"], name="audit_change_when"
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("operation__in", ["U", "D"])),
                fields=["table_name", "row_id", "id"],
                name="audit_change_after_insertion",
            ),
        ),
    ]
