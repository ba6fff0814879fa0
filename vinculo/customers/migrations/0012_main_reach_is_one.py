from django.db import migrations

# Giving up an index of its own for the column `party` took the partial unique indexes of that column along. Of several
# main telephones or addresses that were written meanwhile the oldest stays.
ONE = """
    update customers_{table} set is_main = false where is_main and exists (
        select from customers_{table} older where older.party_id = customers_{table}.party_id and older.is_main
        and older.id < customers_{table}.id);
    create unique index if not exists one_main_{table}_per_party on customers_{table} (party_id) where is_main;
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0011_sensitive_reads")]
    operations = [
        migrations.RunSQL(ONE.format(table=table), migrations.RunSQL.noop) for table in ("phone", "email")
    ]
