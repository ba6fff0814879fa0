from django.db import migrations

# The planner believes that words of a name are independent and walks the whole table for "maria jo sil"; the index of words
# answers any query within a bounded time. The universal search calls this only after the cheaper ways found too little.
NAME_WORDS = """
create function customers_by_name_words(company bigint, words tsquery, most integer) returns setof bigint
language sql stable set enable_seqscan = off set enable_indexscan = off as $$
    select id from customers_party where name_vector @@ words and company_id = company limit most
$$
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_phone_prefix_and_times")]
    operations = [
        migrations.RunSQL(NAME_WORDS, "drop function customers_by_name_words(bigint, tsquery, integer)"),
    ]
