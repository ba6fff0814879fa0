from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import Case, F, Func, Q, Value, When

# Byte order lets the index of an order serve beginnings as well. The pieces of a document are kept in their index alone.
COLUMNS = """
    alter table customers_party drop column document_pieces;
    alter table customers_party
        alter column name_key type text collate "C", alter column document type varchar(14) collate "C";
    alter table customers_externalreference alter column code type varchar(60) collate "C";
"""
COLUMNS_BACK = """
    alter table customers_externalreference alter column code type varchar(60);
    alter table customers_party alter column name_key type text, alter column document type varchar(14);
    alter table customers_party
        add column document_pieces text[] generated always as (vinculo_pieces(document)) stored;
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0009_vocabulary")]
    operations = [
        migrations.RemoveConstraint(model_name="party", name="document_is_unique_among_active_parties"),
        migrations.RemoveConstraint(model_name="externalreference", name="external_code_is_unique_by_origin"),
        *(
            migrations.RemoveIndex(model_name=model, name=name)
            for model, name in (
                ("party", "party_name_prefix"),
                ("party", "party_by_owner_and_name"),
                ("party", "party_by_team_and_name"),
                ("party", "party_document_prefix"),
                ("party", "party_document_pieces"),
                ("externalreference", "external_code_prefix"),
            )
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(COLUMNS, COLUMNS_BACK)],
            state_operations=[
                migrations.RemoveField(model_name="party", name="document_pieces"),
                migrations.AlterField(
                    model_name="party",
                    name="name_key",
                    field=models.GeneratedField(
                        db_persist=True,
                        expression=Func(F("name"), function="vinculo_fold"),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
                migrations.AlterField(
                    model_name="party",
                    name="document",
                    field=models.CharField(
                        "CPF/CNPJ", blank=True, db_collation="C", max_length=14, null=True
                    ),
                ),
                migrations.AlterField(
                    model_name="externalreference",
                    name="code",
                    field=models.CharField("código externo", db_collation="C", max_length=60),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                F("company"),
                F("document"),
                Case(When(is_active=True, then=Value(0)), default=F("id"), output_field=models.BigIntegerField()),
                name="document_is_unique_among_active_parties",
            ),
        ),
        migrations.AddConstraint(
            model_name="externalreference",
            constraint=models.UniqueConstraint(
                fields=["company", "code", "system"], name="external_code_is_unique_by_origin"
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=Q(owner__isnull=False), fields=["owner", "name_key", "id"], name="party_by_owner_and_name"
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=Q(team__isnull=False), fields=["team", "name_key", "id"], name="party_by_team_and_name"
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=GinIndex(Func(F("document"), function="vinculo_pieces"), fastupdate=True, name="party_document_parts"),
        ),
    ]
