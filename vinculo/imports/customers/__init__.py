"""The importer of customers and prospects."""
