from django.db import migrations

from vinculo.foundation.audit.operations import track


class Migration(migrations.Migration):
    dependencies = [("custom_fields", "0001_initial"), ("audit", "0002_triggers")]
    operations = [track("custom_fields_customfield", root="custom_fields.customfield")]
