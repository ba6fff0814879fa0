"""Every way a state reckons the base of DIFAL, for each kind of buyer, instead of a switch."""

from django.db import migrations, models

_TO_BASES = "update tax_book_staterule set consumer_difal = 'gross_up' where grosses_up_consumer"
_TO_SWITCH = "update tax_book_staterule set grosses_up_consumer = true where consumer_difal = 'gross_up'"


class Migration(migrations.Migration):

    dependencies = [
        ('tax_book', '0005_natures_decide'),
    ]

    operations = [
        migrations.AddField(
            model_name='staterule',
            name='consumer_difal',
            field=models.CharField(choices=[('single', 'Base única'), ('gross_up', 'Base composta'), ('net_price', 'Por dentro')], default='single', max_length=9, verbose_name='DIFAL de não contribuinte'),
        ),
        migrations.AlterField(
            model_name='staterule',
            name='contributor_difal',
            field=models.CharField(choices=[('single', 'Base única'), ('double', 'Base dupla'), ('gross_up', 'Base composta, diferença de alíquotas'), ('net_price', 'Por dentro')], default='double', max_length=9, verbose_name='DIFAL de contribuinte'),
        ),
        migrations.RunSQL(_TO_BASES, _TO_SWITCH),
        migrations.RemoveField(
            model_name='staterule',
            name='grosses_up_consumer',
        ),
    ]
