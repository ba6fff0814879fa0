from django.db import migrations, models


class Migration(migrations.Migration):
    """The list of prices is walked from the newest, ties by the newest id: the index follows that order whole."""

    dependencies = [("price_book", "0007_instalments_cut_to_cents")]

    operations = [
        migrations.RemoveIndex(model_name="listprice", name="list_price_by_date"),
        migrations.AddIndex(
            model_name="listprice",
            index=models.Index(fields=["company", "-valid_from", "-id"], name="list_price_by_newest"),
        ),
    ]
