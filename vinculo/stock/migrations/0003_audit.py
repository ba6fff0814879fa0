from django.db import migrations

from vinculo.foundation.audit.operations import track


class Migration(migrations.Migration):
    """Balances and movements are not audited: the ledger is itself the record of who changed what, when and why."""

    dependencies = [("stock", "0002_ledger"), ("audit", "0002_triggers")]
    operations = [
        track("stock_warehouse", root="stock.warehouse"),
        track("stock_lot", root="stock.lot"),
        track("stock_lotrequirement", root="stock.lotrequirement"),
        track("stock_posting", root="stock.posting"),
        track("stock_scheduledreceipt", root="stock.scheduledreceipt", derived=("committed", "free")),
        track("stock_reservation", root="stock.reservation"),
        track("stock_allocation", root="stock.reservation", root_column="reservation_id"),
        track("stock_quota", root="stock.quota", derived=("used", "balance")),
        track("stock_quotause", root="stock.quota", root_column="quota_id"),
        track("stock_quotatransfer", root="stock.quota", root_column="from_quota_id"),
    ]
