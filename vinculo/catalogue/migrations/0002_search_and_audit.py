from django.db import migrations

from vinculo.foundation.audit.operations import track

# The words a product is found by come from four tables. The database gathers them, so that every writer (forms, imports,
# bulk changes) gets the same ones; the trigger also runs when replication roles put the others to sleep.
WORDS = """
create function catalogue_gather_words() returns trigger language plpgsql as $$
begin
    new.search_vector := vinculo_name_vector(concat_ws(' ',
        new.code, catalogue_code_key(new.code), new.description, new.manufacturer_code,
        catalogue_code_key(new.manufacturer_code), new.keywords,
        (select name from catalogue_brand where id = new.brand_id),
        (select name from catalogue_productmodel where id = new.model_id),
        (select name from catalogue_line where id = new.line_id)));
    return new;
end
$$;
create trigger catalogue_words before insert or update of
    code, description, manufacturer_code, keywords, brand_id, model_id, line_id
    on catalogue_product for each row execute function catalogue_gather_words();
alter table catalogue_product enable always trigger catalogue_words;

-- A brand, model or line of another name: its products gather their words again (the column is set to itself).
create function catalogue_regather_words() returns trigger language plpgsql as $$
begin
    execute format('update catalogue_product set keywords = keywords where %I = $1', tg_argv[0]) using new.id;
    return null;
end
$$;
create trigger catalogue_words after update of name on catalogue_brand
    for each row when (old.name is distinct from new.name) execute function catalogue_regather_words('brand_id');
create trigger catalogue_words after update of name on catalogue_productmodel
    for each row when (old.name is distinct from new.name) execute function catalogue_regather_words('model_id');
create trigger catalogue_words after update of name on catalogue_line
    for each row when (old.name is distinct from new.name) execute function catalogue_regather_words('line_id');
"""
FORGET = """
drop trigger catalogue_words on catalogue_line;
drop trigger catalogue_words on catalogue_productmodel;
drop trigger catalogue_words on catalogue_brand;
drop function catalogue_regather_words();
drop trigger catalogue_words on catalogue_product;
drop function catalogue_gather_words();
"""
BELONGING = (
    "productestablishment",
    "conversionfactor",
    "similarmember",
    "complement",
    "productline",
    "partnercode",
    "productpicture",
    "productattachment",
    "equipment",
)
TABLES = (
    "unit",
    "brand",
    "productmodel",
    "producttype",
    "productspecies",
    "productclass",
    "linetype",
    "line",
    "fiscalgroup",
    "fiscalcategory",
    "similargroup",
)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("audit", "0002_triggers")]
    operations = [
        migrations.RunSQL(WORDS, FORGET),
        track(
            "catalogue_product",
            root="catalogue.product",
            derived=("description_key", "search_code", "search_reference", "search_vector", "version", "updated_at"),
        ),
        *(
            track(f"catalogue_{name}", root="catalogue.product", root_column="product_id", derived=("search_code",))
            for name in BELONGING
        ),
        track("catalogue_generalfactor", root="catalogue.unit", root_column="from_unit_id"),
        track("catalogue_kititem", root="catalogue.product", root_column="kit_id"),
        *(track(f"catalogue_{name}", root=f"catalogue.{name}") for name in TABLES),
    ]
