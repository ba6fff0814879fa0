from django.db import migrations

from vinculo.foundation.audit.operations import track

TABLES = (
    "pricetable",
    "listprice",
    "salestable",
    "promotion",
    "paymentmethodtype",
    "paymentmethod",
    "cardtype",
    "paymentterm",
    "freighttype",
    "carrier",
)


class Migration(migrations.Migration):
    dependencies = [("price_book", "0001_initial"), ("audit", "0002_triggers")]
    operations = [
        *(track(f"price_book_{name}", root=f"price_book.{name}") for name in TABLES),
        track("price_book_promotionband", root="price_book.promotion", root_column="promotion_id"),
        track("price_book_promotion_parties", root="price_book.promotion", root_column="promotion_id"),
        track("price_book_paymentterm_methods", root="price_book.paymentterm", root_column="paymentterm_id"),
    ]
