from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0006_discarded_runs'),
    ]

    operations = [
        migrations.AddField(
            model_name='run',
            name='earlier_spans',
            field=models.JSONField(default=list),
        ),
    ]
