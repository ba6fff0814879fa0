from django.db import migrations

from vinculo.foundation.audit.operations import track

TABLES = (
    "cfop",
    "icmssituation",
    "ipisituation",
    "contributionsituation",
    "origin",
    "reformsituation",
    "classification",
    "internalrate",
    "interstaterate",
    "staterule",
    "contributionrate",
    "reformrate",
    "taxperiod",
    "simplesbracket",
    "operationnature",
    "destination",
    "establishmentregime",
)


class Migration(migrations.Migration):
    dependencies = [("tax_book", "0001_initial"), ("audit", "0002_triggers")]
    operations = [track(f"tax_book_{name}", root=f"tax_book.{name}") for name in TABLES]
