from django.db import migrations

# The words typed in full are looked up by the index as they stand; the unfinished one is judged row by row, by a call
# that no index answers: a beginning of one letter is in so many products that the index would read half of itself.
FIND = """
create function catalogue_by_finished_words(company bigint, finished tsquery, words tsquery, most integer)
returns setof bigint language sql stable set enable_seqscan = off set enable_indexscan = off as $$
    select id from catalogue_product
    where search_vector @@ finished and ts_match_vq(search_vector, words) and company_id = company limit most
$$;
"""
FORGET = "drop function catalogue_by_finished_words(bigint, tsquery, tsquery, integer);"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_custom_values")]
    operations = [migrations.RunSQL(FIND, FORGET)]
