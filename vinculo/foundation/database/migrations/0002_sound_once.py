from pathlib import Path

from django.db import migrations

FUNCTIONS = (Path(__file__).resolve().parent.parent / "functions.sql").read_text()


class Migration(migrations.Migration):
    """The same keys in less time: `create or replace` with the functions of today."""

    dependencies = [("database", "0001_search_functions")]
    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
