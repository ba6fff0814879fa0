from django.db import migrations

# Loads that put triggers to sleep (session_replication_role) are spared the audit, never the sums.
TRIGGERS = (
    ("stock_movement", "stock_post"),
    ("stock_allocation", "stock_hold"),
    ("stock_quotause", "stock_use_quota"),
)
# PL/pgSQL keeps its plans: one made while a table was small would read all of it, row after row, when it is large.
FUNCTIONS = ("stock_post_movement", "stock_hold", "stock_use_quota")


class Migration(migrations.Migration):
    dependencies = [("stock", "0003_audit")]
    operations = [
        migrations.RunSQL(
            [
                *(f"alter table {table} enable always trigger {trigger}" for table, trigger in TRIGGERS),
                *(f"alter function {function}() set enable_seqscan = off" for function in FUNCTIONS),
            ],
            [
                *(f"alter table {table} enable trigger {trigger}" for table, trigger in TRIGGERS),
                *(f"alter function {function}() reset enable_seqscan" for function in FUNCTIONS),
            ],
        )
    ]
