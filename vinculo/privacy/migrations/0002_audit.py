from django.db import migrations

from vinculo.foundation.audit.operations import track


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("audit", "0002_triggers")]
    operations = [
        track("privacy_privacyrequest", root="privacy.privacyrequest"),
        track("privacy_erasure", root="customers.party", root_column="party_id"),
    ]
