from django.db import migrations

# What was answered in words in the company's own fields is found like any other word of the product.
WORDS = """
create or replace function catalogue_gather_words() returns trigger language plpgsql as $$
begin
    new.search_vector := vinculo_name_vector(concat_ws(' ',
        new.code, catalogue_code_key(new.code), new.description, new.manufacturer_code,
        catalogue_code_key(new.manufacturer_code), new.gtin, new.keywords,
        (select name from catalogue_brand where id = new.brand_id),
        (select name from catalogue_productmodel where id = new.model_id),
        (select name from catalogue_line where id = new.line_id),
        (select string_agg(concat_ws(' ', code, search_code, description), ' ')
         from catalogue_partnercode where product_id = new.id),
        (select string_agg(left(given.value #>> '{}', 200), ' ')
         from catalogue_productcustomvalue given join custom_fields_customfield field on field.id = given.field_id
         where given.product_id = new.id and field.kind in ('text', 'list'))));
    return new;
end
$$;
create trigger catalogue_words after insert or delete or update of value, product_id
    on catalogue_productcustomvalue for each row execute function catalogue_partner_words();
"""
FORGET = """
drop trigger catalogue_words on catalogue_productcustomvalue;
create or replace function catalogue_gather_words() returns trigger language plpgsql as $$
begin
    new.search_vector := vinculo_name_vector(concat_ws(' ',
        new.code, catalogue_code_key(new.code), new.description, new.manufacturer_code,
        catalogue_code_key(new.manufacturer_code), new.gtin, new.keywords,
        (select name from catalogue_brand where id = new.brand_id),
        (select name from catalogue_productmodel where id = new.model_id),
        (select name from catalogue_line where id = new.line_id),
        (select string_agg(concat_ws(' ', code, search_code, description), ' ')
         from catalogue_partnercode where product_id = new.id)));
    return new;
end
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0007_finished_words"), ("custom_fields", "0002_audit")]
    operations = [migrations.RunSQL(WORDS, FORGET)]
