"""The share of PIS and COFINS of each bracket of Simples, which a seller of single-phase goods leaves out."""

from decimal import Decimal

from django.db import migrations, models

# LC 123/2006, Annexes I and II, with LC 155/2016: COFINS + PIS of every bracket, and of the sixth.
_OF_THE_LAW = """
    update tax_book_simplesbracket set contributions_share = case
        when annex = 'I' and up_to > 3600000 then 34.4 when annex = 'I' then 15.5
        when up_to > 3600000 then 25.5 else 14 end
    where valid_from = '2018-01-01' and source like 'LC 123/2006%'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('tax_book', '0006_difal_bases'),
    ]

    operations = [
        migrations.AddField(
            model_name='simplesbracket',
            name='contributions_share',
            field=models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=7, verbose_name='parte do PIS e da COFINS (%)'),
        ),
        migrations.RunSQL(_OF_THE_LAW, migrations.RunSQL.noop),
    ]
