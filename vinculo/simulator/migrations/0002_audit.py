from django.db import migrations

from vinculo.foundation.audit.operations import track


class Migration(migrations.Migration):
    dependencies = [("simulator", "0001_initial"), ("audit", "0002_triggers")]
    operations = [track("simulator_simulatedcase", root="simulator.simulatedcase", derived=("latest", "run_at"))]
