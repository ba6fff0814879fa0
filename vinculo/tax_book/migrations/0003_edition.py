"""A stamp that is another after any change of what the taxes are chosen by, so that processes may keep what they read.

A random value, not a count: a count undone by a rollback would come again with other contents. It has no model, because
only its triggers write it.
"""

from django.db import migrations

# What a book is made of; the matrices have versions of their own.
TABLES = (
    "origin",
    "classification",
    "internalrate",
    "interstaterate",
    "staterule",
    "contributionrate",
    "reformrate",
    "taxperiod",
)
_CREATE = """
create table tax_book_edition (
    one boolean primary key default true constraint one_edition check (one),
    stamp uuid not null default gen_random_uuid()
);
insert into tax_book_edition default values;
create function tax_book_changed() returns trigger language plpgsql as $$
begin
    update tax_book_edition set stamp = gen_random_uuid();
    return null;
end $$;
"""
_TRIGGERS = "".join(
    f"create trigger tax_book_changed after insert or update or delete or truncate on tax_book_{name} "
    "for each statement execute function tax_book_changed();\n"
    f"alter table tax_book_{name} enable always trigger tax_book_changed;\n"
    for name in TABLES
)
_DROP = "".join(f"drop trigger tax_book_changed on tax_book_{name};\n" for name in TABLES)


class Migration(migrations.Migration):
    dependencies = [("tax_book", "0002_audit")]
    operations = [
        migrations.RunSQL(
            _CREATE + _TRIGGERS, _DROP + "drop function tax_book_changed();\ndrop table tax_book_edition;"
        )
    ]
