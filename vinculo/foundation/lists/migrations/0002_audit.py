from django.db import migrations

from vinculo.foundation.audit.operations import track


class Migration(migrations.Migration):
    dependencies = [("lists", "0001_initial"), ("audit", "0002_triggers")]
    operations = [track("lists_savedview", root="lists.saved_view")]
