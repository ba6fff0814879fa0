from django.db import migrations

# Objects laid one over the other in the order given: of each key, the last value.
CREATE = "create aggregate vinculo_overlaid(jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}', parallel = safe)"


class Migration(migrations.Migration):
    dependencies = [("reversal", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, "drop aggregate vinculo_overlaid(jsonb)")]
