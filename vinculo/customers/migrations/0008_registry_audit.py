from pathlib import Path

from django.db import migrations

from vinculo.foundation.audit.operations import track

OF_A_PARTY = (
    "asset",
    "personalreference",
    "bankreference",
    "creditcard",
    "contactperson",
    "partyrole",
    "complement",
    "stateregistration",
    "responsible",
    "partycustomvalue",
    "relation",
    "consentdecision",
)
DECISIONS = (Path(__file__).parent.parent / "sql" / "consent_decisions.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("customers", "0007_registry"), ("custom_fields", "0002_audit")]
    operations = [
        *(track(f"customers_{name}", root="customers.party", root_column="party_id") for name in OF_A_PARTY),
        track("customers_suppression", root="customers.suppression"),
        track("customers_consentpolicy", root="customers.consentpolicy"),
        migrations.RunSQL(
            DECISIONS,
            """
            drop trigger keep_decisions_insert on customers_consent;
            drop trigger keep_decisions_update on customers_consent;
            drop function customers_keep_decisions();
            """,
        ),
        migrations.RunSQL(
            """
            insert into customers_consentdecision (company_id, party_id, channel, is_granted, source, decided_at, legal_basis)
            select company_id, party_id, channel, is_granted, source, decided_at, legal_basis from customers_consent
            """,
            migrations.RunSQL.noop,
        ),
    ]
