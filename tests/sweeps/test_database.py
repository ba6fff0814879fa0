"""The database has what the models declare: migrating a fresh one takes a shorter way than migrating an old one."""

import pytest
from django.apps import apps
from django.db import connection

OURS = [model for model in apps.get_models() if model.__module__.startswith("vinculo.") and model._meta.managed]


@pytest.mark.django_db
def test_every_column_constraint_and_index_of_the_models_exists() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select table_name, column_name from information_schema.columns where table_schema = 'public'")
        columns = set(cursor.fetchall())
        cursor.execute(
            "select conname from pg_constraint union select indexname from pg_indexes where schemaname = 'public'"
        )
        named = {name for (name,) in cursor.fetchall()}
    wanted_columns = {
        (model._meta.db_table, field.column) for model in OURS for field in model._meta.local_fields if field.column
    }
    wanted_names = {each.name for model in OURS for each in (*model._meta.constraints, *model._meta.indexes)}
    assert (wanted_columns - columns, wanted_names - named) == (set(), set())
