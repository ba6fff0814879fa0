from pathlib import Path

from django.db import migrations

FUNCTIONS = (Path(__file__).resolve().parent.parent / "functions.sql").read_text()


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            FUNCTIONS,
            "drop function vinculo_pieces(text), vinculo_name_query(text), vinculo_name_vector(text), "
            "vinculo_sound(text), vinculo_heard(text), vinculo_fold(text)",
        )
    ]
