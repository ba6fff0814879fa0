"""The customer of each request that was made, read from its content."""

from django.db import migrations

# A seal writes the number of a record as `#12`.
_OUT = """
    update approvals_approvalrequest request set party_id = party.id
    from customers_party party
    where request.content ->> 'Cliente' ~ '^#[0-9]{1,18}$' and party.company_id = request.company_id
    and party.id = substr(request.content ->> 'Cliente', 2)::bigint
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0004_customer")]
    operations = [migrations.RunSQL(_OUT, migrations.RunSQL.noop)]
