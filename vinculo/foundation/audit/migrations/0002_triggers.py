from django.db import migrations

from vinculo.foundation.audit.operations import install


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [install()]
