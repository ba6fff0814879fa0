from django.db import migrations

# What left by issues in the last weeks is asked by every figure of coverage: answered from the index alone.
INDEX = """
create index movement_pace on stock_movement (company_id, at) include (product_id, unit_id, establishment_id, quantity)
    where kind in ('issue', 'reversal');
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0006_quota_used_default")]
    operations = [migrations.RunSQL(INDEX, "drop index movement_pace;")]
