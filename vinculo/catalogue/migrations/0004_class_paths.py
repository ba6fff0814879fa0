from django.db import migrations

# The path of a class follows its code and its parent's path, down the tree; a class inside itself is refused.
PATHS = """
create function catalogue_class_path() returns trigger language plpgsql as $$
declare
    above text := coalesce((select path from catalogue_productclass where id = new.parent_id), '');
begin
    if tg_op = 'UPDATE' and old.path <> '' and above like old.path || '%' then
        raise exception 'class % is inside itself', new.code
            using errcode = 'check_violation', constraint = 'class_is_not_inside_itself', table = 'catalogue_productclass';
    end if;
    new.path := above || new.code || '/';
    return new;
end
$$;
create trigger catalogue_path before insert or update of code, parent_id, path on catalogue_productclass
    for each row execute function catalogue_class_path();
alter table catalogue_productclass enable always trigger catalogue_path;

create function catalogue_class_branches() returns trigger language plpgsql as $$
begin
    update catalogue_productclass set path = '' where parent_id = new.id;
    return null;
end
$$;
create trigger catalogue_branches after update on catalogue_productclass
    for each row when (old.path is distinct from new.path) execute function catalogue_class_branches();
"""
FORGET = """
drop trigger catalogue_branches on catalogue_productclass;
drop function catalogue_class_branches();
drop trigger catalogue_path on catalogue_productclass;
drop function catalogue_class_path();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_promise")]
    operations = [migrations.RunSQL(PATHS, FORGET)]
