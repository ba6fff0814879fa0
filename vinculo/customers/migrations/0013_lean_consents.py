import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0012_main_reach_is_one'),
        ('organization', '0005_unlocked'),
    ]

    operations = [
        migrations.AlterField(
            model_name='consent',
            name='policy',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.consentpolicy', verbose_name='texto'),
        ),
        migrations.AlterField(
            model_name='consentdecision',
            name='policy',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.consentpolicy', verbose_name='texto'),
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(condition=models.Q(('policy__isnull', False)), fields=['policy'], name='consent_by_policy'),
        ),
        migrations.AddIndex(
            model_name='consentdecision',
            index=models.Index(condition=models.Q(('policy__isnull', False)), fields=['policy'], name='consent_decision_by_policy'),
        ),
    ]
