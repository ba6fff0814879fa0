from django.db import migrations

from vinculo.foundation.audit.operations import track

BELONGING = ("address", "phone", "email", "externalreference", "note", "consent")


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial"), ("audit", "0002_triggers")]
    operations = [
        track(
            "customers_party",
            root="customers.party",
            derived=("name_key", "name_vector", "document_pieces", "version", "updated_at"),
        ),
        *(track(f"customers_{name}", root="customers.party", root_column="party_id", derived=("digits",)) for name in BELONGING),
    ]
