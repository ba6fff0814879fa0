"""The customer a request speaks of: closed portfolios look at it, and merges follow it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("approvals", "0003_role_of_a_level_stays"), ("customers", "0001_initial")]
    operations = [
        migrations.AddField(
            "approvalrequest",
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
