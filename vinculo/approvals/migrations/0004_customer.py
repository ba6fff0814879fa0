"""The customer a request speaks of: closed portfolios look at it, and merges follow it."""

import django.db.models.deletion
from django.db import migrations, models

# A seal writes the number of a record as `#12`.
_OUT = """
    update approvals_approvalrequest request set party_id = party.id
    from customers_party party
    where request.content ->> 'Cliente' ~ '^#[0-9]{1,18}$' and party.company_id = request.company_id
    and party.id = substr(request.content ->> 'Cliente', 2)::bigint
"""


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
        migrations.RunSQL(_OUT, migrations.RunSQL.noop),
    ]
