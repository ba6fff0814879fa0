"""Stock: warehouses, lots, the ledger of movements, reservations, scheduled receipts and quotas."""
