"""The shares of a bracket of Simples go from nothing to the whole of it, the two together."""

import django.db.models.expressions
from django.db import migrations, models

_FIT = """
    update tax_book_simplesbracket
    set icms_share = least(greatest(icms_share, 0), 100),
        contributions_share = least(contributions_share, 100 - least(greatest(icms_share, 0), 100))
    where icms_share < 0 or icms_share + contributions_share > 100
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0005_unlocked'),
        ('tax_book', '0007_contributions_in_the_das'),
    ]

    operations = [
        migrations.RunSQL(_FIT, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='simplesbracket',
            constraint=models.CheckConstraint(condition=models.Q(('contributions_share__gte', 0), ('icms_share__gte', 0), ('icms_share__lte', django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('contributions_share')))), name='simples_shares_fit_in_the_rate'),
        ),
    ]
