from django.db import migrations

from vinculo.foundation.audit.operations import reinstall


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_insertions_in_bulk")]
    operations = [reinstall()]
