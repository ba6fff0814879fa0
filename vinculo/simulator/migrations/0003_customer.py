"""The customer of a kept sale leaves the JSON for a column: it follows merges, and closed portfolios see it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial"), ("simulator", "0002_audit")]
    operations = [
        migrations.AddField(
            "simulatedcase",
            "party",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.party",
                verbose_name="cliente",
            ),
        ),
    ]
