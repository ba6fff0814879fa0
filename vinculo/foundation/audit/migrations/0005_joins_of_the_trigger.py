from django.db import migrations

from vinculo.foundation.audit.operations import reinstall


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_export_reason")]
    operations = [reinstall()]
